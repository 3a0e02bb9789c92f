"""A release: one version everywhere, a list of all that it depends on, and no licence that would bind its users."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import sysconfig
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import is_zipfile

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from packaging.requirements import Requirement

import graphmodel

if TYPE_CHECKING:
    from command import Type

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


@pytest.fixture(scope="module")
def sbom() -> str:
    code = "import sys; sys.path.insert(0, 'scripts'); import release; print(release.sbom())"
    return subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True).stdout


def test_the_version_has_one_source(type_: Type) -> None:
    assert PROJECT["dynamic"] == ["version"]
    told = subprocess.run([sys.executable, "-m", "hatchling", "version"], cwd=ROOT, capture_output=True, check=True)
    assert told.stdout.decode().strip() == graphmodel.__version__
    assert type_("--version").out == f"graphmodel {graphmodel.__version__}\n"
    assert f"\nversion: {graphmodel.__version__}\n" in (ROOT / "CITATION.cff").read_text("utf-8")


def test_the_bill_of_materials_is_valid_and_whole(sbom: str) -> None:
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(sbom) is None
    listed = {each["name"]: each for each in json.loads(sbom)["components"]}
    needed = {Requirement(text) for text in PROJECT["dependencies"]}
    here = {each.name for each in needed if not each.marker or each.marker.evaluate()}
    assert here <= listed.keys()
    assert all(each["licenses"] for each in listed.values())


def test_no_dependency_is_gpl(sbom: str) -> None:
    told = {each["name"]: json.dumps(each["licenses"]) for each in json.loads(sbom)["components"]}
    assert [
        name for name, text in told.items() if re.search(r"GPL|GNU|SSPL|BUSL|proprietary", text, re.IGNORECASE)
    ] == []


def test_each_direct_dependency_is_told_with_its_licence_and_reason() -> None:
    decision = (ROOT / "docs" / "decisions" / "0003-dependencies.md").read_text("utf-8").lower()
    extras = [text for texts in PROJECT["optional-dependencies"].values() for text in texts]
    names = {Requirement(text).name for text in (*PROJECT["dependencies"], *extras)}
    assert sorted(name for name in names if name.lower() not in decision) == ["ipykernel"]


def test_the_wheel_draws_a_picture_in_an_environment_that_has_nothing_else_of_graphmodel(tmp_path: Path) -> None:
    """Its dependencies are those that are here: ``make release`` fetches them, and takes more Pythons."""
    _run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", tmp_path)
    _run(sys.executable, "-m", "venv", "--without-pip", tmp_path / "env")
    (wheel,) = tmp_path.glob("*.whl")
    there = tmp_path / "env" / "bin" / "python"
    _run(
        sys.executable,
        "-m",
        "pip",
        "--python",
        there,
        "install",
        "-q",
        "--no-deps",
        "--no-index",
        "--no-compile",
        wheel,
    )
    packages = Path(sysconfig.get_path("purelib", vars={"base": str(tmp_path / "env")}))
    (packages / "others.pth").write_text(sysconfig.get_path("purelib"), "utf-8")
    told = _run(there, "-c", "import graphmodel; print(graphmodel.__file__)", folder=tmp_path)
    assert Path(told.strip()).is_relative_to(packages)
    _run(tmp_path / "env" / "bin" / "graphmodel", "draw", "oversikt-agder", "-o", "agder.pptx", folder=tmp_path)
    assert is_zipfile(tmp_path / "agder.pptx")


def _run(*words: str | Path, folder: Path = ROOT) -> str:
    return subprocess.run(words, cwd=folder, capture_output=True, text=True, check=True).stdout

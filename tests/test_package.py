"""The package as it is shipped: its public names, its light start, its wheel."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import graphmodel

ROOT = Path(graphmodel.__file__).resolve().parent.parent


def test_every_public_name_is_there_once_and_in_order() -> None:
    assert graphmodel.__all__ == sorted(set(graphmodel.__all__))
    assert all(getattr(graphmodel, name) is not None for name in graphmodel.__all__)


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'no_such_name'"):
        graphmodel.no_such_name  # noqa: B018 - looking it up is the test


def _imported(statement: str) -> set[str]:
    code = f"{statement}\nimport sys\nprint('\\n'.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


HEAVY = {
    "arcadedb",
    "edtf",
    "matplotlib",
    "neo4j",
    "networkx",
    "numpy",
    "pandas",
    "pydantic",
    "pygraphviz",
    "scipy",
    "yaml",
}


def test_importing_graphmodel_is_light() -> None:
    assert not _imported("import graphmodel") & (HEAVY | {"typer"})


def test_the_command_line_starts_without_the_rooms() -> None:
    assert not _imported("import graphmodel.cli") & HEAVY


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    words = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(words, cwd=ROOT, check=True, capture_output=True)
    return next(folder.glob("*.whl"))


def test_the_wheel_carries_seeds_questions_views_and_licences(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert "graphmodel/data/seeds/surveys.yaml" in names
    assert "graphmodel/data/queries/mandates/who-mandates.cypher" in names
    assert "graphmodel/data/diagrams/samhandlingsstruktur.yaml" in names
    assert "graphmodel/fonts/DejaVuSans.ttf" in names
    assert "graphmodel/py.typed" in names
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert any(name.endswith("licenses/seeds/LICENSE") for name in names)
    assert not any(name.endswith((".svg", ".png", ".pdf")) for name in names)


def test_the_installed_wheel_works_away_from_the_source(wheel: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "installed")
    words = [sys.executable, "-m", "graphmodel", "why", "Ett digitalt Agder"]
    paths = {"PYTHONPATH": str(tmp_path / "installed"), "PATH": "/usr/bin:/bin", "HOME": str(tmp_path)}
    done = subprocess.run(words, cwd=tmp_path, env=paths, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("# Digi Agder\n")

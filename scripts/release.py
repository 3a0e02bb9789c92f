"""Build a release and check it: ``python scripts/release.py [FOLDER [PYTHON …]]``, by default ``dist``.

Wheel and sdist are built and their metadata read strictly; ``sbom.json`` lists what the wheel depends on, with
licences, in CycloneDX. Then the wheel is installed into an empty environment of each Python that is named, from the
package index, and used as a newcomer would; what that takes is printed. Nothing is uploaded.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tarfile
import tempfile
import time
from importlib import metadata
from pathlib import Path
from zipfile import ZipFile

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL
from packaging.metadata import Metadata
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import graphmodel

ROOT = Path(__file__).resolve().parent.parent
_SPDX = {
    "MIT License": "MIT",
    "ISC License (ISCL)": "ISC",
    "BSD License": "BSD",
    "Apache Software License": "Apache-2.0",
}
_FIRST_STEPS = (
    ("--version",),
    ("--help",),
    ("why", "digi-agder"),
    ("draw", "oversikt-agder", "-o", "agder.pptx"),
    ("query", "run", "who-mandates"),
    ("check",),
)


def dependencies(name: str = "graphmodel") -> dict[str, metadata.Distribution]:
    """Return all that a package needs here, at any depth, by name; without the package itself."""
    found: dict[str, metadata.Distribution] = {}
    met: set[tuple[str, frozenset[str]]] = set()
    open_ = [(canonicalize_name(name), frozenset[str]())]
    while open_:
        key, extras = open_.pop()
        if (key, extras) in met:
            continue
        met.add((key, extras))
        found[key] = metadata.distribution(key)
        for text in found[key].requires or ():
            needed = Requirement(text)
            if not needed.marker or any(needed.marker.evaluate({"extra": extra}) for extra in ("", *extras)):
                open_.append((canonicalize_name(needed.name), frozenset(needed.extras)))
    return {key: found[key] for key in sorted(found) if key != canonicalize_name(name)}


def licence(package: metadata.Distribution) -> str:
    """Return the licence that a package states: an SPDX expression where it has one, else its name."""
    told = package.metadata
    classifiers = [
        each.rpartition(" :: ")[2] for each in told.get_all("Classifier") or () if each.startswith("License")
    ]
    named = [_SPDX.get(each, each) for each in classifiers]
    return told["License-Expression"] or " AND ".join(named) or str(told["License"] or "").split("\n")[0]


def sbom() -> str:
    """Return what graphmodel depends on as a CycloneDX document."""
    bom, licences = Bom(), LicenseFactory()
    root = Component(name="graphmodel", version=graphmodel.__version__, type=ComponentType.LIBRARY)
    bom.metadata.component = root
    for name, package in dependencies().items():
        bom.components.add(
            Component(
                name=name,
                version=package.version,
                type=ComponentType.LIBRARY,
                purl=PackageURL("pypi", None, name, package.version),
                licenses=[licences.make_from_string(licence(package))],
            )
        )
    bom.register_dependency(root, bom.components)
    return JsonV1Dot6(bom).output_as_string(indent=2)


def build(folder: Path) -> tuple[Path, Path]:
    """Build wheel and sdist into a folder, and check both."""
    subprocess.run([sys.executable, "-m", "hatchling", "build", "-d", folder.resolve()], cwd=ROOT, check=True)
    version = graphmodel.__version__
    wheel, sdist = folder / f"graphmodel-{version}-py3-none-any.whl", folder / f"graphmodel-{version}.tar.gz"
    with ZipFile(wheel) as archive:
        told = Metadata.from_email(archive.read(f"graphmodel-{version}.dist-info/METADATA"), validate=True)
        names = archive.namelist()
    assert (str(told.version), told.name) == (version, "graphmodel"), told  # noqa: S101 - a check of the release
    assert not [name for name in names if not name.startswith(("graphmodel/", f"graphmodel-{version}.dist-info/"))]  # noqa: S101
    with tarfile.open(sdist) as archive:
        inside = {name.partition("/")[2] for name in archive.getnames()}
    assert {"pyproject.toml", "README.md", "CHANGELOG.md", "LICENSE", "seeds/LICENSE"} <= inside, sdist  # noqa: S101
    return wheel, sdist


def try_out(wheel: Path, python: str) -> None:
    """Install a wheel into an empty environment, and take a newcomer's first steps in it."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        subprocess.run([python, "-m", "venv", folder / "empty"], check=True)
        there = folder / "empty" / ("Scripts" if sys.platform == "win32" else "bin")
        began = time.perf_counter()
        subprocess.run([there / "python", "-m", "pip", "install", "-q", wheel.resolve()], check=True)
        told = subprocess.run([there / "python", "--version"], capture_output=True, text=True, check=True)
        print(f"{told.stdout.strip()}: installed in {time.perf_counter() - began:.0f} s")
        env = {"PATH": str(there), "GRAPHMODEL_CACHE": str(folder / "cache"), "HOME": name}
        for words in _FIRST_STEPS:
            began = time.perf_counter()
            done = subprocess.run([there / "graphmodel", *words], cwd=folder, env=env, capture_output=True, check=False)
            if done.returncode:
                raise SystemExit(f"graphmodel {' '.join(words)}:\n{done.stderr.decode()}")
            print(f"  {time.perf_counter() - began:5.2f} s  graphmodel {' '.join(words)}")


def main(arguments: list[str]) -> None:
    """Build, list and try out."""
    folder = Path(arguments[0] if arguments else "dist")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "sbom.json").write_text(sbom() + "\n", "utf-8")
    for each in json.loads((folder / "sbom.json").read_text("utf-8"))["components"]:
        told = [
            part.get("expression") or part["license"].get("id") or part["license"]["name"] for part in each["licenses"]
        ]
        print(f"{each['name']} {each['version']}: {', '.join(told)}")
    for path in (wheel := build(folder)[0], folder / f"graphmodel-{graphmodel.__version__}.tar.gz"):
        print(f"{path}: {path.stat().st_size / 1e6:.2f} MB")
    for python in arguments[1:] or [sys.executable]:
        try_out(wheel, python)


if __name__ == "__main__":
    main(sys.argv[1:])

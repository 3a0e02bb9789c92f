"""The package as it is shipped: its public names, its light start, its wheel."""

from __future__ import annotations

import pkgutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from graphs import crossroads

import graphmodel

ROOT = Path(graphmodel.__file__).resolve().parent.parent


def test_every_public_name_is_there_once_and_in_order() -> None:
    assert graphmodel.__all__ == sorted(set(graphmodel.__all__))
    assert all(getattr(graphmodel, name) is not None for name in graphmodel.__all__)


def test_no_public_function_has_the_name_of_a_module() -> None:
    modules = {module.name for module in pkgutil.iter_modules(graphmodel.__path__)}
    assert modules & set(graphmodel.__all__) == {"measures"}


def test_every_public_name_stays_what_it_is_whatever_was_imported_and_used_before() -> None:
    code = """
import importlib, pkgutil, types
import graphmodel as gm
before = {name: getattr(gm, name) for name in gm.__all__}
for module in pkgutil.walk_packages(gm.__path__, "graphmodel."):
    if not module.name.endswith(("__main__", "graphviz_worker")):
        importlib.import_module(module.name)
after = {name: getattr(gm, name) for name in gm.__all__}
assert before == after
assert [name for name in gm.__all__ if isinstance(after[name], types.ModuleType)] == ["measures"]
g = gm.read()
for _ in range(2):
    gm.why(g, "digi-agder"), gm.find(g, "Agder"), gm.resolve(g, "Digi Agder"), gm.scenario
    gm.draw(g, "rkg-e-helse"), gm.changes(g, "2021-01-01", "2021-02-01")
"""
    subprocess.run([sys.executable, "-c", code], check=True)


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'no_such_name'"):
        graphmodel.no_such_name  # noqa: B018 - looking it up is the test


def _imported(statement: str) -> set[str]:
    code = f"{statement}\nimport sys\nprint('imported:', *sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stdout.rpartition("imported:")[2].split())


HEAVY = {
    "arcadedb",
    "docx",
    "edtf",
    "matplotlib",
    "neo4j",
    "networkx",
    "numpy",
    "pandas",
    "pptx",
    "pydantic",
    "pygraphviz",
    "scipy",
    "typst",
    "xlsxwriter",
    "yaml",
}


def test_importing_graphmodel_is_light() -> None:
    assert not _imported("import graphmodel") & (HEAVY | {"typer"})


def test_the_command_line_starts_without_the_rooms() -> None:
    assert not _imported("import graphmodel.cli") & HEAVY


_LAYERS = {"analysis", "checks", "diagram", "exports", "measures", "queries", "report", "seeds", "store"}
NEEDED = {
    "why digi-agder": {"pydantic", "yaml", "seeds"},
    "check": {"pydantic", "yaml", "seeds", "checks"},
    "draw": {"pydantic", "yaml", "diagram"},
    "draw rkg-e-helse --on 2021-06-01": {"pydantic", "yaml", "seeds", "diagram"},
    "draw etterlyst -o {tmp}.svg": {"pydantic", "yaml", "seeds", "diagram"},
    "draw etterlyst -o {tmp}.pdf": {"pydantic", "yaml", "seeds", "diagram", "typst"},
    "draw etterlyst -o {tmp}.pptx": {"pydantic", "yaml", "seeds", "diagram", "pptx"},
    "draw etterlyst -o {tmp}.docx": {"pydantic", "yaml", "seeds", "diagram", "docx"},
    "draw etterlyst -o {tmp}.xlsx": {"pydantic", "yaml", "seeds", "diagram", "xlsxwriter"},
    "diff 2021-01-01 2022-01-01": {"pydantic", "yaml", "seeds", "analysis"},
    "paths vegarshei ks --on 2021-12-01": {
        "pydantic",
        "yaml",
        "seeds",
        "analysis",
        "measures",
        "networkx",
        "numpy",
        "scipy",
    },
    "analyse": {"pydantic", "analysis"},
    "query list": {"pydantic", "queries"},
    "query show who-mandates": {"pydantic", "queries"},
    "query check": {"pydantic", "queries"},
    "cypher RETURN(1)": {"pydantic", "yaml", "seeds", "store", "queries"},
    "query run who-mandates": {"pydantic", "yaml", "seeds", "store", "queries"},
    "load": {"pydantic", "yaml", "seeds", "store", "queries"},
    "export browser -o {tmp}": {"pydantic", "yaml", "seeds", "diagram", "exports", "queries"},
    "export json -o {tmp}.json": {"pydantic", "yaml", "seeds", "exports"},
    "import json {record} -o {tmp}": {"pydantic", "yaml", "seeds", "exports"},
}
"""What each command may import of what is heavy and of the rooms."""


@pytest.mark.parametrize("command", NEEDED)
def test_a_command_imports_only_what_it_needs(command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GRAPHMODEL_CACHE", str(tmp_path / "cache"))
    monkeypatch.delenv("GRAPHMODEL_STORE", raising=False)
    graphmodel.export(crossroads(), record := tmp_path / "record.json")
    words = command.format(tmp=tmp_path / "out", record=record).split()
    imported = _imported(
        f"import sys; sys.argv = ['graphmodel', *{words!r}]; from graphmodel.cli import main\ntry: main()\n"
        "except SystemExit as ended: assert not ended.code"
    )
    rooms = {room for room in _LAYERS if f"graphmodel.{room}" in imported}
    assert (imported & HEAVY) | rooms == NEEDED[command]


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
    pictures = [name for name in names if name.endswith((".svg", ".png", ".pdf"))]
    assert pictures == ["graphmodel/web/static/icon.svg"]


def test_the_installed_wheel_works_away_from_the_source(wheel: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "installed")
    words = [sys.executable, "-m", "graphmodel", "why", "Ett digitalt Agder"]
    paths = {"PYTHONPATH": str(tmp_path / "installed"), "PATH": "/usr/bin:/bin", "HOME": str(tmp_path)}
    done = subprocess.run(words, cwd=tmp_path, env=paths, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("# Digi Agder\n")

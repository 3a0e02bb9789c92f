"""Every notebook runs on the shipped seeds, uses public names only, and shows the results that it is published with."""

from __future__ import annotations

import ast
import importlib.util
from pathlib import Path
from typing import Any

import jupytext
import nbformat
import pytest

import graphmodel

ROOT = Path(__file__).parent.parent
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.py"))


def script() -> Any:
    """Return the script that runs notebooks."""
    spec = importlib.util.spec_from_file_location("run_notebooks", ROOT / "scripts" / "notebooks.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def told(notebook: Any) -> list[tuple[str, list[str]]]:
    """Return the source of each cell, and its results as text; pictures differ from one machine to another."""
    return [
        (
            cell.source,
            [
                output.get("text") or output.get("data", {}).get("text/plain", "")
                for output in cell.get("outputs", [])
                if output.get("name") != "stderr"
            ],
        )
        for cell in notebook.cells
    ]


def test_there_is_a_notebook_for_each_purpose() -> None:
    assert len(NOTEBOOKS) == 4


@pytest.mark.parametrize("source", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_is_in_norwegian_with_an_english_summary(source: Path) -> None:
    first = jupytext.read(source).cells[0].source

    assert first.startswith("# ")
    assert "> **English summary.**" in first


@pytest.mark.parametrize("source", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_uses_public_names_only(source: Path) -> None:
    tree = ast.parse(source.read_text("utf-8"))
    used = {
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "gm"
    }
    imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}

    assert used <= set(graphmodel.__all__)
    assert imported <= {"graphmodel", "matplotlib.pyplot", "numpy", "pandas"}
    assert not any(isinstance(node, ast.ImportFrom) for node in ast.walk(tree))


@pytest.mark.parametrize("source", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_runs_and_gives_the_results_that_it_is_published_with(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("JUPYTER_RUNTIME_DIR", "JUPYTER_CONFIG_DIR", "IPYTHONDIR", "MPLCONFIGDIR"):
        monkeypatch.setenv(name, str(tmp_path))
    fresh = script().run(source)
    published = nbformat.read(source.with_suffix(".ipynb"), as_version=4)

    assert told(fresh) == told(published), "run `python scripts/notebooks.py` and look at what changed"

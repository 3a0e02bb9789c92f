"""Run the notebooks: ``notebooks/*.py`` become ``.ipynb`` files with their results.

Run ``python scripts/notebooks.py`` after a change to a notebook, to the seeds or to what a notebook shows.
"""

from __future__ import annotations

import sys
from pathlib import Path

import jupytext
import nbformat
from nbclient import NotebookClient

FOLDER = Path(__file__).parent.parent / "notebooks"
SECONDS = 600


def run(source: Path) -> nbformat.NotebookNode:
    """Return a notebook with fresh results."""
    notebook: nbformat.NotebookNode = jupytext.read(source)
    notebook.metadata = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
    for number, cell in enumerate(notebook.cells):
        cell.id = f"cell-{number}"  # ids that do not change from run to run
    NotebookClient(notebook, timeout=SECONDS, kernel_name="python3", resources={"metadata": {"path": FOLDER}}).execute()
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)  # when it ran, to the microsecond
    return notebook


def main() -> None:
    """Run the notebooks named, or all."""
    names = sys.argv[1:]
    for source in sorted(FOLDER.glob("*.py")):
        if not names or source.stem in names:
            nbformat.write(run(source), source.with_suffix(".ipynb"))
            print(f"ran {source.name}")


if __name__ == "__main__":
    main()

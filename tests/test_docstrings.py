"""The public names: what they are called and take, and examples in docstrings that run."""

from __future__ import annotations

import doctest
import inspect
import pkgutil
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import shipped_record

import graphmodel as gm

if TYPE_CHECKING:
    from graphmodel.model import Graph

ROOT = Path(gm.__file__).parent
API = Path(__file__).parent / "public_api.txt"
"""What the library promises: one line of `signatures` each. A change of it is a line in the changelog, too."""

FUNCTIONS = [name for name in gm.__all__ if inspect.isfunction(getattr(gm, name))]


def signatures() -> list[str]:
    shown = {name: getattr(gm, name) for name in gm.__all__}
    return [f"{name}{inspect.signature(one)}" if name in FUNCTIONS else name for name, one in shown.items()]


def test_the_public_names_and_signatures_are_those_promised() -> None:
    assert signatures() == API.read_text("utf-8").splitlines()


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_public_function_has_an_example_and_says_what_is_near(name: str) -> None:
    text = inspect.getdoc(getattr(gm, name)) or ""
    assert ">>> " in text
    assert "See Also\n" in text


@cache
def shipped() -> Graph:
    return shipped_record.record()


def with_examples() -> list[str]:
    modules = (module.name for module in pkgutil.walk_packages([str(ROOT)], "graphmodel."))
    files = {name: ROOT.joinpath(*name.split(".")[1:]) for name in modules}
    texts = {
        name: next(file for file in (path.with_suffix(".py"), path / "__init__.py") if file.exists()).read_text("utf-8")
        for name, path in files.items()
    }
    return ["graphmodel", *(name for name, text in texts.items() if ">>> " in text)]


@pytest.mark.parametrize("name", with_examples())
def test_examples_run(name: str) -> None:
    """Examples start with the package as ``gm``, the shipped graph as ``g`` and a day of it as ``now``."""
    start = {"gm": gm, "g": shipped(), "now": shipped().at("2021-11-01")}
    assert doctest.testmod(import_module(name), extraglobs=start).failed == 0

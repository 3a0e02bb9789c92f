"""Paints DOT with Graphviz. Runs as a script in a process of its own, because C code cannot be stopped from within.

Its argument is a folder of fonts, to write a font configuration and its cache to. Reads one JSON object from standard
input: ``jobs``, a list of ``[dot text, format, dots per inch]``; ``engines``, of which the first that can be loaded is
taken. Writes the pictures as a JSON list of base64 texts to standard output; ends with :data:`NOT_LOADED` where none
can be loaded. Imports nothing of graphmodel, so that it starts quickly.
"""

from __future__ import annotations

import base64
import json
import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

NOT_LOADED = 3
_CONFIGURATION = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{fonts}</dir><cachedir>{fonts}/cache</cachedir>
<match target="font"><edit name="hinting" mode="assign"><bool>false</bool></edit></match></fontconfig>
"""


def _use_only(fonts: str) -> None:
    """Let the engine see the fonts in one folder and no others, whatever the machine has."""
    path = Path(fonts) / "fonts.conf"
    path.write_text(_CONFIGURATION.format(fonts=fonts), encoding="utf-8")
    os.putenv("FONTCONFIG_FILE", str(path))


def _loaded(engines: list[str]) -> Callable[[str, str, int], bytes]:
    """Return the first engine that can be loaded: the wheel of pygraphviz takes some libraries from the system."""
    if engines[0] == "dot":
        return _with_dot
    try:
        import pygraphviz  # noqa: F401, PLC0415 - takes a tenth of a second, and the other engine does without
    except ImportError as error:
        if "dot" in engines:
            return _with_dot
        print(error, file=sys.stderr)  # noqa: T201 - whoever asked reads it
        sys.exit(NOT_LOADED)
    return _with_pygraphviz


def _with_pygraphviz(text: str, picture: str, dpi: int) -> bytes:
    import pygraphviz  # noqa: PLC0415 - see above

    graph = pygraphviz.AGraph(string=text)
    if picture == "png":
        graph.graph_attr["dpi"] = dpi
    painted: bytes = graph.draw(format=picture, prog="nop2")
    return painted


def _with_dot(text: str, picture: str, dpi: int) -> bytes:
    import graphviz  # type: ignore[import-untyped]  # noqa: PLC0415 - see above

    if picture == "png":
        text = text.replace("graph [", f"graph [dpi={dpi}, ", 1)
    painted: bytes = graphviz.pipe("dot", picture, text.encode())
    return painted


def main() -> None:
    """Paint what standard input asks for."""
    fonts = sys.argv[1]
    answer = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # what C code prints must not run into the answer
    try:
        order = json.load(sys.stdin)
        _use_only(fonts)
        paint = _loaded(order["engines"])
        pictures = [base64.b64encode(paint(*job)).decode("ascii") for job in order["jobs"]]
        with answer:
            json.dump(pictures, answer)
    finally:
        shutil.rmtree(fonts, ignore_errors=True)  # whoever asked may have been killed, and cannot


if __name__ == "__main__":
    main()

"""Runs a layout engine in a child process, with a time limit, and turns every failure into a message.

Two engines are known: the one in the wheel of pygraphviz, pinned and the same everywhere, and ``dot`` on the PATH.
"""

from __future__ import annotations

import base64
import binascii
import json
import shutil
import subprocess
import sys
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Literal, NamedTuple

from graphmodel.diagram.graphviz_worker import NOT_LOADED
from graphmodel.diagram.text import FONTS
from graphmodel.errors import RenderError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["ENGINES", "Engine", "Job", "available", "render"]

Engine = Literal["pygraphviz", "dot"]
ENGINES: tuple[Engine, ...] = ("pygraphviz", "dot")

_WORKER = Path(__file__).with_name("graphviz_worker.py")
_SHOWN = 400


class Job(NamedTuple):
    """One picture to paint."""

    dot: str
    format: Literal["svg", "pdf", "png"]
    dpi: int = 150


def available() -> tuple[Engine, ...]:
    """Return the engines that this machine has, the preferred one first."""
    here = {"pygraphviz": find_spec("pygraphviz") is not None, "dot": shutil.which("dot") is not None}
    return tuple(engine for engine in ENGINES if here[engine])


def render(jobs: Sequence[Job], *, engine: Engine | None = None, seconds: float = 120.0) -> list[bytes]:
    """Paint pictures.

    Parameters
    ----------
    jobs
        What to paint.
    engine
        Which engine; by default the first that is available and can be loaded.
    seconds
        How long it may take.

    Returns
    -------
    list of bytes
        A picture for each job.

    Raises
    ------
    RenderError
        If there is no engine, it fails, or it takes too long; the message says what to try.
    """
    engines = (engine,) if engine else available()
    if not engines:
        raise RenderError(
            "no layout engine: install the wheel with 'pip install pygraphviz', or Graphviz so that 'dot' is on the"
            " PATH (Debian and Ubuntu: 'apt-get install graphviz'); DOT, Mermaid, draw.io and the text need none"
        )
    with _fonts() as fonts:
        order = json.dumps({"jobs": list(jobs), "engines": engines})
        return _answer(_run(order, fonts, engines[0], seconds), engines[0], len(jobs))


@contextmanager
def _fonts() -> Iterator[str]:
    """Copy the packaged fonts into a temporary folder, where the engine also keeps what it finds out about them."""
    try:
        folder = TemporaryDirectory(prefix="graphmodel-fonts-", ignore_cleanup_errors=True)
    except OSError as error:
        raise _no_room(error) from error
    with folder as fonts:
        try:
            for font in sorted(FONTS.glob("*.ttf")):
                shutil.copyfile(font, Path(fonts) / font.name)
        except OSError as error:
            raise _no_room(error) from error
        yield fonts


def _no_room(error: OSError) -> RenderError:
    return RenderError(
        f"the temporary folder cannot be written: {error.strerror}; make room there, or set TMPDIR to another folder"
    )


def _run(order: str, fonts: str, engine: Engine, seconds: float) -> subprocess.CompletedProcess[str]:
    try:
        return subprocess.run(  # noqa: S603 - our own script, and the order is data on its standard input
            [sys.executable, "-P", str(_WORKER), fonts],  # -P: our module names must not hide the standard library's
            input=order,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise RenderError(
            f"the layout engine {engine} took longer than {seconds:g} seconds and was stopped: show fewer nodes, fold"
            " more of them, or choose larger paper"
        ) from error
    except OSError as error:
        raise RenderError(f"the layout engine {engine} could not be started: {error}") from error


def _answer(process: subprocess.CompletedProcess[str], engine: Engine, expected: int) -> list[bytes]:
    if process.returncode:
        told = process.stderr.strip().splitlines()[-1:] or ["it said nothing"]
        if process.returncode == NOT_LOADED:
            raise RenderError(
                f"the layout engine {engine} lacks a library of the system: {told[0][:_SHOWN]}; install Graphviz"
                " (Debian and Ubuntu: 'apt-get install graphviz'); DOT, Mermaid, draw.io and the text need none"
            )
        other = " or ".join(name for name in available() if name != engine)
        advice = (
            f"try the other engine, {other}"
            if other
            else "reinstall it with 'pip install --force-reinstall pygraphviz'"
        )
        raise RenderError(
            f"the layout engine {engine} stopped with status {process.returncode}: {told[0][:_SHOWN]}; {advice}"
        )
    try:
        pictures = [base64.b64decode(text, validate=True) for text in json.loads(process.stdout)]
    except (ValueError, TypeError, binascii.Error) as error:
        raise RenderError(f"the layout engine {engine} returned invalid image data") from error
    if len(pictures) != expected or not all(pictures):
        raise RenderError(
            f"the layout engine {engine} painted nothing: see whether its fonts and plugins are installed"
        )
    return pictures

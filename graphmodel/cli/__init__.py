"""The command line: a command reads, calls one function, prints.

Data go to standard output, everything else to standard error. What a command needs is imported when it runs, so that
``graphmodel --help`` does not wait for it.
"""

from __future__ import annotations

import atexit
import gc
import os
import sys
from copy import copy
from typing import Annotated

import typer

from graphmodel.cli import ask, graph, influence, new, pictures, streams, web
from graphmodel.cli.common import say
from graphmodel.errors import GraphModelError

__all__ = ["app", "main"]

_ALLOCATIONS = 200_000
"""After how many more objects the search for garbage begins: a command makes many that stay, and ends before long."""

app = typer.Typer(
    name="graphmodel",
    help="A sourced, dated graph of Norway's digitalisation and e-health coordination structure.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # plain help: loading rich takes longer than anything a short command does
    context_settings={"help_option_names": ["-h", "--help"]},
)
graph.register(app)
ask.register(app)
influence.register(app)
pictures.register(app)
web.register(app)
new.register(app)


def _tell_version(wanted: bool) -> None:  # noqa: FBT001 - called by typer
    if wanted:
        from graphmodel import __version__

        print(f"graphmodel {__version__}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_tell_version, is_eager=True, help="Show the version and exit."),
    ] = False,
) -> None:
    """Take the options that stand before a command; each acts by itself."""


def _only(word: str) -> typer.Typer:
    """Return the command line with the one command, or group of them, that is typed: typer builds all that it has."""
    one = copy(app)
    one.registered_commands = [
        each for each in app.registered_commands if word in (each.name, getattr(each.callback, "__name__", ""))
    ]
    one.registered_groups = [group for group in app.registered_groups if group.name == word]
    return one if one.registered_commands or one.registered_groups else app


def main() -> None:
    """Run the command line; an error that was foreseen ends in one message and exit code 2."""
    streams.prepare()
    # To look for plugins, pydantic reads the metadata of all that is installed; a command of ours has none.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    gc.set_threshold(_ALLOCATIONS)
    atexit.register(gc.freeze)  # the system takes all memory back at once; Python would look through it once more
    try:
        try:
            _only("".join(sys.argv[1:2]))()
        finally:
            sys.stdout.flush()  # here, where a full disk can still be told
    except GraphModelError as error:
        say(f"graphmodel: {error}")
        sys.exit(2)
    except BrokenPipeError:
        # The reader of our output, such as `head`, has seen enough.
        streams.drop(sys.stdout)
        sys.exit(0)
    except OSError as error:
        # Only the folder we work in, when it is gone, and an output that takes nothing fail without a name.
        unnamed = "the working folder" if isinstance(error, FileNotFoundError) else "standard output"
        say(f"graphmodel: {error.filename or unnamed}: {error.strerror or error}")
        streams.drop(sys.stdout)
        sys.exit(2)

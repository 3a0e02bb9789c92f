"""What several commands share: their options, and how an answer is printed."""

from __future__ import annotations

import shutil
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from graphmodel.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence

    from rich.progress import TaskID

    from graphmodel.analysis import Table
    from graphmodel.model import Graph
    from graphmodel.project import Ask

    Step = Callable[[str, int, int], None]
    """Told of a piece of work by name how much of how much is done."""

__all__ = [
    "ForceOption",
    "FormatOption",
    "LangOption",
    "NodeArgument",
    "OnOption",
    "OutOption",
    "SeedsOption",
    "StoreOption",
    "asking",
    "pairs",
    "progress",
    "resolved",
    "say",
    "show",
    "show_table",
    "write",
]


def _node_ids(incomplete: str) -> list[str]:
    from graphmodel import project

    return [id_ for id_ in project.read().nodes if id_.startswith(incomplete)]


SeedsOption = Annotated[
    Path | None, typer.Option("--seeds", help="Folder of seed files; the shipped ones by default.", show_default=False)
]
StoreOption = Annotated[
    str | None,
    typer.Option(
        "--store", help="URL of the store, such as neo4j://host:7687; embedded by default.", show_default=False
    ),
]
OnOption = Annotated[str | None, typer.Option("--on", help="The day, such as 2021-11-01.", show_default=False)]
LangOption = Annotated[str, typer.Option("--lang", help="Language: nb or en.")]
FormatOption = Annotated[
    str | None, typer.Option("--format", "-f", help="table, csv, json, md or xlsx.", show_default=False)
]
OutOption = Annotated[Path | None, typer.Option("-o", "--output", help="File to write to; standard output by default.")]
ForceOption = Annotated[
    bool, typer.Option("--force", help="Replace files that graphmodel did not make.", show_default=False)
]
NodeArgument = typer.Argument(help="Id or name of a body, strategy, …", autocompletion=_node_ids)


def say(message: str) -> None:
    """Print a message for the person at the terminal."""
    print(message, file=sys.stderr)


def asking() -> Ask | None:
    """Return what asks the person at the terminal for the way into a server; nothing where nobody sits there."""
    return _way_in if sys.stdin.isatty() else None


def _way_in(username: str) -> tuple[str, str]:
    return typer.prompt("User", default=username, err=True), typer.prompt("Password", hide_input=True, err=True)


@contextmanager
def progress() -> Iterator[Step]:
    """Show how far named pieces of work have come; only on a terminal."""
    if not sys.stderr.isatty():
        yield lambda *_: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    tasks: dict[str, TaskID] = {}
    columns = (TextColumn("{task.description:<28}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True)) as bars:

        def step(label: str, done: int, total: int) -> None:
            if label not in tasks:
                tasks[label] = bars.add_task(label, total=total)
            bars.update(tasks[label], completed=done, total=total)

        yield step


def pairs(given: Sequence[str], option: str = "--param") -> dict[str, str]:
    """Return ``name=value`` texts as a mapping.

    Raises
    ------
    ConfigError
        If a text has no ``=``.
    """
    split = [text.partition("=") for text in given]
    for name, equals, _ in split:
        if not (name and equals):
            raise ConfigError(f"{option} expects name=value, such as {option} body=digi-agder; found {name!r}")
    return {name: value for name, _, value in split}


def resolved(graph: Graph, text: str, kinds: Collection[str] = ()) -> str:
    """Return the id of the node that a text means; a name that was not an id is said."""
    from graphmodel.find import resolve

    id_ = resolve(graph, text, kinds)
    if id_ != text:
        say(f"{text} → {id_}")
    return id_


def show(
    columns: Sequence[str],
    rows: Sequence[Sequence[Any]],
    *,
    format_: str | None,
    output: Path | None = None,
    force: bool = False,
    title: str = "",
) -> None:
    """Print or write an answer in a format; by default in that of the file's ending, else as a table.

    Raises
    ------
    ConfigError
        If the format is not known, or cannot be printed, or the file cannot be written.
    """
    from graphmodel import tables

    chosen = format_ or (output.suffix.removeprefix(".") if output else "table")
    match chosen:
        case "table":
            width = shutil.get_terminal_size().columns if sys.stdout.isatty() and not output else None
            text: str | bytes = tables.as_text(columns, rows, width)
        case "csv":
            text = tables.as_csv(columns, rows)
        case "json":
            text = tables.as_json(columns, rows)
        case "md":
            text = tables.as_markdown(columns, rows)
        case "xlsx":
            text = tables.as_excel(columns, rows, title)
        case _:
            raise ConfigError(f"{chosen!r} is not a format; expected {', '.join(tables.FORMATS)}")
    write(text, output, force=force)


def show_table(table: Table, format_: str | None, output: Path | None, *, force: bool = False) -> None:
    """Print an analysis: as people read it, or as rows in the format asked for."""
    if format_ in {None, "table"} and output is None:
        sys.stdout.write(table.as_text().rstrip("\n") + "\n")
        return
    show(table.columns, table.rows(), format_=format_, output=output, force=force, title=table.title)


def write(text: str | bytes, output: Path | None, *, force: bool = False) -> None:
    """Write to a file, or to standard output when there is none.

    Raises
    ------
    ConfigError
        If binary data would go to a terminal, or the file cannot be written or replaced.
    """
    if output is None:
        if isinstance(text, bytes):
            if sys.stdout.isatty():
                raise ConfigError("this format is not text; name a file with -o")
            sys.stdout.buffer.write(text)
        else:
            sys.stdout.write(text)
        return
    from graphmodel import files

    files.write(output, text, force=force)
    say(f"wrote {output}")

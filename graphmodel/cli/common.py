"""What several commands share: their options, and how an answer is printed."""

from __future__ import annotations

import shutil
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from graphmodel.choices import FLOW_CHOICES, FlowChoice, Lang, language, one_of
from graphmodel.cli.streams import drop
from graphmodel.errors import ConfigError, QueryError, UnknownIdError, visible
from graphmodel.files import refuse_among_seeds
from graphmodel.tables import FORMATS, Format

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

    from rich.progress import TaskID

    from graphmodel.model import Graph
    from graphmodel.tables import Table
    from graphmodel.workspace import Ask

    Step = Callable[[str, int, int], None]
    """Progress callback: (task, done, total)."""

__all__ = [
    "FlowOption",
    "ForceOption",
    "FormatOption",
    "LangOption",
    "NodeArgument",
    "OnOption",
    "OutOption",
    "SeedsOption",
    "StoreOption",
    "credentials_prompt",
    "pairs",
    "parse_choice",
    "parse_path",
    "progress",
    "read_input",
    "refuse_among_seeds",
    "refuse_without_name",
    "resolve_id",
    "resolve_statement",
    "say",
    "show",
    "write",
]


_LONGEST_INPUT = 1_000_000


def _node_ids(incomplete: str) -> list[str]:
    from graphmodel import workspace

    return [id_ for id_ in workspace.read().nodes if id_.startswith(incomplete)]


def parse_choice(words: Sequence[str], what: str) -> Callable[[str], str]:
    """Return what reads an option with fixed words; typer shows and completes them, we say what is wrong."""
    return lambda word: one_of(word, words, what)


def parse_path(text: str | Path) -> Path:
    """Parse the path of an option; an empty one is refused, as it would mean the working directory."""
    if not str(text):
        raise ConfigError("an empty path was given: expected the name of a file or folder")
    return Path(text)


SeedsOption = Annotated[
    Path | None,
    typer.Option(
        "--seeds", parser=parse_path, help="Folder of seed files; the shipped ones by default.", show_default=False
    ),
]
StoreOption = Annotated[
    str | None,
    typer.Option(
        "--store", help="URL of the store, such as neo4j://host:7687; embedded by default.", show_default=False
    ),
]
OnOption = Annotated[str | None, typer.Option("--on", help="The day, such as 2021-11-01.", show_default=False)]
LangOption = Annotated[Lang, typer.Option("--lang", parser=language, help="Language.")]
FormatOption = Annotated[
    Format | None,
    typer.Option("--format", "-f", parser=parse_choice(FORMATS, "a format"), help="Format.", show_default=False),
]
FlowOption = Annotated[
    FlowChoice | None,
    typer.Option(
        "--flow", parser=parse_choice(FLOW_CHOICES, "a flow"), help="What runs along a chain.", show_default=False
    ),
]
OutOption = Annotated[
    Path | None,
    typer.Option(
        "-o",
        "--output",
        parser=parse_path,
        help="File to write to; in a .csv, ' stands before what a spreadsheet runs.",
    ),
]
ForceOption = Annotated[
    bool, typer.Option("--force", help="Replace files that graphmodel did not make.", show_default=False)
]
NodeArgument = typer.Argument(help="Id or name of a body, strategy, …", autocompletion=_node_ids)


def say(message: str) -> None:
    """Print a message to standard error; a failure to write it is ignored."""
    try:
        print(visible(message), file=sys.stderr, flush=True)
    except OSError:
        drop(sys.stderr)


def credentials_prompt() -> Ask | None:
    """Return a prompt for server credentials, or None without a terminal."""
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


def pairs(texts: Sequence[str], option: str = "--param") -> dict[str, str]:
    """Return ``name=value`` texts as a mapping.

    Raises
    ------
    ConfigError
        If a text has no ``=``, or a name comes twice.
    """
    split = [text.partition("=") for text in texts]
    for name, equals, _ in split:
        if not (name and equals):
            raise ConfigError(f"{option} expects name=value, such as {option} body=digi-agder; found {name!r}")
    names = [name for name, _, _ in split]
    for name in names:
        if names.count(name) > 1:
            raise ConfigError(f"{option} {name}=… is given {names.count(name)} times: give it once")
    return {name: value for name, _, value in split}


def refuse_without_name(what: str, options: Mapping[str, object]) -> None:
    """Refuse options that mean nothing where no name was given, and a list is all that is shown.

    Raises
    ------
    ConfigError
        If one was given.
    """
    useless = [option for option, value in options.items() if value not in (None, [])]
    if useless:
        raise ConfigError(
            f"{', '.join(useless)} without {what} would do nothing: name one, or leave it out for the list"
        )


def resolve_id(graph: Graph, text: str, kinds: Collection[str] = ()) -> str:
    """Return the id of the node that a text means; a name that was not an id is said."""
    from graphmodel.lookup import resolve

    id_ = resolve(graph, text, kinds)
    if id_ != text:
        say(f"{text} → {id_}")
    return id_


def resolve_statement(graph: Graph, text: str) -> str:
    """Return the id of the node, tie or source that a text is, or of the node whose name it is."""
    try:
        return graph[text].id
    except UnknownIdError:
        return resolve_id(graph, text)


def read_input() -> str:
    """Return the text on standard input.

    Raises
    ------
    QueryError
        If it is too long, or not UTF-8.
    """
    data = sys.stdin.buffer.read(_LONGEST_INPUT + 1)
    if len(data) > _LONGEST_INPUT:
        raise QueryError(f"standard input holds more than {_LONGEST_INPUT:,} bytes: expected the text of one query")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise QueryError(f"standard input is not UTF-8: byte {error.start + 1} cannot be read") from None


def show(
    table: Table,
    format_: Format | None = None,
    output: Path | None = None,
    *,
    lang: str = "nb",
    force: bool = False,
    title: str = "",
    beside: Mapping[Path, str] | None = None,
) -> None:
    """Print or write an answer in a format; by default in that of the file's ending, else as text.

    What goes to files ``beside`` it is written with it, or nothing is. Programs read names and codes, which never
    change with the language; people read headings and words.

    Raises
    ------
    ConfigError
        If the format is not known, or cannot be printed, or the file cannot be written.
    """
    match format_ or _format_of(output):
        case "table":
            width = shutil.get_terminal_size().columns if sys.stdout.isatty() and not output else None
            text: str | bytes = table.as_text(lang, width=width)
        case "csv":
            text = table.as_csv(lang, spreadsheet=output is not None)
        case "csv-excel":
            text = table.as_csv(lang, excel=True)
        case "json":
            text = table.as_json(lang)
        case "md":
            text = table.as_markdown(lang)
        case "xlsx":
            text = table.as_excel(lang, title)
    write(text, output, force=force, beside=beside)


def _format_of(output: Path | None) -> Format:
    if output is None:
        return "table"
    if not output.suffix:
        raise ConfigError(f"{str(output)!r} does not say in which format: end it in .csv, .json, .md or .xlsx")
    return one_of(output.suffix.removeprefix("."), FORMATS, "a format")


def write(
    text: str | bytes, output: Path | None, *, force: bool = False, beside: Mapping[Path, str] | None = None
) -> None:
    """Write to a file, perhaps with others beside it, or to standard output when there is none.

    Raises
    ------
    ConfigError
        If binary data would go to a terminal, or a file cannot be written or replaced.
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

    content = text if isinstance(text, bytes) else text.encode(errors="backslashreplace")
    for written in files.write_all({output: content, **(beside or {})}, force=force):
        say(f"wrote {written}")

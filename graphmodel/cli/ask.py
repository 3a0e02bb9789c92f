"""Commands that ask the store: query and cypher."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from graphmodel.cli.common import (
    ForceOption,
    FormatOption,
    LangOption,
    OutOption,
    SeedsOption,
    StoreOption,
    asking,
    named,
    pairs,
    read_input,
    resolved,
    say,
    show,
    typed,
    write,
)
from graphmodel.errors import QueryError, did_you_mean
from graphmodel.tables import FORMATS, Format

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graphmodel.model import Graph
    from graphmodel.queries import Query, QueryParameter
    from graphmodel.store import Limits

__all__ = ["register"]

query = typer.Typer(
    help="Named questions: list them, read one, ask one, check your own.", no_args_is_help=True, rich_markup_mode=None
)

QueriesOption = Annotated[
    list[Path] | None,
    typer.Option("--queries", parser=named, help="Folder of further queries; may be repeated.", show_default=False),
]


def _names(incomplete: str) -> list[tuple[str, str]]:
    from graphmodel import project

    return [(name, each.title.nb) for name, each in project.library().items() if name.startswith(incomplete)]


def _parameters(context: typer.Context, incomplete: str) -> list[str]:
    from graphmodel import project

    library = project.library()
    # A line that ends with -p is not yet a command: what came before stands among the words that are left over.
    words = map(str, (context.params.get("name"), *context.args))
    asked = next((library[word] for word in words if word in library), None)
    if asked is None:
        return []
    name, equals, value = incomplete.partition("=")
    if not equals:
        return [f"{parameter.name}=" for parameter in asked.parameters if parameter.name.startswith(incomplete)]
    parameter = next((each for each in asked.parameters if each.name == name), None)
    return [f"{name}={word}" for word in _words(parameter) if word.startswith(value)] if parameter else []


def _words(parameter: QueryParameter) -> list[str]:
    from graphmodel import project

    if parameter.type.base == "node":
        return [node.id for node in project.read().nodes.values() if parameter.type.covers(node.kind)]
    return list(parameter.type.words)


NameArgument = Annotated[str, typer.Argument(help="Name of the question.", autocompletion=_names)]
ParamOption = Annotated[
    list[str] | None,
    typer.Option("--param", "-p", help="name=value; may be repeated.", autocompletion=_parameters, show_default=False),
]


FindingsOption = Annotated[
    Literal["text", Format],
    typer.Option("--format", "-f", parser=typed(("text", *FORMATS), "a format"), help="Format."),
]
RowsOption = Annotated[
    int | None,
    typer.Option("--rows", min=1, help="How many rows an answer may have; 100000 by default.", show_default=False),
]
SecondsOption = Annotated[
    float | None,
    typer.Option("--seconds", min=0.1, help="How long a query may take; 60 by default.", show_default=False),
]
CiteOption = Annotated[
    bool, typer.Option("--cite", help="Print the sources that the answer rests on; with -o, write them beside it.")
]


def register(app: typer.Typer) -> None:
    """Add the commands of this module to the command line."""
    app.add_typer(query, name="query")
    app.command()(cypher)


@query.command("list")
def list_(
    theme: Annotated[str | None, typer.Argument(help="Only this theme.")] = None,
    find: Annotated[str | None, typer.Option("--find", help="Only questions with all these words.")] = None,
    lang: LangOption = "nb",
    queries: QueriesOption = None,
    format_: FormatOption = None,
) -> None:
    """List the questions of the library, by theme."""
    from graphmodel import project

    library = project.library(*queries or ())
    if theme and theme not in {each.theme for each in library.values()}:
        raise QueryError(f"there is no theme {theme!r}{did_you_mean(theme, {each.theme for each in library.values()})}")
    wanted = (find or "").casefold().split()
    rows = [
        (each.theme, name, each.question.in_(lang), ", ".join(parameter.name for parameter in each.parameters))
        for name, each in library.items()
        if (theme is None or each.theme == theme) and all(word in _searchable(each) for word in wanted)
    ]
    if not rows:
        words = _words_of(library)
        strange = next((word for word in wanted if not any(word in each for each in words)), "")
        say(f"no question has {' and '.join(map(repr, wanted))}{did_you_mean(strange, words)}")
    columns = ("theme", "name", "question", "parameters")
    headings = ("tema", "navn", "spørsmål", "parametre") if lang == "nb" else columns
    show(columns, rows, headings=headings, format_=format_)


def _words_of(library: Mapping[str, Query]) -> set[str]:
    return {word.strip(".,?") for each in library.values() for word in _searchable(each).split()}


def _searchable(asked: Query) -> str:
    words = (asked.name, asked.title.nb, asked.title.en, asked.question.nb, asked.question.en, *asked.tags)
    return " ".join(words).casefold()


@query.command("show")
def show_(name: NameArgument, lang: LangOption = "nb", queries: QueriesOption = None) -> None:
    """Show a question: what it asks, what it needs, what it answers, and its Cypher."""
    from graphmodel import project

    asked = project.question(name, *queries or ())
    sys.stdout.write(_described(asked, lang))


def _described(asked: Query, lang: str) -> str:
    lines = [f"# {asked.title.in_(lang)}", "", asked.question.in_(lang), "", asked.reading.in_(lang), ""]
    for parameter in asked.parameters:
        default = "" if parameter.required else f" [{parameter.default}]"
        lines.append(f"  --param {parameter.name}=…{default}  {parameter.type}: {parameter.description.in_(lang)}")
    if asked.parameters:
        lines.append("")
    lines += [f"  {column.name}  {column.type}: {column.label.in_(lang)}" for column in asked.columns]
    if asked.references:
        lines += ["", f"{'Se også' if lang == 'nb' else 'See also'}: {', '.join(asked.references)}"]
    return "\n".join([*lines, "", asked.text.strip(), ""])


@query.command("run")
def run(
    name: NameArgument,
    param: ParamOption = None,
    format_: FormatOption = None,
    output: OutOption = None,
    force: ForceOption = False,
    lang: LangOption = "nb",
    seeds: SeedsOption = None,
    store: StoreOption = None,
    queries: QueriesOption = None,
    most_rows: RowsOption = None,
    seconds: SecondsOption = None,
    show_cypher: Annotated[bool, typer.Option("--show-cypher", help="Print the Cypher, ready to paste.")] = False,
    cite: CiteOption = False,
) -> None:
    """Ask a question of the library. A body may be given by its name, or by a former one."""
    from graphmodel import project

    asked = project.question(name, *queries or ())
    graph = project.read(seeds)
    given = _by_id(graph, asked, _in_language(asked, _prompted(asked, pairs(param or ()), lang), lang))
    limits = _limits(most_rows, seconds)
    with project.filled_store(graph, store, seeds=seeds, ask=asking(), limits=limits, warn=say) as opened:
        answer = opened.run(asked, **given)
    if show_cypher:
        say(project.pasteable(asked, given, graph))
    headings = [column.label.in_(lang) for column in asked.columns]
    show(answer.columns, answer.rows, headings=headings, format_=format_, output=output, force=force, title=name)
    if cite:
        _cite(project.citations(graph, answer), output, force=force)


def _limits(rows: int | None, seconds: float | None) -> Limits:
    from graphmodel.store import Limits

    usual = Limits()
    return Limits(usual.rows if rows is None else rows, usual.seconds if seconds is None else seconds)


def _cite(citations: list[str], output: Path | None, *, force: bool) -> None:
    """Print sources, or write them beside the answer."""
    text = "\n".join(citations)
    say(text) if output is None else write(text + "\n", output.with_name(f"{output.stem}-sources.txt"), force=force)


def _prompted(asked: Query, given: Mapping[str, str], lang: str) -> dict[str, str]:
    """Ask the person at the terminal for what is missing."""
    values = dict(given)
    if sys.stdin.isatty():
        for parameter in asked.parameters:
            if parameter.required and parameter.name not in values:
                values[parameter.name] = typer.prompt(f"{parameter.description.in_(lang)} ({parameter.type})", err=True)
    return values


def _in_language(asked: Query, given: Mapping[str, str], lang: str) -> dict[str, str]:
    """Ask in the language of the command where the question has a choice of languages."""
    speaks = any(parameter.name == "lang" for parameter in asked.parameters)
    return {"lang": lang, **given} if speaks else dict(given)


def _by_id(graph: Graph, asked: Query, given: Mapping[str, str]) -> dict[str, Any]:
    """Put the id of a node where its name was given."""
    nodes = {parameter.name: parameter for parameter in asked.parameters if parameter.type.base == "node"}
    return {name: _ids(graph, value, nodes[name]) if name in nodes else value for name, value in given.items()}


def _ids(graph: Graph, value: str, parameter: QueryParameter) -> str:
    from graphmodel import schema

    kinds = {kind for kind in schema.KINDS if parameter.type.covers(kind)}
    parts = value.split(",") if parameter.type.many else [value]
    ids = [part.strip() for part in parts if part.strip()]
    return ",".join(id_ if id_ in graph.sources and not kinds else resolved(graph, id_, kinds) for id_ in ids)


@query.command("check")
def check(
    files: Annotated[
        list[Path] | None, typer.Argument(parser=named, help="Query files or folders; the library by default.")
    ] = None,
    format_: FindingsOption = "text",
) -> None:
    """Check query files without a server. Exit code 0: clean, 1: findings, 2: unusable."""
    from graphmodel import project

    findings = project.check_queries(files or ())
    if format_ == "text":
        sys.stdout.write("".join(f"{path}:{finding}\n" for path, finding in findings))
        say(f"{len(findings) or 'no'} finding{'' if len(findings) == 1 else 's'}")
    else:
        rows = [
            (str(path), each.line, each.column, each.severity, each.rule, each.message, each.suggestion)
            for path, each in findings
        ]
        show(("file", "line", "column", "severity", "rule", "message", "suggestion"), rows, format_=format_)
    raise typer.Exit(1 if findings else 0)


def cypher(
    text: Annotated[str, typer.Argument(help="A read-only query; - reads standard input.")],
    param: Annotated[
        list[str] | None,
        typer.Option(
            "--param", "-p", help="name=value, such as n=5, day=2021-11-01, ids=[a, b] or n=\"'5'\" for text."
        ),
    ] = None,
    format_: FormatOption = None,
    output: OutOption = None,
    force: ForceOption = False,
    seeds: SeedsOption = None,
    store: StoreOption = None,
    most_rows: RowsOption = None,
    seconds: SecondsOption = None,
    cite: CiteOption = False,
) -> None:
    """Run your own read-only Cypher."""
    from graphmodel import project
    from graphmodel.queries import parse_value
    from graphmodel.queries.lint import doubts

    asked = read_input() if text == "-" else text
    given = {name: parse_value(value) for name, value in pairs(param or ()).items()}
    for doubt in doubts(asked, given):
        say(f"warning: {doubt}")
    graph = project.read(seeds)
    limits, warn = _limits(most_rows, seconds), say if cite else None
    with project.filled_store(graph, store, seeds=seeds, ask=asking(), limits=limits, warn=warn) as opened:
        answer = opened.run(asked, **given)
    show(answer.columns, answer.rows, format_=format_, output=output, force=force)
    if cite:
        _cite(project.citations(graph, answer), output, force=force)

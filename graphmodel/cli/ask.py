"""Commands that ask the store: query and cypher."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from graphmodel.choices import language
from graphmodel.cli.common import (
    ForceOption,
    FormatOption,
    LangOption,
    OutOption,
    SeedsOption,
    StoreOption,
    credentials_prompt,
    pairs,
    parse_choice,
    parse_path,
    read_input,
    refuse_among_seeds,
    resolve_id,
    say,
    show,
)
from graphmodel.errors import ConfigError, QueryError, did_you_mean
from graphmodel.tables import FORMATS, Format, Result

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
    typer.Option(
        "--queries", parser=parse_path, help="Folder of further queries; may be repeated.", show_default=False
    ),
]


def _names(incomplete: str) -> list[tuple[str, str]]:
    from graphmodel import workspace

    return [(name, each.title.nb) for name, each in workspace.library().items() if name.startswith(incomplete)]


def _parameters(context: typer.Context, incomplete: str) -> list[str]:
    from graphmodel import workspace

    library = workspace.library()
    # A line that ends with -p is not yet a command: what came before stands among the words that are left over.
    words = map(str, (context.params.get("name"), *context.args))
    question = next((library[word] for word in words if word in library), None)
    if question is None:
        return []
    name, equals, value = incomplete.partition("=")
    if not equals:
        return [f"{parameter.name}=" for parameter in question.parameters if parameter.name.startswith(incomplete)]
    parameter = next((each for each in question.parameters if each.name == name), None)
    return [f"{name}={word}" for word in _words(parameter) if word.startswith(value)] if parameter else []


def _words(parameter: QueryParameter) -> list[str]:
    from graphmodel import workspace

    if parameter.type.base == "node":
        return [node.id for node in workspace.read().nodes.values() if parameter.type.covers(node.kind)]
    return list(parameter.type.words)


NameArgument = Annotated[str, typer.Argument(help="Name of the question.", autocompletion=_names)]
ParamOption = Annotated[
    list[str] | None,
    typer.Option("--param", "-p", help="name=value; may be repeated.", autocompletion=_parameters, show_default=False),
]


FindingsOption = Annotated[
    Literal["text", Format],
    typer.Option("--format", "-f", parser=parse_choice(("text", *FORMATS), "a format"), help="Format."),
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
    from graphmodel import workspace

    library = workspace.library(*queries or ())
    if theme is not None and theme not in {each.theme for each in library.values()}:
        raise QueryError(f"there is no theme {theme!r}{did_you_mean(theme, {each.theme for each in library.values()})}")
    wanted = (find or "").casefold().split()
    rows = tuple(
        (each.theme, name, each.question.in_(lang), ", ".join(parameter.name for parameter in each.parameters))
        for name, each in library.items()
        if (theme is None or each.theme == theme) and all(word in _searchable(each) for word in wanted)
    )
    if not rows:
        words = _words_of(library)
        strange = next((word for word in wanted if not any(word in each for each in words)), "")
        say(f"no question has {' and '.join(map(repr, wanted))}{did_you_mean(strange, words)}")
    labels = (("tema", "theme"), ("navn", "name"), ("spørsmål", "question"), ("parametre", "parameters"))
    show(Result(("theme", "name", "question", "parameters"), rows, labels), format_, lang=lang)


def _words_of(library: Mapping[str, Query]) -> set[str]:
    return {word.strip(".,?") for each in library.values() for word in _searchable(each).split()}


def _searchable(question: Query) -> str:
    words = (
        question.name,
        question.title.nb,
        question.title.en,
        question.question.nb,
        question.question.en,
        *question.tags,
    )
    return " ".join(words).casefold()


@query.command("show")
def show_(name: NameArgument, lang: LangOption = "nb", queries: QueriesOption = None) -> None:
    """Show a question: what it asks, what it needs, what it answers, and its Cypher."""
    from graphmodel import workspace

    question = workspace.question(name, *queries or ())
    sys.stdout.write(_description(question, lang))


def _description(question: Query, lang: str) -> str:
    lines = [f"# {question.title.in_(lang)}", "", question.question.in_(lang), "", question.reading.in_(lang), ""]
    for parameter in question.parameters:
        default = "" if parameter.required else f" [{parameter.default}]"
        lines.append(f"  --param {parameter.name}=…{default}  {parameter.type}: {parameter.description.in_(lang)}")
    if question.parameters:
        lines.append("")
    lines += [f"  {column.name}  {column.type}: {column.label.in_(lang)}" for column in question.columns]
    if question.references:
        lines += ["", f"{'Se også' if lang == 'nb' else 'See also'}: {', '.join(question.references)}"]
    return "\n".join([*lines, "", question.text.strip(), ""])


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
    from graphmodel import workspace

    refuse_among_seeds(output, seeds)
    question = workspace.question(name, *queries or ())
    graph = workspace.read(seeds)
    values = _by_id(graph, question, _in_language(question, _ask_for_missing(question, pairs(param or ()), lang), lang))
    limits = _limits(most_rows, seconds)
    with workspace.filled_store(graph, store, seeds=seeds, ask=credentials_prompt(), limits=limits, warn=say) as opened:
        answer = opened.run(question, **values)
    if show_cypher:
        say(workspace.pasteable(question, values, graph))
    cited = workspace.citations(graph, answer) if cite else []
    beside = _beside(cited, output, force=force) if cite and output else None
    show(answer, format_, output, lang=lang, force=force, title=name, beside=beside)
    for sentence in workspace.names_then(graph, question, values, answer):
        say(sentence)
    if cite and output is None:
        say("\n".join(cited))


def _limits(rows: int | None, seconds: float | None) -> Limits:
    from graphmodel.store import Limits

    usual = Limits()
    return Limits(usual.rows if rows is None else rows, usual.seconds if seconds is None else seconds)


def _beside(citations: list[str], output: Path, *, force: bool) -> dict[Path, str]:
    """Return the file of the sources beside an answer, which nobody named: only sources are replaced by it.

    Raises
    ------
    ConfigError
        If something else stands in its place.
    """
    path = output.with_name(f"{output.stem}-sources.txt")
    if path.is_file() and not force:
        lines = path.read_text(errors="replace").splitlines()
        if not all(line.startswith("[") for line in lines):
            raise ConfigError(f"{path} would be replaced by the sources: name another file, or replace it with --force")
    return {path: "\n".join(citations) + "\n"}


def _ask_for_missing(question: Query, values: Mapping[str, str], lang: str) -> dict[str, str]:
    """Ask the person at the terminal for what is missing."""
    values = dict(values)
    if sys.stdin.isatty():
        for parameter in question.parameters:
            if parameter.required and parameter.name not in values:
                values[parameter.name] = typer.prompt(f"{parameter.description.in_(lang)} ({parameter.type})", err=True)
    return values


def _in_language(question: Query, values: Mapping[str, str], lang: str) -> dict[str, str]:
    """Ask in the language of the command where the question has a choice of languages."""
    speaks = any(parameter.name == "lang" for parameter in question.parameters)
    return {**values, "lang": language(values.get("lang", lang))} if speaks else dict(values)


def _by_id(graph: Graph, question: Query, values: Mapping[str, str]) -> dict[str, Any]:
    """Put the id of a node where its name was given."""
    nodes = {parameter.name: parameter for parameter in question.parameters if parameter.type.base == "node"}
    return {name: _ids(graph, value, nodes[name]) if name in nodes else value for name, value in values.items()}


def _ids(graph: Graph, value: str, parameter: QueryParameter) -> str:
    from graphmodel import schema

    kinds = {kind for kind in schema.KINDS if parameter.type.covers(kind)}
    parts = value.split(",") if parameter.type.many else [value]
    ids = [part.strip() for part in parts if part.strip()]
    return ",".join(id_ if id_ in graph.sources and not kinds else resolve_id(graph, id_, kinds) for id_ in ids)


@query.command("check")
def check(
    files: Annotated[
        list[Path] | None, typer.Argument(parser=parse_path, help="Query files or folders; the library by default.")
    ] = None,
    format_: FindingsOption = "text",
) -> None:
    """Check query files without a server. Exit code 0: clean, 1: findings, 2: unusable."""
    from graphmodel import workspace

    findings = workspace.check_queries(files or ())
    if format_ == "text":
        sys.stdout.write("".join(f"{path}:{finding}\n" for path, finding in findings))
        say(f"{len(findings) or 'no'} finding{'' if len(findings) == 1 else 's'}")
    else:
        rows = tuple(
            (str(path), each.line, each.column, each.severity, each.rule, each.message, each.suggestion)
            for path, each in findings
        )
        show(Result(("file", "line", "column", "severity", "rule", "message", "suggestion"), rows), format_)
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
    from graphmodel import workspace
    from graphmodel.queries import parse_value
    from graphmodel.queries.lint import doubts

    refuse_among_seeds(output, seeds)
    cypher_text = read_input() if text == "-" else text
    values = {name: parse_value(value) for name, value in pairs(param or ()).items()}
    for doubt in doubts(cypher_text, values):
        say(f"warning: {doubt}")
    graph = workspace.read(seeds)
    limits, warn = _limits(most_rows, seconds), say if cite else None
    with workspace.filled_store(
        graph, store, seeds=seeds, ask=credentials_prompt(), limits=limits, warn=warn
    ) as opened:
        answer = opened.run(cypher_text, **values)
    cited = workspace.citations(graph, answer) if cite else []
    beside = _beside(cited, output, force=force) if cite and output else None
    show(answer, format_, output, force=force, beside=beside)
    if cite and output is None:
        say("\n".join(cited))

"""Commands on the graph as a whole: build, check, load, why, diff, export and import."""

from __future__ import annotations

import json
import sys
from datetime import datetime
from pathlib import Path
from typing import Annotated, Literal, NoReturn, get_args

import typer

from graphmodel.cli.common import (
    ForceOption,
    FormatOption,
    LangOption,
    OnOption,
    OutOption,
    SeedsOption,
    StoreOption,
    credentials_prompt,
    parse_choice,
    parse_path,
    progress,
    refuse_among_seeds,
    resolve_statement,
    say,
    show,
    write,
)
from graphmodel.errors import SeedError
from graphmodel.tables import Result

__all__ = ["register"]

_Report = Literal["text", "json", "sarif"]
_Imported = Literal["workbook", "json"]
_Told = Literal["text", "md", "json"]


def register(app: typer.Typer) -> None:
    """Add the commands of this module to the command line."""
    for command in (build, check, load, why, diff, export):
        app.command()(command)
    app.command("import")(import_)


def build(
    output: Annotated[Path, typer.Option("-o", "--output", parser=parse_path, help="Folder to write to.")] = Path(
        "out"
    ),
    seeds: SeedsOption = None,
    store: StoreOption = None,
    lang: LangOption = "nb",
    on: Annotated[str, typer.Option("--on", help="The day that the report and its pictures show.")] = "2021-12-01",
    force: ForceOption = False,
) -> None:
    """Do the main job: check the seeds, load the store, answer, analyse, draw, write pages; all into one folder."""
    from graphmodel.build import build as make

    refuse_among_seeds(output, seeds)
    with progress() as step:
        built = make(output, seeds=seeds, store=store, lang=lang, on=on, step=step, force=force)
    for each in built.left_out:
        say(f"left out: {each}")
    print(built.index)
    print(built.line)


def check(
    seeds: Annotated[
        Path | None, typer.Argument(parser=parse_path, help="Folder of seed files; the shipped ones by default.")
    ] = None,
    format_: Annotated[
        _Report, typer.Option("--format", "-f", parser=parse_choice(get_args(_Report), "a format"), help="Format.")
    ] = "text",
    output: OutOption = None,
    force: ForceOption = False,
    store: Annotated[
        str | None,
        typer.Option(
            "--store", help="Look at a store first, such as arcadedb: (every file of it).", show_default=False
        ),
    ] = None,
    watch: Annotated[
        bool, typer.Option("--watch", help="Check again each time a seed file is saved, until Ctrl-C.")
    ] = False,
) -> None:
    """Return what the seeds get wrong, with file and line. Exit code 0: clean, 1: findings, 2: unusable."""
    from graphmodel import workspace

    if store is not None:
        workspace.check_store(store, seeds=seeds, ask=credentials_prompt())
    if watch:
        _keep_checking(seeds, format_, output, force=force)
    raise typer.Exit(_check(seeds, format_, output, force=force))


def _check(seeds: Path | None, format_: _Report, output: Path | None, *, force: bool) -> int:
    """Return what is wrong now, and return the exit code."""
    from graphmodel import workspace

    report = workspace.check(seeds)
    formats = {"text": report.as_text, "json": report.as_json, "sarif": report.as_sarif}
    write(formats[format_](), output, force=force)
    return report.exit_code


def _keep_checking(seeds: Path | None, format_: _Report, output: Path | None, *, force: bool) -> NoReturn:
    """Return what is wrong each time a file has changed; the exit code is that of the last time."""
    from graphmodel import config, files

    folder = seeds or config.shipped("seeds")
    code = 2
    try:
        for _ in files.watch(folder):
            try:
                code = _check(seeds, format_, output, force=force)
            except SeedError as error:
                code = 2
                say(f"graphmodel: {error}")
            sys.stdout.flush()
            say(f"-- {datetime.now().astimezone():%H:%M:%S}, waiting for a change in {folder}; Ctrl-C ends")
    except KeyboardInterrupt:
        pass
    raise typer.Exit(code)


def load(seeds: SeedsOption = None, store: StoreOption = None) -> None:
    """Load the seeds into the store, which then holds exactly them."""
    from graphmodel import workspace

    graph = workspace.read(seeds)
    with workspace.open_store(store, seeds=seeds, ask=credentials_prompt()) as opened, progress() as step:
        written = opened.load(graph, progress=lambda done, total: step("load", done, total))
    figures = f"{len(graph.nodes)} nodes, {len(graph.edges)} edges, {len(graph.sources)} sources"
    say(f"loaded {figures}" if written else f"nothing to write: the store holds these {figures} already")


def why(
    id_: Annotated[str, typer.Argument(metavar="ID", help="Id of a node, tie or source; or the name of a node.")],
    seeds: SeedsOption = None,
    lang: LangOption = "nb",
    format_: Annotated[
        _Told, typer.Option("--format", "-f", parser=parse_choice(get_args(_Told), "a format"), help="Format.")
    ] = "text",
) -> None:
    """Tell since when, on what authority and from which document something stands in the graph."""
    from graphmodel import workspace
    from graphmodel.explanation import why as explain

    graph = workspace.read(seeds)
    explanation = explain(graph, resolve_statement(graph, id_), lang)
    match format_:
        case "text":
            text = explanation.as_text()
        case "md":
            text = explanation.as_markdown()
        case "json":
            text = json.dumps(explanation.as_dict(), ensure_ascii=False, indent=2) + "\n"
    sys.stdout.write(text)


def diff(
    from_: Annotated[str, typer.Argument(metavar="DAY", help="The earlier day.")],
    to: Annotated[str, typer.Argument(metavar="DAY", help="The later day.")],
    seeds: SeedsOption = None,
    lang: LangOption = "nb",
    format_: FormatOption = None,
    output: OutOption = None,
    force: ForceOption = False,
) -> None:
    """Return what began, ended and changed between two days."""
    from graphmodel import workspace
    from graphmodel.analysis import changes

    refuse_among_seeds(output, seeds)
    show(changes(workspace.read(seeds), from_, to), format_, output, lang=lang, force=force)


def export(
    format_: Annotated[
        str,
        typer.Argument(
            metavar="FORMAT",
            help="json, workbook, graphml, gexf, csv, parquet, turtle, jsonld, archimate, neo4j-admin or browser.",
            autocompletion=_formats,
        ),
    ],
    output: Annotated[
        Path,
        typer.Option(
            "-o",
            "--output",
            parser=parse_path,
            help="File to write to; for csv, parquet, neo4j-admin and browser a folder.",
        ),
    ],
    seeds: SeedsOption = None,
    on: OnOption = None,
    force: ForceOption = False,
) -> None:
    """Write the graph in a format of other programs: the whole record, or that of a day."""
    from graphmodel import workspace

    refuse_among_seeds(output, seeds)
    for path in workspace.export(workspace.read(seeds), output, format_, on=on, force=force):
        say(f"wrote {path}")


def import_(
    kind: Annotated[
        _Imported,
        typer.Argument(
            metavar="FORMAT", parser=parse_choice(get_args(_Imported), "a format to import"), help="workbook or json."
        ),
    ],
    file: Annotated[Path, typer.Argument(metavar="FILE", parser=parse_path, help="File to read.")],
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", parser=parse_path, help="New folder to write the seeds to.", show_default=False),
    ] = None,
    seeds: SeedsOption = None,
    format_: FormatOption = None,
) -> None:
    """Return what a workbook or JSON file would change in the seeds; with -o, write the seeds that it makes."""
    from graphmodel import workspace

    if not file.is_file():
        raise SeedError(f"{file} is not a file: expected what 'graphmodel export {kind}' wrote")
    graph = workspace.read(file)
    differences = workspace.difference(workspace.read(seeds), graph)
    show(Result(differences[0]._fields, tuple(differences)), format_) if differences else say("nothing would change")
    if output:
        workspace.write(graph, output)
        say(f"wrote {output}")


def _formats(incomplete: str) -> list[str]:
    from graphmodel import exports

    return [name for name in exports.FORMATS if name.startswith(incomplete)]

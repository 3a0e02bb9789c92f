"""Commands on influence: paths and analyse."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from graphmodel.cli.common import (
    ForceOption,
    FormatOption,
    LangOption,
    NodeArgument,
    OnOption,
    OutOption,
    SeedsOption,
    resolved,
    show,
    show_table,
)
from graphmodel.errors import UnknownIdError

if TYPE_CHECKING:
    from graphmodel.analysis import Table
    from graphmodel.model import Graph

__all__ = ["register"]


def _analyses(incomplete: str) -> list[tuple[str, str]]:
    from graphmodel.analysis import ANALYSES

    return [(name, each.question[0]) for name, each in ANALYSES.items() if name.startswith(incomplete)]


ListOption = list[str] | None


def register(app: typer.Typer) -> None:
    """Add the commands of this module to the command line."""
    app.command()(paths)
    app.command()(analyse)


def paths(
    from_: Annotated[str, NodeArgument],
    to: Annotated[str, NodeArgument],
    flow: Annotated[str, typer.Option("--flow", help="authority, voice or any.")] = "any",
    on: OnOption = None,
    k: Annotated[int, typer.Option("-k", help="How many chains at most.")] = 5,
    via: Annotated[ListOption, typer.Option("--via", help="A node that a chain must pass; may be repeated.")] = None,
    kind: Annotated[ListOption, typer.Option("--kind", help="Only ties of this kind; may be repeated.")] = None,
    without: Annotated[
        ListOption, typer.Option("--without", help="A node, tie or kind of tie that no chain may use; may be repeated.")
    ] = None,
    mode: Annotated[str | None, typer.Option("--mode", help="on-day or overlap.", show_default=False)] = None,
    lang: LangOption = "nb",
    seeds: SeedsOption = None,
    format_: FormatOption = None,
    output: OutOption = None,
    force: ForceOption = False,
) -> None:
    """Show the shortest chains along which influence runs, each tie with its sources."""
    from graphmodel import project
    from graphmodel.analysis import influence_paths

    graph = project.read(seeds)
    found = influence_paths(
        graph,
        resolved(graph, from_),
        resolved(graph, to),
        flow,
        on=on,
        k=k,
        via=[resolved(graph, node) for node in via or ()],
        kinds=kind,
        without=without or (),
        mode=mode,
        lang=lang,
    )
    show_table(found, format_, output, force=force)


def analyse(
    name: Annotated[str | None, typer.Argument(help="Name of the analysis.", autocompletion=_analyses)] = None,
    flow: Annotated[str | None, typer.Option("--flow", help="authority, voice or any.", show_default=False)] = None,
    on: OnOption = None,
    scenario: Annotated[
        Path | None, typer.Option("--what-if", help="Scenario file: the same analysis with its changes, side by side.")
    ] = None,
    rests_on: Annotated[
        str | None,
        typer.Option("--rests-on", help="The first cells of a row, with commas: print the ties that it rests on."),
    ] = None,
    lang: LangOption = "nb",
    seeds: SeedsOption = None,
    format_: FormatOption = None,
    output: OutOption = None,
    force: ForceOption = False,
) -> None:
    """Analyse the graph of a day; without a name, list the analyses."""
    from graphmodel import project
    from graphmodel.analysis import ANALYSES, what_if
    from graphmodel.analysis import analyse as answer

    if name is None:
        rows = [
            (each.name, each.question[0 if lang == "nb" else 1], ", ".join(each.flows)) for each in ANALYSES.values()
        ]
        show(("navn", "spørsmål", "flyt") if lang == "nb" else ("name", "question", "flow"), rows, format_=format_)
        return
    graph = project.read(seeds)
    if scenario:
        show_table(
            what_if(graph, project.scenario(scenario), name, flow=flow, on=on, lang=lang), format_, output, force=force
        )
        return
    found = answer(graph, name, flow=flow, on=on, lang=lang)
    if rests_on:
        _explain(graph, found.rests_on(*_key(found, rests_on)), lang)
    else:
        show_table(found, format_, output, force=force)


def _key(table: Table, given: str) -> tuple[Any, ...]:
    """Return the key of the row whose first cells read as given."""
    from graphmodel.tables import cell

    keys = [row[: table.keys] for row in table.rows()]
    wanted = given.replace(", ", ",")
    for key in keys:
        if ",".join(cell(value) for value in key) == wanted:
            return key
    raise UnknownIdError(given, [",".join(cell(value) for value in key) for key in keys])


def _explain(graph: Graph, ids: tuple[str, ...], lang: str) -> None:
    from graphmodel.why import why

    for id_ in ids:
        print(f"{id_}: {why(graph, id_, lang).about[0]}")

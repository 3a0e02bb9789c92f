"""Commands on influence: paths and analyse."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from graphmodel.choices import MODES, Mode
from graphmodel.cli.common import (
    FlowOption,
    ForceOption,
    FormatOption,
    LangOption,
    NodeArgument,
    OnOption,
    OutOption,
    SeedsOption,
    parse_choice,
    parse_path,
    refuse_among_seeds,
    refuse_without_name,
    resolve_id,
    resolve_statement,
    show,
)
from graphmodel.errors import ConfigError, GraphModelError, UnknownIdError
from graphmodel.language import pick
from graphmodel.tables import Result, cell

if TYPE_CHECKING:
    from graphmodel.model import Graph
    from graphmodel.tables import Table

__all__ = ["register"]


def _analyses(incomplete: str) -> list[tuple[str, str]]:
    from graphmodel.analysis import ANALYSES

    return [(name, each.question[0]) for name, each in ANALYSES.items() if name.startswith(incomplete)]


def _kinds(incomplete: str) -> list[str]:
    from graphmodel.schema import EDGE_KINDS

    return [kind for kind in EDGE_KINDS if kind.startswith(incomplete.upper())]


ListOption = list[str] | None


def register(app: typer.Typer) -> None:
    """Add the commands of this module to the command line."""
    app.command()(paths)
    app.command()(analyse)


def paths(
    from_: Annotated[str, NodeArgument],
    to: Annotated[str, NodeArgument],
    flow: FlowOption = "any",
    on: OnOption = None,
    k: Annotated[int, typer.Option("-k", help="How many chains at most.")] = 5,
    via: Annotated[ListOption, typer.Option("--via", help="A node that a chain must pass; may be repeated.")] = None,
    kind: Annotated[
        ListOption, typer.Option("--kind", help="Only ties of this kind; may be repeated.", autocompletion=_kinds)
    ] = None,
    without: Annotated[
        ListOption, typer.Option("--without", help="A node, tie or kind of tie that no chain may use; may be repeated.")
    ] = None,
    mode: Annotated[
        Mode | None,
        typer.Option("--mode", parser=parse_choice(MODES, "a mode"), help="When its ties hold.", show_default=False),
    ] = None,
    lang: LangOption = "nb",
    seeds: SeedsOption = None,
    format_: FormatOption = None,
    output: OutOption = None,
    force: ForceOption = False,
) -> None:
    """Show the shortest chains along which influence runs, each tie with its sources."""
    from graphmodel import workspace
    from graphmodel.analysis import influence_paths

    refuse_among_seeds(output, seeds)
    graph = workspace.read(seeds)
    answer = influence_paths(
        graph,
        resolve_id(graph, from_),
        resolve_id(graph, to),
        flow or "any",
        on=on,
        k=k,
        via=[resolve_id(graph, node) for node in via or ()],
        kinds=kind,
        without=[each if each.isupper() else resolve_statement(graph, each) for each in without or ()],
        mode=mode,
    )
    show(answer, format_, output, lang=lang, force=force)


def analyse(
    name: Annotated[str | None, typer.Argument(help="Name of the analysis.", autocompletion=_analyses)] = None,
    flow: FlowOption = None,
    on: OnOption = None,
    scenario: Annotated[
        Path | None,
        typer.Option(
            "--what-if", parser=parse_path, help="Scenario file: the same analysis with its changes, side by side."
        ),
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
    from graphmodel import workspace
    from graphmodel.analysis import ANALYSES, what_if
    from graphmodel.analysis import analyse as answer

    if name is None:
        options = {"--flow": flow, "--on": on, "--what-if": scenario, "--rests-on": rests_on, "--seeds": seeds}
        refuse_without_name("an analysis", options)
        rows = tuple((each.name, pick(each.question, lang), ", ".join(each.flows)) for each in ANALYSES.values())
        labels = (("navn", "name"), ("spørsmål", "question"), ("flyt", "flow"))
        show(Result(("name", "question", "flow"), rows, labels), format_, output, lang=lang, force=force)
        return
    refuse_among_seeds(output, seeds)
    graph = workspace.read(seeds)
    if scenario and rests_on is not None:
        raise ConfigError("--what-if and --rests-on do not go together: a row of the comparison rests on two answers")
    if scenario:
        compared = what_if(graph, workspace.scenario(scenario), name, flow=flow, on=on)
        show(compared, format_, output, lang=lang, force=force)
        return
    table = answer(graph, name, flow=flow, on=on)
    if rests_on is not None:
        _explain(graph, table.rests_on(*_key(graph, table, rests_on)), lang)
    else:
        show(table, format_, output, lang=lang, force=force)


def _key(graph: Graph, table: Table, text: str) -> tuple[Any, ...]:
    """Return the key of the row whose first cells read as given, with names for ids."""
    keys = {",".join(map(cell, key)): key for key in (row[: table.keys] for row in table.rows)}
    parts = [part.strip() for part in text.split(",")]
    for wanted in (",".join(parts), ",".join(_id(graph, part) for part in parts)):
        if wanted in keys:
            return keys[wanted]
    raise UnknownIdError(text, keys)


def _id(graph: Graph, part: str) -> str:
    try:
        return resolve_statement(graph, part)
    except GraphModelError:
        return part


def _explain(graph: Graph, ids: tuple[str, ...], lang: str) -> None:
    from graphmodel.explanation import why

    for id_ in ids:
        print(f"{id_}: {why(graph, id_, lang).about[0]}")

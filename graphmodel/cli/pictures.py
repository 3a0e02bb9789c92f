"""The command that draws."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from graphmodel.choices import DPI_RANGE, PAPERS, Lang, Paper, language
from graphmodel.cli.common import (
    ForceOption,
    OnOption,
    SeedsOption,
    pairs,
    parse_choice,
    parse_path,
    refuse_among_seeds,
    refuse_without_name,
    resolve_id,
    resolve_statement,
    say,
    show,
    write,
)
from graphmodel.errors import ConfigError
from graphmodel.tables import Result

if TYPE_CHECKING:
    from graphmodel.diagram import Diagram, Strip
    from graphmodel.model import Graph

__all__ = ["register"]


def _views(incomplete: str) -> list[str]:
    from graphmodel import workspace

    return [name for name in workspace.views() if name.startswith(incomplete)]


def register(app: typer.Typer) -> None:
    """Add the command of this module to the command line."""
    app.command()(draw)


def draw(
    view: Annotated[
        str | None, typer.Argument(help="Name of a view, or its file; without one, list them.", autocompletion=_views)
    ] = None,
    on: OnOption = None,
    from_: Annotated[str | None, typer.Option("--from", help="With --to: what changed between the days.")] = None,
    to: Annotated[str | None, typer.Option("--to", help="See --from.")] = None,
    strip: Annotated[
        list[str] | None, typer.Option("--strip", help="One of several days, drawn with one layout; repeat it.")
    ] = None,
    what_if: Annotated[
        Path | None, typer.Option("--what-if", parser=parse_path, help="Scenario file: draw it as a proposal.")
    ] = None,
    path: Annotated[
        tuple[str, str] | None, typer.Option("--path", metavar="FROM TO", help="Bring out the shortest chain.")
    ] = None,
    highlight: Annotated[list[str] | None, typer.Option("--highlight", help="Bring this out; may be repeated.")] = None,
    param: Annotated[
        list[str] | None, typer.Option("--param", "-p", help="name=value of the view; may be repeated.")
    ] = None,
    lang: Annotated[
        Lang | None, typer.Option("--lang", parser=language, help="Language; by default the view's.")
    ] = None,
    paper: Annotated[
        Paper | None,
        typer.Option("--paper", parser=parse_choice(PAPERS, "a size of paper"), help="Paper; by default the view's."),
    ] = None,
    dpi: Annotated[
        int, typer.Option("--dpi", min=DPI_RANGE[0], max=DPI_RANGE[-1], help="Dots per inch of a PNG.")
    ] = 150,
    output: Annotated[
        Path | None,
        typer.Option(
            "-o",
            "--output",
            parser=parse_path,
            help="File: .svg, .pdf, .png, .pptx, .docx, .xlsx, .dot, .mmd, .drawio, .html or .md.",
        ),
    ] = None,
    seeds: SeedsOption = None,
    force: ForceOption = False,
) -> None:
    """Draw a view, as SVG to standard output or in the format that the file's ending names."""
    from graphmodel import workspace

    if view is None:
        days = {"--on": on, "--from": from_, "--to": to, "--strip": strip, "--what-if": what_if}
        shown = {"--path": path, "--highlight": highlight, "--param": param, "--paper": paper}
        refuse_without_name("a view", days | shown | {"-o": output, "--seeds": seeds})
        rows = tuple((name, workspace.view_title(name, lang or "nb")) for name in workspace.views())
        show(Result(("view", "title"), rows))
        return
    refuse_among_seeds(output, seeds)
    graph = workspace.read(seeds)
    if what_if:
        graph = workspace.propose(graph, workspace.scenario(what_if))
    options: dict[str, Any] = {"lang": lang, "paper": paper, "params": _by_id(graph, view, pairs(param or ()))}
    _check_days(on, from_, to, strip)
    if strip:
        if output is None:
            raise ConfigError("--strip draws several pictures; name a file with -o, such as -o agder.pdf")
        if path or highlight:
            raise ConfigError("--strip brings nothing out: leave --path and --highlight out, or draw one day")
        _save(workspace.strip(graph, view, strip, **options), output, dpi, force=force)
        return
    if from_ is not None and to is not None:
        options["between"] = (from_, to)
    if path:
        options["path"] = tuple(resolve_id(graph, end) for end in path)
    options["highlight"] = [resolve_statement(graph, each) for each in highlight or ()]
    picture = workspace.draw(graph, view, on=on, **options)
    for each in picture.unmatched:
        say(f"warning: {each}")
    if output is None:
        write(picture.svg, None)
    else:
        _save(picture, output, dpi, force=force)


def _check_days(on: str | None, from_: str | None, to: str | None, strip: list[str] | None) -> None:
    """Refuse days that are named in more than one way."""
    if (from_ is None) != (to is None):
        raise ConfigError("--from and --to go together: give both days")
    if sum((on is not None, from_ is not None, bool(strip))) > 1:
        raise ConfigError(
            "--on, --from with --to, and --strip do not go together: they name the days in different ways"
        )


def _by_id(graph: Graph, view: str, values: dict[str, str]) -> dict[str, str]:
    """Put the id of a node where its name was given, in the parameters that stand for one."""
    from graphmodel import workspace

    kinds = workspace.node_parameters(graph, view) if values else {}
    return {name: resolve_id(graph, value, kinds[name]) if name in kinds else value for name, value in values.items()}


def _save(picture: Diagram | Strip, output: Path, dpi: int, *, force: bool) -> None:
    for written in picture.save(output, dpi=dpi, force=force):
        say(f"wrote {written}")

"""Commands that put the record on the web: site and serve."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from graphmodel.cli.common import (
    ForceOption,
    SeedsOption,
    StoreOption,
    credentials_prompt,
    parse_path,
    progress,
    refuse_among_seeds,
    say,
)

__all__ = ["register"]

DayOption = Annotated[str, typer.Option("--on", help="The day of grades, pictures and findings.")]


def register(app: typer.Typer) -> None:
    """Add the commands of this module to the command line."""
    for command in (site, serve):
        app.command()(command)


def site(
    output: Annotated[Path, typer.Option("-o", "--output", parser=parse_path, help="Folder to write to.")] = Path(
        "site"
    ),
    seeds: SeedsOption = None,
    store: StoreOption = None,
    on: DayOption = "2021-12-01",
    force: ForceOption = False,
) -> None:
    """Write the record as pages that work without a server, in Norwegian and English."""
    from graphmodel import workspace
    from graphmodel.web.site import LIMITS, write_site

    refuse_among_seeds(output, seeds)
    graph = workspace.read(seeds)
    filled = workspace.filled_store(graph, store, seeds=seeds, ask=credentials_prompt(), limits=LIMITS, warn=say)
    with filled as opened, progress() as step:
        built = write_site(output, graph=graph, store=opened, on=on, step=step, force=force)
    say(f"{built.files} files, {built.bytes / 1e6:.1f} MB, {built.seconds:.1f} seconds")
    print(built.index)


def serve(
    host: Annotated[str, typer.Option("--host", help="Address to listen on; by default only this machine's own.")] = (
        "127.0.0.1"
    ),
    port: Annotated[int, typer.Option("--port", min=0, max=65_535, help="Port to listen on.")] = 8080,
    seeds: SeedsOption = None,
    store: StoreOption = None,
    on: DayOption = "2021-12-01",
    names: Annotated[
        list[str] | None,
        typer.Option("--name", help="A name that this server is reached by; may be repeated.", show_default=False),
    ] = None,
    log: Annotated[bool, typer.Option("--log", help="Log each request with the address it came from.")] = False,
) -> None:
    """Answer the pages over HTTP, with forms; a new load of the store is seen at once. Stop it with Ctrl-C."""
    from graphmodel import workspace
    from graphmodel.period import as_day
    from graphmodel.web.server import LIMITS
    from graphmodel.web.server import serve as run

    graph = workspace.read(seeds)
    with workspace.filled_store(graph, store, seeds=seeds, ask=credentials_prompt(), limits=LIMITS, warn=say) as opened:
        say(f"http://{host}:{port}")
        run(opened, host=host, port=port, day=as_day(on), graph=graph, hosts=tuple(names or ()), log=log)

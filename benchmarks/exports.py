"""How long exports take, as ratios to the writers of networkx, rdflib and pandas on the same data; and their memory.

python benchmarks/exports.py           # 1,000 nodes, 4,000 edges
python benchmarks/exports.py --full    # 100,000 nodes, 400,000 edges
"""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time
from typing import TYPE_CHECKING, Any

import networkx as nx
import pandas as pd
import rdflib
from _peak import Peak
from synthetic import synthetic

import graphmodel as gm
from graphmodel.exports.flat import as_text
from graphmodel.model.rows import edge_table, node_table

if TYPE_CHECKING:
    from collections.abc import Callable

    from graphmodel.model import Graph

SMALL, FULL = (1_000, 4_000), (100_000, 400_000)


def measured(work: Callable[[], object]) -> tuple[float, float]:
    """Return the seconds of a processor and the megabytes that a piece of work takes."""
    with Peak() as peak:
        start = process_time()
        work()
        seconds = process_time() - start
    return seconds, peak.megabytes


def network_of(graph: Graph) -> nx.MultiDiGraph[str]:
    """Return the graph as a network with the attributes that our files have."""
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for row in node_table(graph):
        network.add_node(row["id"], **_attributes(row))
    for row in edge_table(graph):
        network.add_edge(row["from"], row["to"], key=row["id"], **_attributes(row))
    return network


def _attributes(row: dict[str, Any]) -> dict[str, Any]:
    return {name: as_text(value) for name, value in row.items() if name not in {"id", "from", "to"}}


def main(arguments: list[str]) -> None:
    """Print a line for each format."""
    graph = synthetic(*(FULL if "--full" in arguments else SMALL))
    graph.bounds(next(iter(graph.nodes)))  # what every format needs, once
    with TemporaryDirectory() as name:
        folder = Path(name)
        for format_, writer in _writers(graph, folder).items():
            tell(format_, measured(partial(gm.export, graph, folder / format_, format_)), measured(writer))
        for format_ in ("turtle", "jsonld"):
            ours = measured(partial(gm.export, graph, folder / format_, format_))
            triples = rdflib.Graph().parse(folder / "turtle", format="turtle")
            tell(format_, ours, measured(partial(triples.serialize, folder / "theirs", format=_RDFLIB[format_])))
        for format_ in ("json", "archimate"):
            seconds, megabytes = measured(partial(gm.export, graph, folder / format_, format_))
            print(f"{format_:<10} {seconds:8.2f} s {megabytes:8.0f} MB", flush=True)


def _writers(graph: Graph, folder: Path) -> dict[str, Callable[[], object]]:
    """Return what writes the same with networkx and pandas, from what they need in memory."""
    network, theirs = network_of(graph), folder / "theirs"
    tables = [pd.DataFrame(list(table(graph))) for table in (node_table, edge_table)]
    return {
        "graphml": lambda: nx.write_graphml_xml(network, theirs),
        "gexf": lambda: nx.write_gexf(network, theirs),
        "csv": lambda: [table.to_csv(theirs) for table in tables],
        "parquet": lambda: [table.to_parquet(theirs) for table in tables],
    }


_RDFLIB = {"turtle": "turtle", "jsonld": "json-ld"}


def tell(name: str, ours: tuple[float, float], theirs: tuple[float, float]) -> None:
    """Print how many times as long, and as much memory, ours takes."""
    print(
        f"{name:<10} {ours[0]:8.2f} s {ours[1]:8.0f} MB, theirs {theirs[0]:8.2f} s {theirs[1]:8.0f} MB: "
        f"{ours[0] / theirs[0]:.2f} times as long",
        flush=True,
    )


if __name__ == "__main__":
    main(sys.argv[1:])

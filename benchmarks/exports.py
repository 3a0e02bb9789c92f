"""How long exports take, as ratios to the writers of networkx, rdflib and pandas on the same data; and their memory.

networkx and rdflib start from a network and from triples that are in memory, ours and pandas from the record. rdflib
keeps about a kilobyte for each triple, so that it is compared on a tenth of the full size.

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
from graphmodel import exports
from graphmodel.exports.flat import as_text
from graphmodel.model.rows import edge_table, node_table

if TYPE_CHECKING:
    from collections.abc import Callable

    from graphmodel.model import Graph

SMALL, TENTH, FULL = (1_000, 4_000), (10_000, 40_000), (100_000, 400_000)


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
    full = "--full" in arguments
    graph = _ready(FULL if full else SMALL)
    with TemporaryDirectory() as name:
        folder = Path(name)
        for format_ in exports.FORMATS:
            if format_ not in _RDFLIB and not (full and format_ == "workbook"):  # people fill those in by hand
                ours = measured(partial(gm.export, graph, folder / format_, format_))
                tell(format_, ours, measured(_theirs(format_, graph, folder)) if format_ in _THEIRS else None)
        if full:
            for format_ in _RDFLIB:
                tell(format_, measured(partial(gm.export, graph, folder / format_, format_)))
            graph = _ready(TENTH)
            print(f"{TENTH[0]:,} nodes and {TENTH[1]:,} edges:")
        for format_, theirs in _RDFLIB.items():
            ours = measured(partial(gm.export, graph, folder / "ours", format_, force=True))
            triples = rdflib.Graph().parse(folder / "ours", format=theirs)
            tell(format_, ours, measured(partial(triples.serialize, folder / "theirs", format=theirs)))


def _ready(size: tuple[int, int]) -> Graph:
    """Return a graph that has worked out what every format needs, once."""
    graph = synthetic(*size)
    graph.bounds(next(iter(graph.nodes)))
    return graph


def _theirs(format_: str, graph: Graph, folder: Path) -> Callable[[], object]:
    """Return what writes the same with networkx or pandas."""
    theirs, tables = folder / "theirs", (node_table, edge_table)
    if format_ in {"csv", "parquet"}:
        write = pd.DataFrame.to_csv if format_ == "csv" else pd.DataFrame.to_parquet
        return lambda: [write(pd.DataFrame(list(table(graph))), theirs) for table in tables]
    network = network_of(graph)
    return partial(nx.write_graphml_xml if format_ == "graphml" else nx.write_gexf, network, theirs)


_THEIRS = frozenset({"graphml", "gexf", "csv", "parquet"})
_RDFLIB = {"turtle": "turtle", "jsonld": "json-ld"}


def tell(name: str, ours: tuple[float, float], theirs: tuple[float, float] | None = None) -> None:
    """Print how long ours takes and in how much memory; and how many times as long as theirs."""
    told = f"{name:<11} {ours[0]:8.2f} s {ours[1]:8.0f} MB"
    if theirs:
        told += f", theirs {theirs[0]:8.2f} s {theirs[1]:8.0f} MB: {ours[0] / theirs[0]:.2f} times as long"
    print(told, flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])

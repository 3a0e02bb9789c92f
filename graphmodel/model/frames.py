"""A graph as data frames of pandas."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from graphmodel.errors import ModelError
from graphmodel.model.rows import DAYS, edge_table, node_table, source_row, table_columns

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pandas import DataFrame

    from graphmodel.model.graph import Graph
    from graphmodel.model.rows import Row

__all__ = ["Frames", "frames"]


class Frames(NamedTuple):
    """The nodes, the edges and the sources of a graph, each with the ids as its index."""

    nodes: DataFrame
    edges: DataFrame
    sources: DataFrame


def frames(graph: Graph) -> Frames:
    """Return a graph as data frames; see :meth:`graphmodel.Graph.to_pandas`."""
    nodes, edges, sources = table_columns(dated=graph.day is not None)
    return Frames(
        _frame(nodes, node_table(graph)),
        _frame(edges, edge_table(graph)),
        _frame(sources, (source_row(graph, source) for source in graph.sources.values())),
    )


def _frame(columns: Sequence[str], rows: Iterable[Row]) -> DataFrame:
    try:
        # Imported here: optional, and slow to import.
        import pandas as pd  # noqa: PLC0415
    except ImportError as error:
        raise ModelError(
            "data frames need pandas, which is not installed: pip install 'graphmodel[notebook]'"
        ) from error
    frame = pd.DataFrame(list(rows), columns=list(columns)).set_index("id")
    days = [column for column in columns if column in DAYS]
    return frame.assign(**{column: pd.to_datetime(frame[column], errors="coerce") for column in days})

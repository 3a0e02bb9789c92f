"""Lists of nodes and of edges as Parquet, for pandas, Polars, DuckDB, Spark and R: days are days, lists are lists."""

from __future__ import annotations

import io
from itertools import islice
from typing import TYPE_CHECKING, Any

from graphmodel.errors import ConfigError
from graphmodel.exports.flat import edge_columns, node_columns
from graphmodel.model.rows import edge_table, node_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from typing_extensions import Buffer

    from graphmodel.model import Graph
    from graphmodel.model.rows import Row

__all__ = ["parquet"]

_AT_ONCE = 20_000
"""Rows that are held in memory."""


def parquet(graph: Graph) -> Iterator[tuple[str, Iterable[bytes]]]:
    """Yield ``nodes.parquet`` and ``edges.parquet``; `from` and `to` of an edge are ids of nodes.

    Raises
    ------
    ConfigError
        If pyarrow is not installed.
    """
    try:
        import pyarrow as pa  # noqa: F401, PLC0415 - told before anything is written
    except ImportError as error:
        raise ConfigError("Parquet needs pyarrow, which is not installed: pip install 'graphmodel[parquet]'") from error
    yield "nodes.parquet", _parts(node_columns(graph), node_table(graph))
    yield "edges.parquet", _parts(edge_columns(graph), edge_table(graph))


class _Sink(io.RawIOBase):
    """Takes what is written until somebody fetches it."""

    def __init__(self) -> None:
        super().__init__()
        self.waiting: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data: Buffer) -> int:
        self.waiting.append(bytes(data))
        return len(self.waiting[-1])

    def fetch(self) -> Iterator[bytes]:
        fetched, self.waiting = self.waiting, []
        yield from fetched


def _parts(columns: Mapping[str, str], rows: Iterator[Row]) -> Iterator[bytes]:
    import pyarrow as pa  # noqa: PLC0415 - optional, and slow to import
    from pyarrow.parquet import ParquetWriter  # noqa: PLC0415

    types: dict[str, Any] = {
        "string": pa.string(),
        "boolean": pa.bool_(),
        "date": pa.date32(),
        "list of string": pa.list_(pa.string()),
    }
    table = pa.schema([(name, types[type_]) for name, type_ in columns.items()])
    sink = _Sink()
    with ParquetWriter(sink, table, compression="zstd") as writer:
        while chunk := list(islice(rows, _AT_ONCE)):
            arrays = [pa.array([row.get(field.name) for row in chunk], field.type) for field in table]
            writer.write_table(pa.Table.from_arrays(arrays, schema=table))
            yield from sink.fetch()
    yield from sink.fetch()

"""The files from which ``neo4j-admin database import full`` fills a database while the server stands still.

One data file per set of labels and one per type of edge, each with a header file that names the properties and types of
the store's contract; ``import.args`` with the arguments, and ``finish.cypher`` with what an import cannot make.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from graphmodel import schema
from graphmodel.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from graphmodel.model import Graph
    from graphmodel.store.neo4j.bulk_import import ImportData

__all__ = ["neo4j_admin"]

_BETWEEN = "\x1f"
"""Stands between the items of a list: a text of the model holds no control character other than tab and line feed."""

_BLANK = "\x1e"
"""Stands for a list of one empty text, which an import would read as no list at all."""

_ARGUMENTS = ("--id-type=string", "--array-delimiter=U+001F", "--multiline-fields=true")
_TYPES = {"list of string": "string[]"}
_README = """\
# A graph for offline import into Neo4j

    neo4j stop
    cd THIS-FOLDER
    neo4j-admin database import full neo4j @import.args
    neo4j start
    cypher-shell -u neo4j -f finish.cypher

The import fills the database `neo4j`, which must be new; to replace one that is there, with all that is in it, add
`--overwrite-destination` to the third line. `finish.cypher` makes what an import cannot: the uniqueness constraints
and indexes, and the node that says which graph this is. It does no harm to run it twice. `graphmodel load` does the
same work, and compares every node and edge with the seeds besides.

{nodes} nodes, sources and surveys; {edges} edges.
"""


def neo4j_admin(graph: Graph) -> Iterator[tuple[str, Iterable[bytes]]]:
    """Yield the files for an offline import.

    Raises
    ------
    ConfigError
        If the graph is empty.
    """
    # Imported here: only this format needs a store, and the others need not wait for it.
    from graphmodel.store.neo4j.bulk_import import import_data  # noqa: PLC0415

    stored = import_data(graph)
    if not stored.nodes:
        raise ConfigError("the graph is empty, and neo4j-admin imports no empty graph: expected seeds with a node")
    for name, lines in _files(stored):
        yield name, map(str.encode, lines)


def _files(stored: ImportData) -> Iterator[tuple[str, Iterable[str]]]:
    arguments = list(_ARGUMENTS)
    for labels, rows in stored.nodes.items():
        properties, name = schema.node_properties(labels[-1]), f"nodes/{'-'.join(labels[1:])}"
        arguments.append(f"--nodes={':'.join(labels)}={name}-header.csv,{name}.csv")
        yield f"{name}-header.csv", [_node_header(labels[0], properties)]
        yield f"{name}.csv", (_line(row, properties) for row in rows)
    for type_, edges in stored.edges.items():
        properties, name = schema.edge_properties(type_), f"relationships/{type_}"
        arguments.append(f"--relationships={type_}={name}-header.csv,{name}.csv")
        yield f"{name}-header.csv", [_edge_header(stored.ends, properties)]
        yield f"{name}.csv", (_edge_line(edge, properties) for edge in edges)
    yield "import.args", (f"{argument}\n" for argument in arguments)
    yield "finish.cypher", (f"{statement};\n" for statement in _finish(stored))
    yield "README.md", [_readme(stored)]


def _readme(stored: ImportData) -> str:
    nodes, edges = (sum(map(len, rows.values())) for rows in (stored.nodes, stored.edges))
    return _README.format(nodes=nodes, edges=edges)


def _node_header(space: str, properties: Mapping[str, str]) -> str:
    columns = (f"id:ID({space})" if name == "id" else _column(name, type_) for name, type_ in properties.items())
    return f"{','.join(columns)}\n"


def _edge_header(space: str, properties: Mapping[str, str]) -> str:
    columns = (_column(name, type_) for name, type_ in properties.items())
    return f"{','.join((f':START_ID({space})', f':END_ID({space})', *columns))}\n"


def _column(name: str, type_: str) -> str:
    return f"{name}:{_TYPES.get(type_, type_)}"


def _line(row: Mapping[str, Any], columns: Iterable[str]) -> str:
    """Return a row as a line: a value in quotation marks, and nothing at all where there is none."""
    return f"{','.join(_cell(row[column]) if column in row else '' for column in columns)}\n"


def _edge_line(edge: tuple[str, str, Mapping[str, Any]], columns: Iterable[str]) -> str:
    from_id, to_id, row = edge
    return f"{_quote(from_id)},{_quote(to_id)},{_line(row, columns)}"


def _cell(value: Any) -> str:  # noqa: ANN401 - text, truth value, day or list of text
    if isinstance(value, list):
        value = _BLANK if value == [""] else _BETWEEN.join(value)
    elif isinstance(value, bool):
        value = str(value).lower()
    return _quote(str(value))


def _quote(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def _finish(stored: ImportData) -> Iterator[str]:
    yield from stored.schema
    yield "CALL db.awaitIndexes(300)"
    for name in sorted(_single_blanks(stored.nodes.values())):
        yield f"MATCH (n:{stored.ends}) WHERE n.{name} = ['\\u001E'] SET n.{name} = ['']"
    yield stored.current


def _single_blanks(groups: Iterable[Sequence[Mapping[str, Any]]]) -> set[str]:
    return {name for rows in groups for row in rows for name, value in row.items() if value == [""]}

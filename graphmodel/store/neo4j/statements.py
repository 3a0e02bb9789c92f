"""The Cypher that only a Neo4j server hears: pure texts; values are always parameters.

graphmodel marks the nodes it manages with its own labels: every node of a graph carries ``GraphmodelNode`` (a source
``GraphmodelSource``, a survey ``GraphmodelSurvey``) besides those that questions ask for; an edge is ours if its type
is one of the schema's, both its ends are ours and it says how sure it is, as all of ours do; a property is ours if the
schema names it. All else is foreign, whatever its labels, and is left alone. Labels and types come from
:mod:`graphmodel.schema` and from the constants here, never from data.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Any

from graphmodel import schema
from graphmodel.store.rows import Row, node_row, source_row, survey_row

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from graphmodel.model import Graph

__all__ = ["GROUPS", "MARKERS", "NODES", "NodeGroup"]


@dataclass(frozen=True, slots=True)
class NodeGroup:
    """One of the three groups of nodes that a graph puts into a store: its own, its sources and its surveys."""

    marker: str
    """The label by which its nodes are known as ours."""
    records: Callable[[Graph], Mapping[str, Any]]
    labels: Callable[[Any], tuple[str, ...]]
    row: Callable[[Graph, Any], Row]

    @property
    def staged(self) -> str:
        """The marker of nodes that are not yet part of the current graph."""
        return f"{self.marker}Staged"


NODES = NodeGroup("GraphmodelNode", lambda graph: graph.nodes, lambda node: node.labels, node_row)
GROUPS = (
    NODES,
    NodeGroup(
        "GraphmodelSource",
        lambda graph: graph.sources,
        lambda _: ("Source",),
        source_row,
    ),
    NodeGroup(
        "GraphmodelSurvey",
        lambda graph: graph.surveys,
        lambda _: ("Survey",),
        survey_row,
    ),
)
_BY_LABELS: Mapping[tuple[str, ...], NodeGroup] = {("Source",): GROUPS[1], ("Survey",): GROUPS[2]}
MARKERS = frozenset(group.marker for group in GROUPS)


PROPERTIES = frozenset(
    chain(*map(schema.node_properties, sorted(schema.LABELS)), *map(schema.edge_properties, schema.EDGE_KINDS))
)
"""The names of all properties that are ours, on a node or an edge."""


def group_of(labels: tuple[str, ...]) -> NodeGroup:
    """Return the group to which nodes with the labels of questions belong."""
    return _BY_LABELS.get(labels, NODES)


STALE = "GraphmodelStale"
"""The marker of nodes that are no longer part of the current graph, and wait to be deleted."""

_LOOKED_UP = (*schema.FAMILIES, "Source", "Survey")
_ANY_TYPE = "|".join(schema.RELATIONSHIPS)
_ANY_NODE = "|".join(group.marker for group in GROUPS)
_LEFT_OVER = "|".join((*(group.staged for group in GROUPS), STALE))
_PUBLIC = ":".join(sorted(schema.LABELS))

# --- constraints and indexes ------------------------------------------------------------------------------------------

CONSTRAINTS = {
    "graphmodel_load": ("GraphmodelLoad", "key"),
    **{f"graphmodel_{label.lower()}": (label, "id") for group in GROUPS for label in (group.marker, group.staged)},
}
"""Label and property of each uniqueness constraint, by its name; on labels that nobody else uses."""

INDEXES = {f"graphmodel_{label.lower()}_id": (label, "id") for label in _LOOKED_UP}
"""Label and property of each index, by its name: on the labels of questions, where a constraint would bind others."""

SHOW_INDEXES = "SHOW INDEXES YIELD name, labelsOrTypes, properties, state RETURN name, labelsOrTypes, properties, state"
AWAIT_INDEXES = "CALL db.awaitIndexes(300)"


def constraint(name: str) -> str:
    """Return the statement that makes a uniqueness constraint."""
    label, key = CONSTRAINTS[name]
    return f"CREATE CONSTRAINT {name} IF NOT EXISTS FOR (n:{label}) REQUIRE n.{key} IS UNIQUE"


def index(name: str) -> str:
    """Return the statement that makes an index."""
    label, key = INDEXES[name]
    return f"CREATE INDEX {name} IF NOT EXISTS FOR (n:{label}) ON (n.{key})"


# --- which load is current --------------------------------------------------------------------------------------

STATE = (
    "OPTIONAL MATCH (l:GraphmodelLoad {key: 'landing'}) WITH count(l) > 0 AS before "
    "OPTIONAL MATCH (s:GraphmodelLoad {key: 'current'}) "
    "RETURN s.load AS load, s.fingerprint AS fingerprint, s.day AS day, "
    f"EXISTS {{ MATCH (:{_LEFT_OVER}) }} AS left_over, "
    "before OR EXISTS { MATCH (:GraphmodelLoad {key: 'landing'}) } AS announced"
)
"""Looks whether a landing is announced before the id of the load, and after it: the id is of a time in between."""
LOCK = "MERGE (s:GraphmodelLoad {key: 'current'}) SET s.held = true"
"""Take the lock that one load holds: a write lock on one node, which ends with the transaction, however that ends."""
FINISH = (
    "MATCH (s:GraphmodelLoad {key: 'current'}) "
    "SET s = {key: 'current', load: $load, fingerprint: $fingerprint, day: $day}"
)
ANNOUNCE = "MERGE (l:GraphmodelLoad {key: 'landing'}) SET l.load = $load"
"""Say, in a transaction of its own, that a load is about to be committed: while the server commits it, readers may see
some of it before the rest."""
LANDED = "MATCH (l:GraphmodelLoad {key: 'landing', load: $load}) DELETE l"
LANDING = (
    "SHOW TRANSACTIONS YIELD metaData, status WHERE metaData.app = $app AND status STARTS WITH 'Closing' "
    "RETURN count(*) AS landing"
)
MEMORY = "SHOW SETTINGS YIELD name, value WHERE name IN $names RETURN value"

# --- what is there ----------------------------------------------------------------------------------------------

SCHEMA_TYPES = tuple(schema.RELATIONSHIPS)


def stored_nodes(group: NodeGroup) -> str:
    """Return the query for all nodes of a group."""
    return f"MATCH (n:{group.marker}) RETURN elementId(n) AS key, labels(n) AS labels, properties(n) AS row"


STORED_EDGES = (
    f"MATCH (a:{NODES.marker})-[e:{_ANY_TYPE}]->(b:{NODES.marker}) WHERE e.confidence IS NOT NULL "
    "RETURN elementId(e) AS key, type(e) AS type, a.id AS from_id, b.id AS to_id, properties(e) AS row"
)

# --- one transaction: only what differs -------------------------------------------------------------------------

BOUNDS = ("from_earliest", "from_latest", "to_earliest", "to_latest", "attested_from", "attested_to")
"""The days of a node or edge; a row names each by its place in the list ``$days``, or leaves it open."""


def _set(variable: str) -> str:
    """Return the SET clause that takes over the properties of ``new``; null removes one."""
    days = (f"{variable}.{name} = $days[new.days[{place}]]" for place, name in enumerate(BOUNDS))
    return f"SET {variable} += new.row, {', '.join(days)}"


def create_nodes(marker: str, labels: tuple[str, ...]) -> str:
    """Return the statement that makes nodes of rows."""
    return f"UNWIND $rows AS new CREATE (n:{':'.join((marker, *labels))}) {_set('n')}"


def change_nodes(labels: tuple[str, ...]) -> str:
    """Return the statement that gives nodes the labels and properties of rows; those of others stay."""
    return (
        "UNWIND $rows AS new MATCH (n) WHERE elementId(n) = new.key "
        f"{_set('n')} REMOVE n:{_PUBLIC} SET n:{':'.join(labels)}"
    )


def create_edges(edge_type: str, marker: str = NODES.marker) -> str:
    """Return the statement that makes edges of one type between nodes with a marker."""
    return (
        f"UNWIND $rows AS new MATCH (a:{marker} {{id: new.from_id}}) MATCH (b:{marker} {{id: new.to_id}}) "
        f"CREATE (a)-[e:{edge_type}]->(b) {_set('e')}"
    )


CHANGE_EDGES = f"UNWIND $rows AS new MATCH ()-[e]->() WHERE elementId(e) = new.key {_set('e')}"
DELETE_EDGES = "UNWIND $rows AS key MATCH ()-[e]->() WHERE elementId(e) = key DELETE e"
DELETE_NODES = "UNWIND $rows AS key MATCH (n) WHERE elementId(n) = key DELETE n"
TIED_BY_OTHERS = (
    "UNWIND $rows AS key MATCH (n)-[e]-() WHERE elementId(n) = key RETURN n.id AS id, type(e) AS type LIMIT 1"
)

# --- a staged load: beside the current graph, then in its place --------------------------------------------------

ANY_TIED_BY_OTHERS = (
    f"MATCH (n:{_ANY_NODE})-[e]-(other) WHERE NOT other:{NODES.marker} OR NOT type(e) IN $types "
    "OR e.confidence IS NULL RETURN n.id AS id, type(e) AS type LIMIT 1"
)
ANY_MARKED_BY_OTHERS = (
    f"MATCH (n:{_ANY_NODE}) WHERE any(name IN keys(n) WHERE NOT name IN $names) "
    "RETURN n.id AS id, [name IN keys(n) WHERE NOT name IN $names] AS names LIMIT 1 "
    f"UNION MATCH (:{NODES.marker})-[e]->(:{NODES.marker}) WHERE any(name IN keys(e) WHERE NOT name IN $names) "
    "RETURN e.id AS id, [name IN keys(e) WHERE NOT name IN $names] AS names LIMIT 1"
)
RETIRE = f"MATCH (n:{_ANY_NODE}) REMOVE n:{_PUBLIC}:{':'.join(sorted(MARKERS))} SET n:{STALE}"
PURGE = f"MATCH (n:{_LEFT_OVER}) CALL (n) {{ DETACH DELETE n }} IN TRANSACTIONS OF 1000 ROWS"


def install(group: NodeGroup, labels: tuple[str, ...]) -> str:
    """Return the statement that makes staged nodes current; of a graph's own nodes, those of one kind and level."""
    kind = " {kind: $kind, level: $level}" if group is NODES else ""
    return f"MATCH (n:{group.staged}{kind}) REMOVE n:{group.staged} SET n:{':'.join((group.marker, *labels))}"

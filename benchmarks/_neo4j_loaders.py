# ruff: noqa: PLC0415 - each package is imported where it is installed, in an environment of its own
"""Load rows with another package, as its manual shows it; run by ``neo4j_load.py`` in the package's own environment.

``python _neo4j_loaders.py PACKAGE ROWS`` prints the seconds and the megabytes that it took. All packages get the same
rows and a uniqueness constraint or index on the id, and the making of their classes is not timed.
"""

from __future__ import annotations

import json
import os
import pickle
import sys
import time
from dataclasses import field, make_dataclass
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from _peak import Peak

if TYPE_CHECKING:
    from collections.abc import Callable

URI, PASSWORD = os.environ["NEO4J_URI"], os.environ["NEO4J_PASSWORD"]
Edge = tuple[str, str, str, dict[str, Any]]


def columns(rows: list[dict[str, Any]]) -> list[str]:
    """Return the names of all properties of rows."""
    return sorted({name for row in rows for name in row} - {"id"})


def by_type(edges: list[Edge]) -> dict[str, list[Edge]]:
    """Return edges by their type."""
    return {type_: list(group) for type_, group in groupby(sorted(edges, key=itemgetter(0)), key=itemgetter(0))}


def graphio(nodes: list[dict[str, Any]], edges: list[Edge]) -> Callable[[], None]:
    """Return a load with graphio's node sets and relationship sets."""
    from graphio import NodeSet, RelationshipSet
    from neo4j import GraphDatabase

    driver = GraphDatabase.driver(URI, auth=("neo4j", PASSWORD))

    def load() -> None:
        known = NodeSet(["Known"], merge_keys=["id"])
        known.create_index(driver)
        known.add_nodes(nodes)
        known.merge(driver)
        for type_, group in by_type(edges).items():
            ties = RelationshipSet(type_, ["Known"], ["Known"], ["id"], ["id"])
            for _, from_id, to_id, row in group:
                ties.add_relationship({"id": from_id}, {"id": to_id}, row)
            ties.create(driver)

    return load


def neomodel(nodes: list[dict[str, Any]], edges: list[Edge]) -> Callable[[], None]:
    """Return a load with neomodel's classes: nodes in bulk, relationships one by one, as it offers."""
    from neomodel import (
        ArrayProperty,
        BooleanProperty,
        DateProperty,
        RelationshipTo,
        StringProperty,
        StructuredNode,
        StructuredRel,
        db,
    )

    scheme, _, place = URI.partition("://")
    db.set_connection(url=f"{scheme}://neo4j:{PASSWORD}@{place}")
    kinds = {list: lambda: ArrayProperty(StringProperty()), bool: BooleanProperty, str: StringProperty}

    def properties(rows: list[dict[str, Any]]) -> dict[str, Any]:
        found = {name: type(value) for row in rows for name, value in row.items() if name != "id"}
        return {name: kinds.get(kind, DateProperty)() for name, kind in found.items()}

    def named(row: dict[str, Any]) -> dict[str, Any]:
        return {
            ("identifier" if name == "id" else name): value for name, value in row.items()
        }  # it keeps id for itself

    key = {"identifier": StringProperty(unique_index=True, required=True, db_property="id")}
    tie_key = {"identifier": StringProperty(db_property="id")}
    tie = type("Tie", (StructuredRel,), {**tie_key, **properties([row for *_, row in edges])})
    ties = {f"to_{type_}": RelationshipTo("Known", type_, model=tie) for type_ in by_type(edges)}
    known = type("Known", (StructuredNode,), {**key, **properties(nodes), **ties})
    setattr(sys.modules[__name__], known.__name__, known)  # where it looks the class up by its name
    db.install_labels(known)

    def load() -> None:
        rows = [named(row) for row in nodes]
        made = {node.identifier: node for node in known.nodes.bulk_create_or_update(*rows)}
        with db.transaction:
            for type_, from_id, to_id, row in edges:
                getattr(made[from_id], f"to_{type_}").connect(made[to_id], named(row))

    return load


def neontology(nodes: list[dict[str, Any]], edges: list[Edge]) -> Callable[[], None]:
    """Return a load with neontology's classes."""
    from neontology import BaseNode, BaseRelationship, init_neontology
    from neontology.graphengines import Neo4jConfig
    from neontology.utils import apply_neo4j_constraints
    from pydantic import Field

    def fields(rows: list[dict[str, Any]]) -> dict[str, Any]:
        kinds = {name: type(value) for row in rows for name, value in row.items() if name != "id"}
        return {name: kind | None for name, kind in kinds.items()}

    node_fields, edge_fields = fields(nodes), fields([row for *_, row in edges])
    known = type(
        "Known",
        (BaseNode,),
        {
            "__module__": __name__,
            "__primarylabel__": "Known",
            "__primaryproperty__": "id",
            "__annotations__": {"id": str, **node_fields},
            **dict.fromkeys(node_fields),
        },
    )
    rels = {
        type_: type(
            f"Tie{type_}",
            (BaseRelationship,),
            {
                "__module__": __name__,
                "__relationshiptype__": type_,
                "__annotations__": {"source": known, "target": known, "id": str, **edge_fields},
                "id": Field(json_schema_extra={"merge_on": True}),
                **dict.fromkeys(edge_fields),
            },
        )
        for type_ in by_type(edges)
    }
    init_neontology(Neo4jConfig(uri=URI, username="neo4j", password=PASSWORD))
    apply_neo4j_constraints([known])

    def load() -> None:
        made = {row["id"]: known(**row) for row in nodes}
        known.merge_nodes(list(made.values()))
        for type_, group in by_type(edges).items():
            ties = [rels[type_](source=made[f], target=made[t], **row) for _, f, t, row in group]
            rels[type_].merge_relationships(ties)

    return load


def cartography(nodes: list[dict[str, Any]], edges: list[Edge]) -> Callable[[], None]:
    """Return a load with cartography's schema classes and its own loader."""
    from cartography.client.core.tx import load as load_nodes
    from cartography.client.core.tx import load_matchlinks
    from cartography.models.core.common import PropertyRef
    from cartography.models.core.nodes import CartographyNodeProperties, CartographyNodeSchema
    from cartography.models.core.relationships import (
        CartographyRelProperties,
        CartographyRelSchema,
        LinkDirection,
        SourceNodeMatcher,
        TargetNodeMatcher,
        make_source_node_matcher,
        make_target_node_matcher,
    )
    from neo4j import GraphDatabase

    driver = GraphDatabase.driver(URI, auth=("neo4j", PASSWORD))

    def frozen(name: str, base: type, values: dict[str, tuple[type, Any]]) -> Any:  # noqa: ANN401
        parts = [(each, kind, field(default=value)) for each, (kind, value) in values.items()]
        return make_dataclass(name, parts, bases=(base,), frozen=True)

    def refs(rows: list[dict[str, Any]]) -> dict[str, tuple[type, Any]]:
        return {name: (PropertyRef, PropertyRef(name)) for name in ("id", *columns(rows))}

    tag = {"lastupdated": (PropertyRef, PropertyRef("lastupdated", set_in_kwargs=True))}
    node_properties = frozen("KnownProperties", CartographyNodeProperties, {**refs(nodes), **tag})
    schema = frozen(
        "KnownSchema", CartographyNodeSchema, {"label": (str, "Known"), "properties": (Any, node_properties())}
    )()
    kept = {
        f"_sub_resource_{part}": (PropertyRef, PropertyRef(f"_sub_resource_{part}", set_in_kwargs=True))
        for part in ("label", "id")
    }
    rel_properties = frozen(
        "TieProperties", CartographyRelProperties, {**refs([row for *_, row in edges]), **tag, **kept}
    )
    links = {
        type_: frozen(
            f"Tie{type_}",
            CartographyRelSchema,
            {
                "target_node_label": (str, "Known"),
                "target_node_matcher": (TargetNodeMatcher, make_target_node_matcher({"id": PropertyRef("to_id")})),
                "source_node_label": (str, "Known"),
                "source_node_matcher": (SourceNodeMatcher, make_source_node_matcher({"id": PropertyRef("from_id")})),
                "direction": (LinkDirection, LinkDirection.OUTWARD),
                "rel_label": (str, type_),
                "properties": (Any, rel_properties()),
            },
        )()
        for type_ in by_type(edges)
    }

    def load() -> None:
        with driver.session() as session:
            load_nodes(session, schema, nodes, lastupdated=1)
            for type_, group in by_type(edges).items():
                rows = [{"from_id": from_id, "to_id": to_id, **row} for _, from_id, to_id, row in group]
                load_matchlinks(
                    session, links[type_], rows, lastupdated=1, _sub_resource_label="Known", _sub_resource_id="all"
                )

    return load


def main() -> None:
    """Load, and tell what it took."""
    package, file = sys.argv[1:]
    nodes, edges = pickle.loads(Path(file).read_bytes())  # noqa: S301 - our own rows
    load = {"graphio": graphio, "neomodel": neomodel, "neontology": neontology, "cartography": cartography}[package]
    ready = load([row for _, row in nodes], edges)
    with Peak() as peak:
        start = time.perf_counter()
        ready()
        seconds = time.perf_counter() - start
    print(json.dumps({"seconds": seconds, "megabytes": peak.megabytes}))


if __name__ == "__main__":
    main()

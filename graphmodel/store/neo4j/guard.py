"""Rejects clauses and procedures outside the read-only allowlist: what reads files, calls out, or controls the server.

The server itself refuses to write in a transaction that reads. It does not refuse LOAD CSV, nor to end other people's
queries, and what a procedure or a function of a plug-in does is only known to whoever wrote it. So a query is looked at
twice: at its words, before the server hears of it, and at the operators with which the server plans to run it. Of both
only what is known to just look at the graph is let through.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from graphmodel.errors import QueryError
from graphmodel.queries.cypher.tokens import CypherSyntaxError, tokenise

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from graphmodel.queries.cypher.tokens import Token

__all__ = ["check_plan", "check_text"]

_PROCEDURES = frozenset(
    (
        "db.labels",
        "db.propertykeys",
        "db.relationshiptypes",
        "db.schema.nodetypeproperties",
        "db.schema.reltypeproperties",
        "db.schema.visualization",
    )
)
_NAMESPACES = frozenset(("date", "datetime", "duration", "localdatetime", "localtime", "point", "time", "vector"))
_COMMANDS = {
    ("LOAD", "CSV"): "a query reads the store, no file and no address",
    ("TERMINATE", "TRANSACTION"): "a query ends nobody else's",
    ("TERMINATE", "TRANSACTIONS"): "a query ends nobody else's",
}

_SCANS = """
    AllNodesScan Argument DirectedAllRelationshipsScan DirectedRelationshipByElementIdSeek
    DirectedRelationshipByIdSeek DirectedRelationshipIndexContainsScan DirectedRelationshipIndexEndsWithScan
    DirectedRelationshipIndexScan DirectedRelationshipIndexSeek DirectedRelationshipIndexSeekByRange
    DirectedRelationshipTypeScan DirectedRelationshipUniqueIndexSeek DirectedUnionRelationshipTypesScan
    DynamicDirectedRelationshipTypeLookup DynamicLabelNodeLookup DynamicUndirectedRelationshipTypeLookup
    EmptyRow IntersectionNodeByLabelsScan MultiNodeIndexSeek NodeByElementIdSeek NodeByIdSeek NodeByLabelScan
    NodeCountFromCountStore NodeIndexContainsScan NodeIndexEndsWithScan NodeIndexScan NodeIndexSeek
    NodeIndexSeekByRange NodeUniqueIndexSeek NodeUniqueIndexSeekByRange PartitionedAllNodesScan
    PartitionedDirectedAllRelationshipsScan PartitionedDirectedRelationshipIndexScan
    PartitionedDirectedRelationshipIndexSeek PartitionedDirectedRelationshipTypeScan
    PartitionedDirectedUnionRelationshipTypesScan PartitionedIntersectionNodeByLabelsScan
    PartitionedNodeByLabelScan PartitionedNodeIndexScan PartitionedNodeIndexSeek
    PartitionedSubtractionNodeByLabelsScan PartitionedUndirectedAllRelationshipsScan
    PartitionedUndirectedRelationshipIndexScan PartitionedUndirectedRelationshipIndexSeek
    PartitionedUndirectedRelationshipTypeScan PartitionedUndirectedUnionRelationshipTypesScan
    PartitionedUnionNodeByLabelsScan PartitionedUnwind RelationshipCountFromCountStore
    SubtractionNodeByLabelsScan UndirectedAllRelationshipsScan UndirectedRelationshipByElementIdSeek
    UndirectedRelationshipByIdSeek UndirectedRelationshipIndexContainsScan
    UndirectedRelationshipIndexEndsWithScan UndirectedRelationshipIndexScan UndirectedRelationshipIndexSeek
    UndirectedRelationshipIndexSeekByRange UndirectedRelationshipTypeScan UndirectedRelationshipUniqueIndexSeek
    UndirectedUnionRelationshipTypesScan UnionNodeByLabelsScan Unwind
"""
_STEPS = """
    AllShortestPaths BidirectionalRepeat Expand OptionalExpand PathPropagatingBFS ProjectEndpoints Repeat
    RepeatOptions ShortestPath StatefulShortestPath VarLengthExpand
"""
_ON_ROWS = """
    Anti AntiConditionalApply AntiSemiApply Apply ArgumentTracker CacheProperties CartesianProduct
    ConditionalApply Distinct Eager EagerAggregation EmptyResult Error ExhaustiveLimit Filter LetAntiSemiApply
    LetSelectOrAntiSemiApply LetSelectOrSemiApply LetSemiApply Limit NodeHashJoin NodeLeftOuterHashJoin
    NodeRightOuterHashJoin NonFuseable NullifyMetadata Optional OrderedAggregation OrderedDistinct OrderedUnion
    PartialSort PartialTop PreserveOrder ProduceResults Projection RemoteBatchProperties RollUpApply
    SelectOrAntiSemiApply SelectOrSemiApply SemiApply Skip Sort Top TriadicBuild TriadicFilter TriadicSelection
    Union ValueHashJoin
"""
_READING = frozenset(f"{_SCANS} {_STEPS} {_ON_ROWS}".split())
"""The operators of the server's plans that only read the graph; what a server of tomorrow adds is refused by name."""

_CALLED = re.compile(r"\s*([\w.]+)\(")
_HIDDEN = re.compile(r"\b(?:COUNT|EXISTS|COLLECT)\s*\{.*?(?:\b(LOAD CSV)\b|\bResolvedCall\(([\w.]+)\()", re.DOTALL)


def check_text(text: str) -> None:
    """Look at the words of a query, as every engine reads them, before any server hears of it.

    Raises
    ------
    QueryError
        If it would read a file or an address, ask or change the server itself, or calls what is not known to only look
        at the graph; or if engines would read its words differently.
    """
    try:
        tokens = tokenise(text)
    except CypherSyntaxError as error:
        raise QueryError(f"{error.place}: {error.message}") from None
    if tokens[0].upper == "SHOW":
        raise QueryError(f"{tokens[0].place}: SHOW is off: a query asks the graph, not the server")
    for first, second in pairwise(tokens):
        if why := _COMMANDS.get((first.upper, second.upper)):
            raise QueryError(f"{first.place}: {first.upper} {second.upper} is off: {why}")
    for place, name, is_procedure in _calls(tokens):
        _check_call(place, name.lower(), is_procedure=is_procedure)


def _calls(tokens: Sequence[Token]) -> Iterator[tuple[object, str, bool]]:
    """Yield every call of a procedure, and of a function with a dotted name, with its place."""
    at = 0
    while at < len(tokens):
        called = at > 0 and tokens[at - 1].upper == "CALL"
        start, names = at, []
        while tokens[at].kind in {"name", "quoted"}:
            names.append(tokens[at].text)
            if tokens[at + 1].text != "." or tokens[at + 1].kind != "symbol":
                break
            at += 2
        at += 1
        dotted = len(names) > 1 and at < len(tokens) and tokens[at].text == "("
        if names and (called or dotted):
            yield tokens[start].place, ".".join(names), called


def _check_call(place: object, name: str, *, is_procedure: bool) -> None:
    if is_procedure and name not in _PROCEDURES:
        raise QueryError(f"{place}: the procedure {name} is off; a query may call {', '.join(sorted(_PROCEDURES))}")
    if not is_procedure and name.partition(".")[0] not in _NAMESPACES:
        known = ", ".join(f"{each}.*" for each in sorted(_NAMESPACES))
        raise QueryError(
            f"{place}: the function {name} is off; of those with a dot in their names a query may use {known}"
        )


def check_plan(plan: Mapping[str, Any]) -> None:
    """Look at what the server plans to do, as the driver gives it.

    Raises
    ------
    QueryError
        If there is an operator that is not known to only read the graph.
    """
    operator = str(plan["operatorType"]).partition("@")[0].partition("(")[0]
    does = str(plan["args"].get("Details") or "")
    if operator == "ProcedureCall":
        called = _CALLED.match(does)
        _check_planned_call(called[1] if called else "")
    elif operator not in _READING:
        raise QueryError(f"the server would answer this with {operator}, which is not known to only read the graph")
    # The plan of a subquery inside some expressions is only told as text.
    for loading, procedure in _HIDDEN.findall(does):
        if loading:
            raise QueryError("LOAD CSV is off: a query reads the store, no file and no address")
        _check_planned_call(procedure)
    for child in plan.get("children") or ():
        check_plan(child)


def _check_planned_call(name: str) -> None:
    if name.lower() not in _PROCEDURES:
        raise QueryError(f"the procedure {name} is off; a query may call {', '.join(sorted(_PROCEDURES))}")

"""Reject clauses and procedures outside the read-only allowlist: what reads files, calls out, or controls the server.

The server itself refuses to write in a transaction that reads. It does not refuse LOAD CSV, nor to end other people's
queries, and what a procedure or a function of a plug-in does is only known to whoever wrote it. So a query is looked at
twice: at its words, before the server hears of it, and at the operators with which the server plans to run it. Of both
only what is known to just look at the graph is let through.

While a large load is under way, or after one was cut short, there are nodes in the database that belong to no current
graph. They carry none of the labels that questions name, and are tied to each other only. So a query that starts from
a label never meets them; one that looks at all nodes, or all relationships of a type, does: see
:func:`starts_from_labels`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from graphmodel.errors import QueryError
from graphmodel.queries.outline import outline

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from graphmodel.queries.outline import Call

__all__ = ["check_plan", "check_text", "starts_from_labels"]

_BY_LABEL = re.compile(r"\w*ByLabels?Scan|\w*Node(?:Unique)?Index\w*")
_STARTS_NOWHERE = frozenset(("Argument", "EmptyRow", "EmptyResult", "Projection", "ProcedureCall"))
_COUNTED_LABEL = "(:"
_SUBQUERY = re.compile(r"\b(?:COUNT|EXISTS|COLLECT)\s*\{|\[\(", re.IGNORECASE)
_NOT_ALWAYS = re.compile(r"\b(?:NOT|OR|XOR)\b", re.IGNORECASE)
_END = re.compile(r"\(([^()]+)\)")


def starts_from_labels(plan: Mapping[str, Any]) -> bool:
    """Return whether a query plan starts from labels only, and expands from there.

    Parameters
    ----------
    plan
        The plan as the driver gives it.

    Returns
    -------
    bool
        False also where the plan does not tell, as of a subquery inside an expression.
    """
    return all(_by_label(*leaf) for leaf in _leaves(plan, ()))


def _leaves(plan: Mapping[str, Any], filters: tuple[str, ...]) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Yield each operator from which rows come: its name, what it does, and the filters that its rows pass."""
    operator, children = str(plan["operatorType"]).partition("@")[0], plan.get("children") or ()
    does = str(plan["args"].get("Details") or "")
    if not children or (_SUBQUERY.search(does) and operator != "ProduceResults"):
        yield operator, does, filters
    for child in children:
        yield from _leaves(child, (*filters, does) if operator == "Filter" else filters)


def _by_label(operator: str, does: str, filters: tuple[str, ...]) -> bool:
    if _SUBQUERY.search(does):
        return False
    if operator in _STARTS_NOWHERE or _BY_LABEL.fullmatch(operator):
        return True
    if operator.endswith("CountFromCountStore"):
        return _COUNTED_LABEL in does
    ends = "|".join(re.escape(end) for end in _END.findall(does))
    labelled = re.compile(rf"(?<!\w)(?:{ends}):\w")
    return bool(ends) and any(labelled.search(each) and not _NOT_ALWAYS.search(each) for each in filters)


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
    "SHOW": "a query asks the graph, not the server",
    "LOAD CSV": "a query reads the store, no file and no address",
    "TERMINATE TRANSACTION": "a query ends nobody else's",
    "TERMINATE TRANSACTIONS": "a query ends nobody else's",
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
_HIDDEN = re.compile(
    r"\b(?:COUNT|EXISTS|COLLECT)\s*\{.*?(?:\b(LOAD CSV)\b|\bResolvedCall\(([\w.]+)\(|\bCALL\s+([\w.`]+)\()", re.DOTALL
)
"""A file that is read or a procedure that is called within an expression: a calendar release writes it as Cypher."""


def check_text(text: str) -> None:
    """Look at the words of a query, as every engine reads them, before any server hears of it.

    Raises
    ------
    QueryError
        If it would read a file or an address, ask or change the server itself, or calls what is not known to only look
        at the graph; or if engines would read its words differently.
    """
    parts = outline(text)
    for place, words in parts.commands:
        raise QueryError(f"{place}: {words} is off: {_COMMANDS[words]}")
    for call in parts.calls:
        _check_call(call)


def _check_call(call: Call) -> None:
    name = call.name.lower()
    if call.is_procedure and name not in _PROCEDURES:
        raise QueryError(
            f"{call.place}: the procedure {name} is off; a query may call {', '.join(sorted(_PROCEDURES))}"
        )
    if not call.is_procedure and name.partition(".")[0] not in _NAMESPACES:
        known = ", ".join(f"{each}.*" for each in sorted(_NAMESPACES))
        raise QueryError(
            f"{call.place}: the function {name} is off; of those with a dot in their names a query may use {known}"
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
    for loading, resolved, called in _HIDDEN.findall(does):
        if loading:
            raise QueryError("LOAD CSV is off: a query reads the store, no file and no address")
        _check_planned_call(resolved or called)
    for child in plan.get("children") or ():
        check_plan(child)


def _check_planned_call(name: str) -> None:
    if name.lower() not in _PROCEDURES:
        raise QueryError(f"the procedure {name} is off; a query may call {', '.join(sorted(_PROCEDURES))}")

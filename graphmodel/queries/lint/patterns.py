"""Reads patterns: what they bring, which ends their edges have, and what is wrong in them.

An edge the wrong way round and labels that no node has match nothing, and no engine says so.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from graphmodel import schema
from graphmodel.errors import did_you_mean
from graphmodel.queries.cypher.ast import (
    EdgePattern,
    Expression,
    Length,
    MapLiteral,
    NodePattern,
    ParenthesizedPath,
    PathPattern,
    Variable,
)
from graphmodel.queries.lint.expressions import ExpressionReader, edge_keys, node_keys
from graphmodel.queries.lint.shapes import brought, check_shapes
from graphmodel.queries.lint.types import (
    ALL_NODES,
    ALL_TYPES,
    VALUE,
    InferredType,
    Scope,
    cover,
    describe,
    list_of,
    named,
    types_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from graphmodel.queries.lint.rules import LintFindings

__all__ = ["PatternReader"]


class PatternReader(ExpressionReader):
    """Reads patterns and the expressions in them."""

    def __init__(self, findings: LintFindings, declared: Mapping[str, InferredType] | None = None) -> None:
        super().__init__(findings, declared)
        self.asserted: dict[str, frozenset[str]] = {}
        """The kinds that the test of the MATCH being read demands of its variables."""

    def patterns(self, patterns: Sequence[PathPattern], scope: Scope, *, binds: bool) -> list[InferredType]:
        """Read patterns, each of which may test what another finds; only those that bind may bring new variables."""
        check_shapes(patterns, self.findings)
        self._check_edges_differ(patterns)
        scope = scope if binds else scope.child()  # what a test says of a node, it does not make it
        self._check_path_names(patterns, scope)
        names = [(pattern, self._bind(pattern, scope, binds=binds)) for pattern in patterns]
        for pattern in patterns:  # a repeated path may test what stands after it
            self._bind_groups(pattern, scope)
        for pattern, _ in names:
            self._inner(pattern, scope, binds=binds)
        for pattern, of in names:
            self._check_ends(pattern, scope, of)
            self._check_selector(pattern)
        return [_path(pattern) for pattern, _ in names]

    def _check_edges_differ(self, patterns: Iterable[PathPattern]) -> None:
        """Report a name that two edges of patterns share: no edge is matched twice."""
        names: set[str] = set()
        for edge in (part for pattern in patterns for part in pattern.elements if isinstance(part, EdgePattern)):
            if edge.variable is not None and edge.variable.text in names:
                message = f"{edge.variable.text} stands for two edges of a pattern, which are never the same"
                self.findings.add("Q410", edge.place, message, "give each its own name")
            names |= {edge.variable.text} if edge.variable is not None else set()

    def _check_selector(self, pattern: PathPattern) -> None:
        if pattern.selector.lower() not in {"", "shortestpath", "allshortestpaths"}:
            message = f"{pattern.selector} before a pattern: the embedded engine does not know it"
            self.findings.add("Q701", pattern.place, message, "use shortestPath((a)-[:TYPE*1..6]-(b))")

    # --- variables ---------------------------------------------------------------------------------------------------

    def _bind(self, pattern: PathPattern, scope: Scope, *, binds: bool) -> dict[int, str]:
        """Bring the variables of a pattern into the scope; return a name for each node."""
        names: dict[int, str] = {}
        for index, element in enumerate(pattern.elements):
            if isinstance(element, NodePattern):
                names[index] = self._bind_node(element, scope, binds=binds)
            elif isinstance(element, EdgePattern):
                self._bind_edge(element, scope, binds=binds)
        return names

    def _bind_groups(self, pattern: PathPattern, scope: Scope) -> None:
        for element in pattern.elements:
            if isinstance(element, ParenthesizedPath):
                self._bind_group(element, scope)
        if pattern.variable is not None:
            scope.variables[pattern.variable.text] = _path(pattern)

    def _check_path_names(self, patterns: Sequence[PathPattern], scope: Scope) -> None:
        """Report a name of a path that something else has already."""
        taken = set(scope.variables).union(*map(brought, patterns))
        for name in (pattern.variable for pattern in patterns if pattern.variable is not None):
            if name.text in taken:
                self.findings.add("Q410", name.place, f"{name.text} is already defined", "give it another name")
            taken.add(name.text)

    def _bind_node(self, node: NodePattern, scope: Scope, *, binds: bool) -> str:
        self.check_labels(node.labels, scope, of="node")
        nodes = cover(node.labels)
        name = node.variable.text if node.variable else f" {node.place}"  # a blank: no variable is called so
        known = scope.variables.get(name)
        if known is None and node.variable and not binds:
            known = self.infer(Variable(name, node.variable.place), scope)
        nodes &= self.asserted.get(name, ALL_NODES)
        if known is not None and node.variable is not None:
            self.check_kind(node.variable, known, "node")
        if known is not None and known.kind == "node":
            nodes &= known.nodes
        if not nodes:
            self.findings.add("Q305", node.place, "no node has all these labels")
        scope.variables[name] = replace(known or InferredType("node"), kind="node", nodes=nodes or ALL_NODES)
        return name

    def _bind_edge(self, edge: EdgePattern, scope: Scope, *, binds: bool) -> None:
        self.check_labels(edge.types, scope, of="edge")
        # A type that the schema does not have is reported as such, and nothing more of its edge.
        if edge.types is not None and (types_of(edge.types) != ALL_TYPES or not named(edge.types) <= ALL_TYPES):
            self.tested.add(id(edge))
        self.edges[id(edge)] = edge.place
        if edge.length is not None:
            self._check_length(edge.length)
        if edge.variable is None:
            return
        name = edge.variable.text
        if name not in scope.variables and not binds:
            self.infer(Variable(name, edge.variable.place), scope)
        if edge.length is None:
            self.check_kind(edge.variable, scope.variables.get(name, VALUE), "edge")
        inferred = InferredType("edge", types=types_of(edge.types), edges=frozenset({id(edge)}))
        scope.variables[name] = inferred if edge.length is None else list_of(inferred)

    def _bind_group(self, group: ParenthesizedPath, scope: Scope) -> None:
        """Read a repeated path: outside it, its variables are lists."""
        if group.length is not None:
            self._check_length(group.length)
        inner = scope.child()
        for name in brought(group.pattern) & scope.variables.keys() if group.length is not None else ():
            message = f"{name} is defined outside the repeated path too"
            self.findings.add("Q410", group.place, message, "give one of them another name")
            del inner.variables[name]
        self.patterns([group.pattern], inner, binds=True)
        self.condition(group.test, inner)
        for name, inferred in inner.variables.items():
            if name not in scope.variables and not name.startswith(" "):
                scope.variables[name] = inferred if group.length is None else list_of(inferred)

    def _check_length(self, length: Length) -> None:
        if length.most is None:
            suggestion = "give the longest length, such as *1..4 or {1,4}"
            self.findings.add("Q501", length.place, "a path of any length", suggestion)

    # --- properties and tests inside the pattern ---------------------------------------------------------------------

    def _inner(self, pattern: PathPattern, scope: Scope, *, binds: bool) -> None:
        for element in pattern.elements:
            if isinstance(element, NodePattern):
                nodes = cover(element.labels)
                owner = "a node" if nodes == ALL_NODES else describe(nodes)
                self._properties(element.properties, node_keys(nodes), owner, scope)
            elif isinstance(element, EdgePattern):
                self._edge_properties(element, scope)
            if not isinstance(element, ParenthesizedPath):
                self.condition(element.test, _test_scope(element, scope) if binds else scope)

    def _edge_properties(self, edge: EdgePattern, scope: Scope) -> None:
        types = types_of(edge.types)
        owner = " or ".join(sorted(types)) if len(types) <= _MOST_TYPES else "an edge"
        self._properties(edge.properties, edge_keys(types), owner, scope)
        is_map = isinstance(edge.properties, MapLiteral)
        if edge.properties is not None and (not is_map or any(key.text == "status" for key in edge.properties.keys)):  # type: ignore[union-attr]  # a map
            self.tested.add(id(edge))

    def _properties(self, properties: Expression | None, known: Mapping[str, str], owner: str, scope: Scope) -> None:
        if properties is None:
            return
        self.infer(properties, scope)
        if isinstance(properties, MapLiteral):
            for key, value in zip(properties.keys, properties.values, strict=True):
                if key.text not in known:
                    near = did_you_mean(key.text, known)
                    self.findings.add("Q303", key.place, f"{owner} has no property {key.text!r}{near}")
                self.check_word(key, value)
                self.check_types(
                    "=", (InferredType(holds=known.get(key.text, "")), self.infer(value, scope)), value.place
                )

    # --- ends --------------------------------------------------------------------------------------------------------

    def _check_ends(self, pattern: PathPattern, scope: Scope, names: dict[int, str]) -> None:
        for _ in range(2):  # what one edge tells of a node may decide about the edge before it
            for index, element in enumerate(pattern.elements):
                if isinstance(element, EdgePattern) and index - 1 in names and index + 1 in names:
                    self._check_edge(element, names[index - 1], names[index + 1], scope)

    def _check_edge(self, edge: EdgePattern, left: str, right: str, scope: Scope) -> None:
        if edge.length is not None and edge.length.least == 0:
            return
        before, after = scope.variables[left], scope.variables[right]
        types = types_of(edge.types)
        ways = [way for way in _ways(edge, before.nodes, after.nodes) if _fits(types, *way, hops=edge.length)]
        if not ways:
            self._report_end(edge, before.nodes, after.nodes)
        elif edge.length is None:
            scope.variables[left] = replace(before, nodes=before.nodes & _possible(types, edge, before, after, at=0))
            scope.variables[right] = replace(after, nodes=after.nodes & _possible(types, edge, before, after, at=1))

    def _report_end(self, edge: EdgePattern, before: frozenset[str], after: frozenset[str]) -> None:
        types = types_of(edge.types)
        tail, head = (after, before) if edge.direction == "<-" else (before, after)
        turned = edge.direction != "-" and _fits(types, head, tail, hops=edge.length)
        what = " or ".join(sorted(types)) or "an edge of several types at once"
        what = what if len(types) <= _MOST_TYPES else "an edge"
        message = f"{what} never goes from {describe(tail)} to {describe(head)}"
        if len(types) == 1:
            (one,) = types
            message += f": it goes from {_end(one, 'from')} to {_end(one, 'to')}"
        self.findings.add("Q304", edge.place, message, "turn the arrow round" if turned else "")


_MOST_TYPES = 4
_FORWARD = {"->": (True,), "<-": (False,), "-": (True, False)}


def _end(edge_type: str, end: str) -> str:
    kind = schema.RELATIONSHIPS[edge_type]
    return describe(kind.from_kinds if end == "from" else kind.to_kinds)


def _ways(
    edge: EdgePattern, before: frozenset[str], after: frozenset[str]
) -> Iterator[tuple[frozenset[str], frozenset[str]]]:
    """Return the ends from → to that a pattern's direction allows."""
    if edge.direction in {"->", "-"}:
        yield before, after
    if edge.direction in {"<-", "-"}:
        yield after, before


def _fits(types: frozenset[str], tail: frozenset[str], head: frozenset[str], *, hops: Length | None) -> bool:
    """Return whether edges of some types lead from one set of kinds to another, in one step or in several."""
    kinds = [schema.RELATIONSHIPS[one] for one in types]
    if hops is None:
        return any(kind.from_kinds & tail and kind.to_kinds & head for kind in kinds)
    return any(kind.from_kinds & tail for kind in kinds) and any(kind.to_kinds & head for kind in kinds)


def _possible(
    types: frozenset[str], edge: EdgePattern, before: InferredType, after: InferredType, *, at: int
) -> frozenset[str]:
    """Return the kinds that the edges of a pattern allow at its left (0) or right (1) end."""
    labels: set[str] = set()
    for kind in (schema.RELATIONSHIPS[one] for one in types):
        for forward in _FORWARD[edge.direction]:
            ends = (kind.from_kinds, kind.to_kinds) if forward else (kind.to_kinds, kind.from_kinds)
            if ends[0] & before.nodes and ends[1] & after.nodes:
                labels |= ends[at]
    return frozenset(labels)


def _path(pattern: PathPattern) -> InferredType:
    return InferredType("path", edges=frozenset(_numbers(pattern)), types=_path_types(pattern))


def _numbers(pattern: PathPattern) -> Iterator[int]:
    for element in pattern.elements:
        if isinstance(element, EdgePattern):
            yield id(element)
        elif isinstance(element, ParenthesizedPath):
            yield from _numbers(element.pattern)


def _path_types(pattern: PathPattern) -> frozenset[str]:
    types: frozenset[str] = frozenset()
    for element in pattern.elements:
        if isinstance(element, EdgePattern):
            types |= types_of(element.types)
        elif isinstance(element, ParenthesizedPath):
            types |= _path_types(element.pattern)
    return types


def _test_scope(element: NodePattern | EdgePattern, scope: Scope) -> Scope:
    """Return the scope of a test inside a pattern, where the variable of a repeated edge is one edge."""
    if isinstance(element, EdgePattern) and element.length is not None and element.variable is not None:
        inner = scope.child()
        inner.variables[element.variable.text] = inner.variables[element.variable.text].item
        return inner
    return scope

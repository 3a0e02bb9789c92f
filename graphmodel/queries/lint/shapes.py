"""Shapes of patterns that no engine matches, whatever the labels: told from the pattern alone."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from graphmodel.queries.cypher.ast import (
    EdgePattern,
    Labels,
    NodePattern,
    ParameterRef,
    ParenthesizedPath,
    PathPattern,
    walk,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from graphmodel.queries.cypher import Position
    from graphmodel.queries.cypher.ast import Length, PathElement
    from graphmodel.queries.lint.rules import LintFindings

__all__ = ["brought", "check_label_signs", "check_shapes", "check_unrepeated"]

_EITHER = "take one of the two"


def check_shapes(patterns: Sequence[PathPattern], findings: LintFindings) -> None:
    """Report what is wrong in the shape of the patterns of one MATCH, test or comprehension."""
    for pattern in patterns:
        if _is_shortest(pattern):
            _check_shortest(pattern, findings)
        else:
            _check_groups(pattern, findings)
        for part in _elements(pattern):
            _check_element(part, findings)
    _check_mixed(patterns, findings)


def check_unrepeated(pattern: PathPattern, findings: LintFindings) -> None:
    """Report a repeated path in a pattern inside an expression."""
    for part in _elements(pattern):
        grouped = isinstance(part, ParenthesizedPath)
        if grouped or (isinstance(part, EdgePattern) and part.length is not None and part.length.quantifier):
            hint = "write EXISTS { … }, COLLECT { … } or a length such as *1..3"
            findings.add("Q417", part.place, "a repeated path inside an expression", hint)


def brought(pattern: PathPattern) -> set[str]:
    """Return the names that the nodes and edges of a pattern have outside its repeated paths."""
    elements = (part for part in pattern.elements if not isinstance(part, ParenthesizedPath))
    return {element.variable.text for element in elements if element.variable}


def _is_shortest(pattern: PathPattern) -> bool:
    """Return whether a pattern is in shortestPath() or allShortestPaths()."""
    return pattern.selector.lower() in {"shortestpath", "allshortestpaths"}


def _elements(pattern: PathPattern) -> Iterator[PathElement]:
    """Yield the nodes, edges and groups of a pattern, and those of its groups."""
    for element in pattern.elements:
        yield element
        if isinstance(element, ParenthesizedPath):
            yield from _elements(element.pattern)


def _check_element(element: PathElement, findings: LintFindings) -> None:
    if not isinstance(element, NodePattern) and element.length is not None and element.length.quantifier:
        _check_bounds(element.length, findings)
    if isinstance(element, ParenthesizedPath):
        return
    if isinstance(element.properties, ParameterRef):
        name = element.properties.name
        cure = f"write each property: {{id: ${name}.id}}"
        findings.add("Q417", element.properties.place, f"${name} as all the properties of a pattern", cure)
    if isinstance(element, NodePattern):
        check_label_signs(element.labels, findings, of="node")
    else:
        plain = not (element.variable or element.length or element.properties or element.test)
        check_label_signs(element.types, findings, of="edge", plain=plain)


def _check_bounds(length: Length, findings: LintFindings) -> None:
    if length.most is not None and length.least > length.most:
        message = f"at least {length.least} and at most {length.most} times"
        findings.add("Q417", length.place, message, f"write {{{length.most},{length.least}}}")
    elif length.most == 0:
        findings.add("Q417", length.place, "repeated no time at all", "leave it out")


def _check_groups(pattern: PathPattern, findings: LintFindings) -> None:
    groups = [element for element in pattern.elements if isinstance(element, ParenthesizedPath)]
    if len(groups) == len(pattern.elements) and all(group.length and not group.length.least for group in groups):
        findings.add("Q417", pattern.place, "a pattern that may be empty", "let it begin with a node")
    for before, element in pairwise((None, *pattern.elements, None)):
        for group, other in ((before, element), (element, before)):
            if isinstance(group, ParenthesizedPath) and group.length is None and isinstance(other, NodePattern):
                findings.add("Q417", group.place, "a path in parentheses beside a node", "leave the parentheses out")
    for group in groups:
        if group.pattern.variable is not None:
            name = group.pattern.variable
            findings.add("Q417", name.place, f"{name.text} names a part of a path", "name the whole: MATCH p = …")
        if group.length is not None:
            _check_repeated(group, findings)


def _check_repeated(group: ParenthesizedPath, findings: LintFindings) -> None:
    inner = list(_elements(group.pattern))
    edges = [part for part in inner if isinstance(part, EdgePattern)]
    if not edges:
        findings.add("Q417", group.place, "a repeated path without an edge", "give it one")
    for part in inner:
        if not isinstance(part, NodePattern) and part.length is not None:
            findings.add("Q417", part.length.place, "a repetition inside a repeated path", _EITHER)


def _check_shortest(pattern: PathPattern, findings: LintFindings) -> None:
    def refuse(place: Position, found: str) -> None:
        message = f"{pattern.selector} of {found}: expected two nodes and one edge, such as (a)-[:TYPE*1..4]-(b)"
        findings.add("Q417", place, message)

    edges = [element for element in pattern.elements if not isinstance(element, NodePattern)]
    if len(edges) != 1:
        refuse(pattern.place, f"{len(edges)} edges")
        return
    (edge,) = edges
    if isinstance(edge, ParenthesizedPath) or (edge.length is not None and edge.length.quantifier):
        refuse(edge.place, "a repeated path")
    elif edge.length is not None and edge.length.least > 1:
        refuse(edge.length.place, f"at least {edge.length.least} edges")
    nodes = [element for element in pattern.elements if isinstance(element, NodePattern)]
    ends = [node.variable.text for node in nodes if node.variable]
    if len(ends) > len(set(ends)):
        refuse(pattern.place, f"{ends[0]} and {ends[0]} itself")


def _check_mixed(patterns: Sequence[PathPattern], findings: LintFindings) -> None:
    lengths = [
        part.length
        for pattern in patterns
        for part in _elements(pattern)
        if not isinstance(part, NodePattern) and part.length is not None
    ]
    if len({length.quantifier for length in lengths}) > 1:
        star = next(length for length in lengths if not length.quantifier)
        findings.add("Q417", star.place, "lengths of both kinds, such as *1..3 and {1,3}", _EITHER)


def check_label_signs(labels: Labels | None, findings: LintFindings, *, of: str, plain: bool = False) -> None:
    """Report signs between labels or types that do not go together, or only did in older releases."""
    parts = [part for part in walk(labels) if isinstance(part, Labels)]
    signs = {sign for part in parts for sign in part.signs}
    if "|:" in signs and not (of == "edge" and plain):
        findings.add("Q417", parts[0].place, "|: between labels or types", "write | alone")
    newer = signs & {"|", "&"} or {part.kind for part in parts} & {"not", "any"}
    if ":" in signs and (of == "edge" or newer):
        findings.add("Q417", parts[0].place, "a colon between labels or types among other signs", "write & or |")

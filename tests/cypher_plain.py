"""Simple questions, each with the rows that plain Python works out: a text, and what it means, made side by side.

Every clause is a piece of Cypher together with a function from rows to rows, so that a query means what its clauses
mean one after the other, and nothing else.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from random import Random
from typing import TYPE_CHECKING, Any, NamedTuple

from graphmodel.schema import relationship_of
from graphmodel.store.rows import node_row

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from graphmodel.model import Graph, Node

    Row = dict[str, Any]
    Meaning = Callable[[list[Row]], list[Row]]

__all__ = ["plain_question"]

_LABELS = ("Body", "Network", "Municipality", "LocalBody")
_TYPES = ("MEMBER_OF", "PART_OF", "FUNDS", "OWNS")


class Clause(NamedTuple):
    """A piece of Cypher, and what it does to rows."""

    text: str
    means: Meaning


class Answer(NamedTuple):
    rows: list[tuple[Any, ...]]


def plain_question(seed: int, graph: Graph) -> tuple[str, Answer]:
    """Return a question, and its rows in no order, the same for the same seed."""
    maker = _Maker(Random(seed), graph)  # noqa: S311 - to be made again from its seed
    clauses = [maker.first(), *maker.middle()]
    rows: list[Row] = [{}]
    for clause in clauses:
        rows = clause.means(rows)
    last, answer = maker.returned(rows)
    return " ".join([*(clause.text for clause in clauses), last]), Answer(answer)


@dataclass
class _Maker:
    chance: Random
    graph: Graph
    maybe: list[str] = field(default_factory=list)
    """The nodes that are there, of which those after the first may be null."""

    def middle(self) -> list[Clause]:
        makers = (self.optional, self.closing, self.closing, self.neighbour, self.sources, self.call, self.tested)
        return [self.chance.choice(makers)() for _ in range(self.chance.choice((0, 1, 2, 2, 3)))]

    def fresh(self) -> str:
        return f"x{len(self.maybe)}"

    # --- clauses ---------------------------------------------------------------------------------------------------

    def first(self) -> Clause:
        """A MATCH of nodes with a label, perhaps with an edge and a test in the same pattern."""
        label, name = self.chance.choice(_LABELS), "a"
        self.maybe.append(name)
        nodes = [node for node in self.graph.nodes.values() if label in node.labels]
        alone = Clause(f"MATCH ({name}:{label})", lambda rows: [row | {name: node} for row in rows for node in nodes])
        if self.chance.random() < 0.4:
            return alone
        step = self.tested() if self.chance.random() < 0.5 else self.neighbour()
        text = step.text.replace(f"({name})", f"({name}:{label})")
        return Clause(text, lambda rows: step.means(alone.means(rows)))

    def neighbour(self) -> Clause:
        return self._step(optional=False)

    def optional(self) -> Clause:
        return self._step(optional=True)

    def _step(self, *, optional: bool) -> Clause:
        start, name, type_ = self.chance.choice(self.maybe), self.fresh(), self.chance.choice(_TYPES)
        forward = self.chance.random() < 0.5
        self.maybe.append(name)

        def means(rows: list[Row]) -> list[Row]:
            found: list[Row] = []
            for row in rows:
                ends = list(self._ends(row[start], type_, forward=forward))
                found += [row | {name: end} for end in ends]
                found += [row | {name: None}] if optional and not ends else []
            return found

        arrow = f"-[:{type_}]->" if forward else f"<-[:{type_}]-"
        return Clause(f"{'OPTIONAL ' if optional else ''}MATCH ({start}){arrow}({name})", means)

    def sources(self) -> Clause:
        """UNWIND, and a MATCH on what it gives."""
        name, value = self.chance.choice(self.maybe), f"s{self.chance.randrange(10**6)}"
        sources = f"{value}n"

        def means(rows: list[Row]) -> list[Row]:
            cited = [
                (row, source) for row in rows if row[name] for source in node_row(self.graph, row[name])["sources"]
            ]
            return [row | {value: source} for row, source in cited]

        return Clause(f"UNWIND {name}.sources AS {value} MATCH ({sources}:Source {{id: {value}}})", means)

    def call(self) -> Clause:
        start, value, type_ = (
            self.chance.choice(self.maybe),
            f"c{self.chance.randrange(10**6)}",
            self.chance.choice(_TYPES),
        )

        def means(rows: list[Row]) -> list[Row]:
            return [row | {value: end.id} for row in rows for end in self._ends(row[start], type_, forward=True)]

        inner = f"MATCH ({start})-[:{type_}]->(end) RETURN end.id AS {value}"
        return Clause(f"CALL ({start}) {{ {inner} }}", means)

    def closing(self) -> Clause:
        """An edge between two nodes that are there, of which one may be null."""
        start, end, type_ = self.chance.choice(self.maybe), self.chance.choice(self.maybe), self.chance.choice(_TYPES)
        form = self.chance.choice(("MATCH {0}", "WITH * WHERE {0}", "WITH * WHERE EXISTS {{ {0} }}"))
        single = form != "MATCH {0}"

        def means(rows: list[Row]) -> list[Row]:
            found = []
            for row in rows:
                times = sum(node is row[end] for node in self._ends(row[start], type_, forward=True)) if row[end] else 0
                found += [row] * (min(times, 1) if single else times)
            return found

        return Clause(form.format(f"({start})-[:{type_}]->({end})"), means)

    def tested(self) -> Clause:
        """A test of two nodes, one of them inside a list, on an edge that says something of itself."""
        start, name, type_, level = (
            self.maybe[0],
            self.fresh(),
            self.chance.choice(_TYPES),
            self.chance.choice(("local", "national")),
        )
        self.maybe.append(name)

        def means(rows: list[Row]) -> list[Row]:
            return [
                row | {name: end}
                for row in rows
                for end in self._ends(row[start], type_, forward=True)
                if end.level == level or row[start].level == level
            ]

        test = f"[{name}.level][0] = '{level}' OR {start}.level = '{level}'"
        return Clause(f"MATCH ({start})-[:{type_} {{status: 'recorded'}}]->({name}) WHERE {test}", means)

    def _ends(self, start: Node | None, type_: str, *, forward: bool) -> Iterator[Node]:
        if start is None:
            return
        edges = self.graph.edges_from(start.id) if forward else self.graph.edges_to(start.id)
        for edge in edges:
            if relationship_of(edge) == type_:
                yield self.graph.nodes[edge.to_id if forward else edge.from_id]

    # --- the end ---------------------------------------------------------------------------------------------------

    def returned(self, rows: list[Row]) -> tuple[str, list[tuple[Any, ...]]]:
        key, other = self.chance.choice(self.maybe), self.chance.choice(self.maybe)
        groups: defaultdict[Any, list[Row]] = defaultdict(list)
        for row in rows:
            groups[row[key].id if row[key] else None].append(row)
        of: Callable[[list[Row]], object]
        match self.chance.randrange(5):
            case 0:
                return f"RETURN {key}.id AS a, {other}.level AS b", [
                    (row[key] and row[key].id, row[other] and row[other].level) for row in rows
                ]
            case 1:
                text, of = "count(*) > 1 AND count(*) < 4", lambda group: 1 < len(group) < 4
            case 2:
                text, of = f"max({other}.from_earliest).year", lambda group: _latest(group, other)
            case 3:
                text, of = f"count({other})", lambda group: sum(row[other] is not None for row in group)
            case _:
                text, of = "count(*)", len
        return f"RETURN {key}.id AS a, {text} AS b", [(id_, of(group)) for id_, group in groups.items()]


def _latest(rows: list[Row], name: str) -> int | None:
    days = [day for row in rows if row[name] and (day := row[name].bounds.from_earliest)]
    return max(days).year if days else None

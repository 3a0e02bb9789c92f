"""Valid Cypher made at random over a small graph, and what two stores say to it.

As a program it goes on for ever, and prints every query that the two stores answer differently::

    python tests/cypher_fuzz.py neo4j://localhost:7687 [seed]

with ``NEO4J_USERNAME`` and ``NEO4J_PASSWORD`` in the environment. The server's graph is replaced.
"""

# mypy: disable-error-code="no-any-return"

from __future__ import annotations

import os
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any, Literal

from graphs import edge, node, source

from graphmodel.errors import GraphModelError
from graphmodel.model import Citation, Edge, Graph, Node
from graphmodel.schema import EDGE_KINDS
from graphmodel.store import Credentials, Limits, Store, open_store
from graphmodel.store.neo4j.query import SERVER_FAULT

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = ["LIMITS", "Difference", "Verdict", "compared", "fuzzed_graph", "query"]

LIMITS = Limits(rows=5_000, seconds=10)

_KINDS = ("Network", "Ministry", "Municipality", "Municipality", "Committee", "County", "Strategy")
_LEVELS = ("local", "regional", "national")
_TYPES = ("MEMBER_OF", "PART_OF", "FUNDS", "OWNS", "STEERS", "FOLLOWS_UP")
_LABELS = ("Body", "Network", "Ministry", "Municipality", "LocalBody", "Committee", "Strategy", "Instrument")
_SOURCES = ("minutes", "list", "page")


def fuzzed_graph(seed: int = 1, nodes: int = 18, edges: int = 34) -> Graph:
    """Return a small graph full of what trips an engine up: several edges between two, loops, missing values."""
    chance = Random(seed)  # noqa: S311 - to be made again from its seed
    made = [_node(chance, number) for number in range(nodes)]
    ties: dict[str, Edge] = {}
    while len(ties) < edges:
        tail, head = chance.choices(made, k=2)
        tie = _edge(chance, tail, head, len(ties))
        if tie:
            ties[tie.id] = tie
    return Graph(made, ties.values(), [source(id_) for id_ in _SOURCES])


def _node(chance: Random, number: int) -> Node:
    fields: dict[str, Any] = {}
    if chance.random() < 0.6:
        fields["since"] = f"20{chance.randint(10, 24)}-0{chance.randint(1, 9)}-1{chance.randint(0, 9)}"
    if chance.random() < 0.3:
        fields["note"] = chance.choice("xyz")
    cited = chance.sample(_SOURCES, chance.randint(1, 3))
    return node(
        f"n{number:02}",
        chance.choice(_KINDS),
        chance.choice(_LEVELS),  # type: ignore[arg-type]  # one of the levels
        cites=[Citation(source=each) for each in cited],
        **fields,
    )


def _edge(chance: Random, tail: Node, head: Node, number: int) -> Edge | None:
    type_ = chance.choice(_TYPES)
    kind = EDGE_KINDS[type_]
    if tail.kind not in kind.from_kinds or head.kind not in kind.to_kinds:
        return None
    fields: dict[str, Any] = {"role": chance.choice("uv")} if chance.random() < 0.4 else {}
    status = chance.choice(("recorded", "recorded", "called for"))
    return edge(tail.id, type_, head.id, id=f"e{number:02}", status=status, **fields)


# --- queries ---------------------------------------------------------------------------------------------------------

Kind = Literal["node", "edge", "value", "list"]


def query(seed: int, graph: Graph) -> str:
    """Return a query that Cypher allows, the same for the same seed; most have an answer on the graph."""
    return _Writer(Random(seed), graph).query()  # noqa: S311 - to be made again from its seed


@dataclass
class _Writer:
    """Writes one query; every variable has a witness in the graph, so that most patterns match something."""

    chance: Random
    graph: Graph
    names: dict[str, Kind] = field(default_factory=dict)
    witness: dict[str, Any] = field(default_factory=dict)
    numbers: Any = field(default_factory=count)
    edges: list[str] = field(default_factory=list)
    starred: bool | None = None
    """Whether paths are repeated with a star or with braces, which Cypher does not mix."""

    def pick(self, *choices: Any) -> Any:
        return self.chance.choice(choices)

    def often(self, share: float) -> bool:
        return self.chance.random() < share

    def fresh(self, kind: Kind, witness: Any = None) -> str:
        name = f"{kind[0]}{next(self.numbers)}"
        self.names[name], self.witness[name] = kind, witness
        return name

    def of(self, *kinds: Kind) -> list[str]:
        return [name for name, kind in self.names.items() if kind in kinds]

    # --- clauses ---------------------------------------------------------------------------------------------------

    def query(self) -> str:
        self.starred = self.often(0.5)
        clauses = [self.unwind()] if self.often(0.08) else []
        clauses.append(self.match(optional=False))
        clauses += [self.clause() for _ in range(self.pick(0, 1, 1, 2, 2, 3))]
        return " ".join([*clauses, self.returned()])

    def clause(self) -> str:
        roll = self.chance.random()
        if roll < 0.45:
            return self.match(optional=self.often(0.4))
        if roll < 0.58:
            return self.unwind()
        return self.projected() if roll < 0.82 else self.call()

    def match(self, *, optional: bool) -> str:
        self.edges = self.of("edge")  # one that this MATCH brings cannot stand in it twice
        patterns = [self.path()]
        if self.often(0.12):
            patterns.append(self.path())
        test = f" WHERE {self.test()}" if self.often(0.45) else ""
        return f"{'OPTIONAL ' if optional else ''}MATCH {', '.join(patterns)}{test}"

    def unwind(self) -> str:
        lists = ["['local', 'national']", "['list', 'page']", "[1, 2]", "[1, null]"]
        lists += [f"{name}.sources" for name in self.of("node", "edge")] * 2
        lists += [f"[{name}.id, {name}.level]" for name in self.of("node")] + self.of("list") * 3
        chosen = self.chance.choice(lists)
        return f"UNWIND {chosen} AS {self.fresh('value')}"

    def projected(self) -> str:
        roll, nodes = self.chance.random(), self.of("node")
        if roll < 0.2 or not nodes:
            return f"WITH *{self.where(0.5)}"
        kept = self.chance.choice(nodes)
        if roll < 0.35:
            return self.grouped(kept)
        if roll < 0.45:
            found = self.fresh("list")
            self.names = {kept: "node"}
            return f"WITH collect(DISTINCT {kept}) AS {found} UNWIND {found} AS {kept}"
        if roll < 0.52:
            self.names = {kept: "node"}
            return f"WITH DISTINCT {kept} ORDER BY {kept}.id LIMIT {self.pick(1, 3, 9)}"
        if roll < 0.6:
            lone = self.fresh("node", self.witness.get(kept))
            self.names = {lone: "node"}
            return f"WITH DISTINCT {kept} ORDER BY {kept}.id WITH head(collect({kept})) AS {lone}"
        return self.narrowed()

    def narrowed(self) -> str:
        kept = {name: self.names[name] for name in self.chance.sample(sorted(self.names), min(len(self.names), 3))}
        distinct, extra = self.pick("", "DISTINCT "), ""
        if self.often(0.4):
            value = self.scalar()
            extra = f", {value} AS {(name := self.fresh('value'))}"
            kept[name] = "value"
        self.names = kept
        return (
            f"WITH {distinct}{', '.join(name for name in kept if f' AS {name}' not in extra)}{extra}{self.where(0.4)}"
        )

    def grouped(self, kept: str) -> str:
        aggregate, name = self.aggregate(), self.fresh("value")
        self.names = {kept: "node", name: "value"}
        return f"WITH {kept}, {aggregate} AS {name}{f' WHERE {name} IS NOT NULL' if self.often(0.3) else ''}"

    def call(self) -> str:
        nodes = self.of("node")
        outer = self.chance.sample(nodes, min(len(nodes), self.pick(1, 1, 2)))
        inner = _Writer(self.chance, self.graph, dict.fromkeys(outer, "node"), dict(self.witness), self.numbers)
        inner.starred = self.starred
        body = inner.match(optional=self.often(0.2))
        if self.often(0.25):
            body += f" {inner.unwind()} {inner.match(optional=False)}"
        last, name = (inner.of("node") or ["null"])[-1], self.fresh("value")
        ends = ("count(*)", f"{last}.id", f"DISTINCT {last}.level", f"max({last}.from_earliest)", f"count({last})")[
            : 5 if inner.of("node") else 1
        ]
        end = f"RETURN {self.chance.choice(ends)} AS {name}"
        if self.often(0.15) and inner.of("node"):
            del self.names[name]
            end, name = f"RETURN {last}", last
            if last in outer:
                end = f"RETURN {last} AS {(name := self.fresh('node'))}"
            self.names[name], self.witness[name] = "node", inner.witness.get(last)
        head = f"CALL ({', '.join(outer)}) {{" if self.often(0.8) or not outer else f"CALL {{ WITH {', '.join(outer)}"
        optional = "OPTIONAL " if head.startswith("CALL (") and self.often(0.15) else ""
        return f"{optional}{head} {body} {end} }}"

    def where(self, share: float) -> str:
        return f" WHERE {self.test()}" if self.often(share) else ""

    # --- patterns --------------------------------------------------------------------------------------------------

    def path(self) -> str:
        at = self.start()
        text = self.node(at)
        for _ in range(self.pick(0, 1, 1, 1, 1, 2) if ":" in text else self.pick(1, 1, 2)):
            steps = [*self.graph.edges_from(at), *self.graph.edges_to(at)]
            if not steps:
                break
            step = self.chance.choice(steps)
            forward = step.from_id == at
            at = step.to_id if forward else step.from_id
            text += self.edge(step, forward=forward) + self.node(at)
        return text

    def start(self) -> str:
        known = [self.witness[name] for name in self.of("node") if self.witness.get(name)]
        if known and self.often(0.75):
            return self.chance.choice(known)  # the id of a node
        return self.chance.choice(sorted(self.graph.nodes))

    def node(self, id_: str) -> str:  # noqa: PLR0911 - each form of a node in its way
        known = [name for name in self.of("node") if self.witness.get(name) == id_]
        if known and self.often(0.85):
            return f"({self.chance.choice(known)})"
        labels, label = self.graph.nodes[id_].labels, ""
        if self.often(0.65) or not (self.graph.edges_from(id_) or self.graph.edges_to(id_)):
            label = f":{self.chance.choice(labels)}"
        elif self.often(0.3):
            label = f":{self.chance.choice(labels)}|{self.chance.choice(_LABELS)}"
        if self.often(0.25):
            return f"({label or ':Body'})"
        name, roll = self.fresh("node", id_), self.chance.random()
        if roll < 0.12:
            return f"({name}{label} {{id: '{id_}'}})"
        if roll < 0.2:
            return f"({name}{label} {{level: '{self.graph.nodes[id_].level}'}})"
        values = self.of("value")
        if roll < 0.28 and values:
            return f"({name}{label} {{{self.pick('id', 'level', 'kind')}: {self.chance.choice(values)}}})"
        if roll < 0.33:
            return f"({name}{label or ':Body'} WHERE {name}.level = '{self.graph.nodes[id_].level}')"
        return f"({name}{label})"

    def edge(self, step: Edge, *, forward: bool) -> str:
        types = "|".join({step.type: None} | dict.fromkeys(self.chance.sample(_TYPES, self.pick(0, 0, 1))))
        known, roll, times = [name for name in self.edges if self.witness[name] is step], self.chance.random(), ""
        if known and roll < 0.1:
            inner = self.edges.pop(self.edges.index(self.chance.choice(known)))
        elif roll < 0.55:
            inner = f"{self.fresh('edge', step)}:{types}"
            if self.often(0.2):
                inner += self.pick(" {status: 'recorded'}", f" {{status: '{step.status}'}}")
        elif roll < 0.7 and self.starred:
            inner = f":{types}*{self.pick('1..2', '0..1', '1..1', '..2')}"
        elif roll < 0.7:
            inner, times = f":{types}", self.pick("{1,2}", "{0,1}", "{1}")
        elif roll < 0.75:
            inner = ""
        else:
            inner = f":{types}"
        arrows = ("-", "-") if self.often(0.2) else ("-", "->") if forward else ("<-", "-")
        return f"{arrows[0]}[{inner}]{arrows[1]}{times}" if inner else f"{arrows[0]}{arrows[1]}"

    # --- expressions -----------------------------------------------------------------------------------------------

    def test(self, depth: int = 0) -> str:
        roll = self.chance.random()
        if depth < 2 and roll < 0.25:
            return f"({self.test(depth + 1)} {self.pick('AND', 'OR', 'XOR')} {self.test(depth + 1)})"
        if depth < 2 and roll < 0.35:
            return f"NOT ({self.test(depth + 1)})"
        return self.chance.choice(self.tests())

    def tests(self) -> list[str]:
        found = ["true"]
        for name in self.chance.sample(self.of("node"), min(2, len(self.of("node")))):
            found += self.node_tests(name)
            others = [each for each in self.of("node") if each != name]
            if others:
                other, step = self.chance.choice(others), self.step(name)
                found += [f"{name} <> {other}", f"{name} = {other}", f"{name}.id < {other}.id"]
                found += [f"({name}){step}({other})", f"NOT ({name}){step}({other})"]
                found += [f"EXISTS {{ ({name}){step}({other}) }}", f"EXISTS {{ MATCH ({name})--()--({other}) }}"]
        for name in self.of("edge")[-2:]:
            found += [f"{name}.status = 'recorded'", f"{name}.role IS NULL", f"type({name}) <> 'OWNS'"]
            found += [f"startNode({name}).level = 'local'", f"{name} IS NOT NULL"]
        for name in self.of("value")[-2:]:
            found += [f"{name} IS NOT NULL", f"{name} IS NULL"]
            found += [f"{each}.id <> {name}" for each in self.of("node")[:1]]
            found += [f"{name} IN {each}.sources" for each in self.of("node")[:1]]
        return found

    def node_tests(self, name: str) -> list[str]:
        step, label, level = self.step(name), self.chance.choice(_LABELS), self.chance.choice(_LEVELS)
        return [
            f"{name}.level = '{level}'",
            f"{name}:{label}",
            f"NOT {name}:{label}",
            f"{name}.from_earliest > date('2016-05-05')",
            f"coalesce({name}.from_earliest.year >= 2017, true)",
            f"{name}.note IS NULL",
            f"{name} IS NOT NULL",
            f"{name}.id IN ['n01', 'n02', 'n03', 'n04', 'n05']",
            f"any(x IN {name}.sources WHERE x <> 'list')",
            f"size({name}.sources) = 1",
            f"({name}){step}()",
            f"NOT ({name}){step}()",
            f"({name}){step}(:{label})",
            f"EXISTS {{ ({name}){step}(:{label}) }}",
            f"NOT EXISTS {{ ({name}){step}(:{label}) }}",
            f"COUNT {{ ({name}){step}() }} >= 1",
            f"EXISTS {{ MATCH ({name}){step}(x) WHERE x.level = {name}.level }}",
            f"size([({name}){step}(x) WHERE x.level = '{level}' | x.id]) > 0",
        ]

    def step(self, name: str) -> str:
        at = self.witness.get(name)
        steps = [*self.graph.edges_from(at), *self.graph.edges_to(at)] if at else []
        type_ = self.chance.choice(steps).type if steps and self.often(0.7) else self.chance.choice(_TYPES)
        return self.pick(f"-[:{type_}]->", f"<-[:{type_}]-", f"-[:{type_}]-", "--")

    def scalar(self) -> str:
        found = ["1"]
        for name in self.of("node"):
            found += [f"{name}.{key}" for key in ("id", "level", "kind", "note", "from_earliest")]
            found += [f"CASE WHEN {name}.level = 'local' THEN 'yes' ELSE {name}.id END", f"{name}.sources[0]"]
            found += [f"size({name}.sources)", f"coalesce({name}.note, '-')", f"{name}.from_earliest.year"]
        for name in self.of("edge"):
            found += [f"type({name})", f"{name}.role", f"{name}.id", f"endNode({name}).id"]
        found += self.of("value") * 3
        if self.often(0.15):
            found = [f"CASE WHEN {self.test(2)} THEN 'yes' ELSE 'no' END"]
        return self.chance.choice(found)

    def aggregate(self) -> str:
        plain = ["count(*)"]
        for name in self.of("node"):
            plain += [f"count({name})", f"count(DISTINCT {name})", f"min({name}.id)", f"max({name}.from_earliest)"]
            plain += [f"size(collect(DISTINCT {name}.level))", f"sum(size({name}.sources))", f"count({name}.note)"]
            plain += [f"avg(size({name}.sources))", f"sum(CASE WHEN {name}.level = 'local' THEN 1 ELSE 0 END)"]
        for name in self.of("edge", "value"):
            plain += [f"count({name})", f"count(DISTINCT {name})"]
        chosen = self.chance.choice(plain)
        number = chosen.startswith(("count", "size", "sum"))
        if number and self.often(0.2):
            forms = "{0} > 1 AND {0} < 9", "NOT {0} > 2", "{0} IN [1, 2]", "{0} + 1", "{0} > 1", "{0} IS NULL"
            return self.chance.choice(forms).format(chosen)
        if chosen.startswith("max") and self.often(0.4):
            return f"{chosen}{self.pick('.year', ' IS NULL')}"
        return chosen

    def pattern_value(self, name: str) -> str:
        step, label = self.step(name), self.chance.choice(_LABELS)
        return self.pick(
            f"size([({name}){step}(x) | x.id])",
            f"COUNT {{ ({name}){step}() }}",
            f"COUNT {{ ({name}){step}()--() }}",
            f"size(COLLECT {{ MATCH ({name}){step}(x:{label}) RETURN x.id }})",
            f"COLLECT {{ MATCH ({name}){step}(x) RETURN DISTINCT x.id ORDER BY x.id }}",
            f"EXISTS {{ ({name}){step}(:{label}) }}",
            f"size([({name}){step}(x:{label}) WHERE x.level <> {name}.level | x.id])",
            f"reduce(a = 0, x IN [({name}){step}(y) | size(y.sources)] | a + x)",
        )

    # --- the end ---------------------------------------------------------------------------------------------------

    def returned(self) -> str:
        roll, nodes = self.chance.random(), self.of("node")
        if roll < 0.35 and nodes:
            items = [f"{self.chance.choice(nodes)}.{self.pick('id', 'level', 'kind')}", self.aggregate()]
        elif roll < 0.5:
            items = [self.scalar() for _ in range(self.pick(0, 1))] + [self.aggregate(), self.aggregate()]
        elif roll < 0.7 and nodes:
            name = self.chance.choice(nodes)
            items = [f"{name}.id", self.pattern_value(name)]
        else:
            items = [self.scalar() for _ in range(self.pick(1, 2, 3))]
        columns = [f"c{number}" for number in range(len(items))]
        text = ", ".join(f"{item} AS {column}" for item, column in zip(items, columns, strict=True))
        order = f" ORDER BY {', '.join(columns)}" if self.often(0.3) else ""
        limit = self.pick("", "", " LIMIT 3", " SKIP 1") if order else ""
        return f"RETURN {self.pick('', '', 'DISTINCT ')}{text}{order}{limit}"


# --- what stores say -------------------------------------------------------------------------------------------------

Verdict = Literal["same", "refused", "different", "error", "too long", "server fault"]


@dataclass(frozen=True)
class Difference:
    """A query that is answered differently."""

    query: str
    expected: object
    found: object

    def __str__(self) -> str:
        return f"{self.query}\n    expected {str(self.expected)[:300]}\n    found    {str(self.found)[:300]}"


def compared(text: str, found: Callable[[str], Any], expected: Callable[[str], Any]) -> tuple[Verdict, Difference]:
    """Ask two stores the same: what one says may be refused, but never be different."""
    answers = Difference(text, _said(expected, text), _said(found, text))
    told = [each for each in (answers.found, answers.expected) if isinstance(each, str)]
    if told and "answers this form wrongly" in told[0]:
        return "refused", answers
    if isinstance(answers.expected, str) and answers.expected.startswith(SERVER_FAULT):
        return "server fault", answers
    if told:
        return ("too long" if all("did not end within" in each for each in told) else "error"), answers
    return ("same" if answers.found == answers.expected else "different"), answers


def _said(ask: Callable[[str], Any], text: str) -> list[str] | str:
    """Return rows as sorted texts, or the error."""
    try:
        return sorted(repr(tuple(_plain(value) for value in row)) for row in ask(text).rows)
    except GraphModelError as error:
        return str(error)


def _plain(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, 6)
    return [_plain(each) for each in value] if isinstance(value, list) else value


def _main(arguments: Sequence[str]) -> None:
    server = Credentials(os.environ.get("NEO4J_USERNAME", "neo4j"), os.environ.get("NEO4J_PASSWORD"))
    first = int(arguments[1]) if len(arguments) > 1 else Random().randrange(10**9)  # noqa: S311 - any will do
    told: Counter[str] = Counter()
    with (
        tempfile.TemporaryDirectory() as folder,
        open_store(f"arcadedb:{Path(folder) / 'store'}", limits=LIMITS) as embedded,
        open_store(arguments[0], server, limits=LIMITS) as neo4j,
    ):
        for seed in count(first):
            if seed % 500 == first % 500:
                graph = fuzzed_graph(seed)
                _load(graph, embedded, neo4j)
                print(seed, dict(told), flush=True)  # noqa: T201 - a program here
            verdict, answers = compared(query(seed, graph), embedded.run, neo4j.run)
            told[verdict] += 1
            if verdict in {"different", "error"}:
                print(f"{seed} {verdict}: {answers}", flush=True)  # noqa: T201 - a program here


def _load(graph: Graph, *stores: Store) -> None:
    for store in stores:
        store.load(graph)


if __name__ == "__main__":
    _main(sys.argv[1:])

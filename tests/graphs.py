"""Graphs to test with: a Hypothesis strategy that draws any valid graph, and small named ones made by hand."""

from __future__ import annotations

import unicodedata
from datetime import date
from itertools import pairwise
from typing import Any

from hypothesis import strategies as st

from graphmodel.model import Body, Citation, Edge, Graph, Level, Name, Node, Number, Seat, Source, Survey
from graphmodel.model.edges import CAPACITIES
from graphmodel.model.statement import texts as texts_of
from graphmodel.period import ALWAYS, UNKNOWN, bounds
from graphmodel.schema import EDGE_KINDS, KINDS, LEVELS

__all__ = [
    "chain",
    "crossroads",
    "dates",
    "edge",
    "empty",
    "graph",
    "graphs",
    "labels",
    "node",
    "renamed",
    "slugs",
    "source",
    "split",
    "texts",
]

_WEIGHTS = (3, 2, 7, 6, 5, 4, 3, 2)
_MARKS = "aeæøåÆØÅ őŋá'\"\\{}[]<>&|#:;,-?!%@`*=~\t\n$()/._0"

# --- strategies -------------------------------------------------------------------------------------------------

slugs = st.from_regex(r"[a-z0-9]{1,6}(-[a-z0-9]{1,4}){0,2}", fullmatch=True)
"""Ids of nodes and sources."""

_characters = st.one_of(
    st.sampled_from(_MARKS),
    st.characters(exclude_categories=("Cs", "Cc", "Cf", "Zl", "Zp"), exclude_characters="\ufffe\uffff"),
)


def _text(longest: int) -> st.SearchStrategy[str]:
    drawn = st.text(_characters, min_size=1, max_size=longest)
    return drawn.map(lambda text: unicodedata.normalize("NFC", text).strip()).filter(bool)


texts = _text(40)
"""Sentences, full of the characters that one format or another keeps for itself."""

labels = _text(15)
"""Names and titles, likewise."""

_DAYS = st.dates(date(1990, 1, 1), date(2035, 12, 31))
_ROUGH = st.sampled_from(("2014~", "2021-21", "2021-23", "2019-05~", "201X", "2020-XX", "1999?"))


@st.composite
def dates(draw: st.DrawFn) -> str:
    """Draw a date as written in a seed: a day, month, year or season, about a year, some year of ten."""
    day = draw(_DAYS).isoformat()
    return draw(st.one_of(st.sampled_from((day, day[:7], day[:4])), _ROUGH))


_maybe_date = st.none() | dates()
_starts = _maybe_date | st.just(ALWAYS)
_ends = _maybe_date | st.just(UNKNOWN)


@st.composite
def _organisation_numbers(draw: st.DrawFn) -> str | None:
    first = draw(st.none() | st.integers(10_000_000, 99_999_999).map(str))
    if first is None:
        return None
    check = -sum(int(digit) * weight for digit, weight in zip(first, _WEIGHTS, strict=True)) % 11
    return None if check == 10 else f"{first}{check}"


_numbers = st.from_regex(r"[0-9]{4}", fullmatch=True)


def _lasts(part: Name | Number) -> bool:
    return part.bounds.possible


@st.composite
def _names(draw: st.DrawFn) -> Name:
    return Name(
        name=draw(labels),
        since=draw(_starts),
        until=draw(_ends),
        language=draw(st.sampled_from((None, None, "se", "fkv"))),
        remark=draw(st.none() | labels),
    )


@st.composite
def _sources(draw: st.DrawFn, id_: str) -> Source:
    span = st.none() | dates() | st.tuples(dates(), dates()).map("/".join)
    return Source(
        id=id_,
        title=draw(labels),
        publisher=draw(st.none() | labels),
        url=draw(st.sampled_from((None, "https://example.org/a?b=c&d=%C3%A6#e", "http://example.org"))),
        published=draw(span),
        as_of=draw(span),
        as_of_basis=draw(st.none() | texts),
        description=draw(st.none() | texts),
        standing=draw(st.sampled_from(("original", "original", "copy"))),
    )


@st.composite
def _statements(draw: st.DrawFn, sources: list[str], *, whole_years: bool) -> dict[str, Any]:
    """Draw what a node and an edge have in common, with a period that can hold."""
    since, until, as_of = draw(_starts), draw(_ends), draw(_maybe_date)
    if not bounds(since, until, whole_years=whole_years).possible:
        since = None
    confidence = draw(st.sampled_from(("stated", "inferred")))
    return {
        "since": since,
        "until": until,
        "as_of": as_of,
        "note": draw(st.none() | texts),
        "confidence": confidence,
        "reasoning": draw(texts if confidence == "inferred" else st.none() | texts),
        "conflict": draw(st.none() | texts),
        "founding": draw(st.booleans()),
        "cites": draw(st.lists(_citations(sources), min_size=1, max_size=3)),
    }


def _citations(sources: list[str]) -> st.SearchStrategy[Citation]:
    return st.builds(Citation, source=st.sampled_from(sources), locator=st.none() | labels)


@st.composite
def _nodes(draw: st.DrawFn, id_: str, sources: list[str]) -> Node:
    kind = KINDS[draw(st.sampled_from(tuple(KINDS)))]
    return kind(
        id=id_,
        level=draw(st.sampled_from(LEVELS)),
        name=draw(labels),
        name_en=draw(st.none() | labels),
        form=draw(st.none() | labels),
        class_of_bodies=draw(st.booleans()),
        names=draw(st.lists(_names().filter(_lasts), max_size=3)),
        number=draw(st.none() | _numbers),
        numbers=draw(
            st.lists(st.builds(Number, number=_numbers, since=_starts, until=_ends).filter(_lasts), max_size=2),
        ),
        organisation_number=draw(_organisation_numbers()),
        **draw(_statements(sources, whole_years=kind.whole_years)),
    )


def _fitting(from_node: Node, to_node: Node) -> list[str]:
    return [
        type_
        for type_, kind in EDGE_KINDS.items()
        if from_node.kind in kind.from_kinds and to_node.kind in kind.to_kinds
    ]


@st.composite
def _edges(draw: st.DrawFn, nodes: list[Node], taken: dict[str, Edge], sources: list[str]) -> Edge:
    ends = draw(st.sampled_from(nodes)), draw(st.sampled_from(nodes))
    cls = EDGE_KINDS[draw(st.sampled_from(_fitting(*ends)))].cls
    id_ = cls.default_id(ends[0].id, ends[1].id)
    while id_ in taken:
        id_ = f"{id_}:2"
    return cls(
        id=id_,
        from_id=ends[0].id,
        to_id=ends[1].id,
        role=draw(st.none() | labels),
        status=draw(st.sampled_from(("recorded", "recorded", "called for"))),
        claim=draw(st.sampled_from((None, None, "chosen", "alternative"))),
        conflicts_with=draw(st.lists(st.sampled_from(sorted(taken)), max_size=2, unique=True)) if taken else (),
        **(draw(_seats(nodes, ends)) if issubclass(cls, Seat) else {}),
        **draw(_statements(sources, whole_years=cls.whole_years)),
    )


@st.composite
def _seats(draw: st.DrawFn, nodes: list[Node], ends: tuple[Node, Node]) -> dict[str, Any]:
    """Draw what a seat has of its own; for whom it is held comes later in the alphabet, so that none is a circle."""
    bodies = sorted(node.id for node in nodes if isinstance(node, Body))
    others = [id_ for id_ in bodies if id_ > ends[0].id and id_ != ends[1].id]
    return {
        "capacity": draw(st.none() | st.sampled_from(CAPACITIES)),
        "on_behalf_of": draw(st.lists(st.sampled_from(others), max_size=2, unique=True)) if others else (),
        "appointed_by": draw(st.lists(st.sampled_from(bodies), max_size=2, unique=True)),
    }


@st.composite
def _surveys(draw: st.DrawFn, id_: str, nodes: list[Node], sources: list[str]) -> Survey:
    return Survey(
        id=id_,
        node=draw(st.sampled_from(nodes)).id,
        type=draw(st.sampled_from(tuple(EDGE_KINDS))),
        side=draw(st.sampled_from(("from", "to"))),
        kinds=draw(st.lists(st.sampled_from(tuple(KINDS)), max_size=2, unique=True)),
        on=draw(dates()),
        note=draw(st.none() | texts),
        cites=draw(st.lists(_citations(sources), min_size=1, max_size=2)),
    )


def _translations(records: list[Any]) -> st.SearchStrategy[dict[str, str]]:
    """Draw the English of some of the texts, and of a text that stands nowhere."""
    held = sorted({text for record in records for _, text in texts_of(record)} | {"står ingen steder"})
    return st.dictionaries(st.sampled_from(held), texts, max_size=5)


@st.composite
def graphs(draw: st.DrawFn, max_nodes: int = 6, max_edges: int = 8) -> Graph:
    """Draw any valid graph: every kind, partial dates, names, numbers, conflicts, surveys; sometimes empty."""
    sources = draw(st.lists(slugs, min_size=1, max_size=3, unique=True))
    nodes = [draw(_nodes(id_, sources)) for id_ in draw(st.lists(slugs, max_size=max_nodes, unique=True))]
    edges: dict[str, Edge] = {}
    for _ in range(draw(st.integers(0, max_edges)) if nodes else 0):
        drawn = draw(_edges(nodes, edges, sources))
        edges[drawn.id] = drawn
    survey_ids = draw(st.lists(slugs, max_size=2, unique=True)) if nodes else []
    surveys = [draw(_surveys(id_, nodes, sources)) for id_ in survey_ids]
    cited = [draw(_sources(id_)) for id_ in sources]
    return Graph(
        nodes,
        edges.values(),
        cited,
        surveys,
        translations=draw(_translations([*nodes, *edges.values(), *cited, *surveys])),
    )


# --- made by hand -----------------------------------------------------------------------------------------------


def source(id_: str = "minutes", **fields: Any) -> Source:
    """Return a source; the one that hand-made statements cite attests them from 2018 on, and to 2022 for certain."""
    told = {"title": id_.capitalize(), "url": f"https://example.org/{id_}", "published": "2018-05-01"}
    return Source(**{"id": id_, **told, **fields})


def node(id_: str, kind: str = "Committee", level: Level = "regional", **fields: Any) -> Node:
    """Return a node named after its id, which cites the minutes."""
    return KINDS[kind](
        **{"id": id_, "level": level, "name": id_.capitalize(), "cites": [{"source": "minutes"}], **fields}
    )


def edge(from_id: str, type_: str, to_id: str, **fields: Any) -> Edge:
    """Return an edge with its default id, which cites the minutes."""
    cls = EDGE_KINDS[type_].cls
    given = {"id": cls.default_id(from_id, to_id), "from_id": from_id, "to_id": to_id, "cites": [{"source": "minutes"}]}
    return cls(**{**given, **fields})


def graph(nodes: list[Node], edges: list[Edge], surveys: list[Survey] | None = None) -> Graph:
    """Return a graph of hand-made statements and the one source that they cite."""
    return Graph(nodes, edges, [source()], surveys or [])


def disputed() -> Graph:
    """Return a graph in which sources differ on who steers c: a was chosen, and b was not."""
    chosen = edge("a", "STEERS", "c", claim="chosen", conflicts_with=("b:steers:c",))
    other = edge("b", "STEERS", "c", claim="alternative", conflicts_with=("a:steers:c",))
    return graph([node(id_) for id_ in "abc"], [chosen, other])


def empty() -> Graph:
    """Return the graph without a statement."""
    return Graph()


def chain(*ids: str, type_: str = "REPORTS_TO") -> Graph:
    """Return committees in a row, each tied to the next."""
    return graph([node(id_) for id_ in ids], [edge(a, type_, b) for a, b in pairwise(ids)])


def crossroads() -> Graph:
    """Return four levels round one network: who mandates, steers, leads and sits in it, in 2019 to 2023.

    ::

        ministry ──FUNDS──▶ network ◀──MANDATES── council ◀──MEMBER_OF── town, village
        association ┄COOPERATES_WITH (called for)┄▶ network ◀──STEERS── board
        town ──LEADS (2021-2023)──▶ network      strategy ◀──FOLLOWS_UP── network
    """
    nodes = [
        node("ministry", "Ministry", "national"),
        node("association", "Association", "national"),
        node("strategy", "Strategy", "national", since="2019", until="2025"),
        node("network", "Network", since="2021-21"),
        node("council", "CooperationBody"),
        node("board", since="2020-11-01"),
        node("town", "Municipality", "local", number="0001"),
        node("village", "Municipality", "local", number="0002", until="2022-12-31"),
    ]
    edges = [
        edge("ministry", "FUNDS", "network", since="2021", until="2023"),
        edge("council", "MANDATES", "network", since="2019-11-29"),
        edge("board", "STEERS", "network", since="2021-06"),
        edge("town", "LEADS", "network", since="2021-06-01", until="2023-05-31"),
        edge("town", "MEMBER_OF", "council"),
        edge("village", "MEMBER_OF", "council", confidence="inferred", reasoning="Neighbours are."),
        edge("network", "FOLLOWS_UP", "strategy"),
        edge("association", "COOPERATES_WITH", "network", status="called for"),
    ]
    return graph(nodes, edges)


def renamed() -> Graph:
    """Return a network that was called Before until some day in autumn 2021, and has been called After since."""
    names = [
        {"name": "Before", "since": "2021-21", "until": "2021-23"},
        {"name": "After", "since": "2021-23", "remark": "renamed"},
    ]
    return graph([node("network", "Network", since="2021-21", name="After", name_en="After (EN)", names=names)], [])


def split() -> Graph:
    """Return a county that two others merged into in 2020, and that fell apart into two in 2024."""
    counties = [
        node("east", "County", number="01", until="2019-12-31"),
        node("west", "County", number="02", until="2019-12-31"),
        node("both", "County", number="30", since="2020-01-01", until="2023-12-31"),
        node("new-east", "County", number="31", since="2024-01-01"),
        node("new-west", "County", number="32", since="2024-01-01"),
    ]
    edges = [
        edge("east", "SUCCEEDED_BY", "both", since="2020-01-01", role="merger"),
        edge("west", "SUCCEEDED_BY", "both", since="2020-01-01", role="merger"),
        edge("both", "SUCCEEDED_BY", "new-east", since="2024-01-01", role="split"),
        edge("both", "SUCCEEDED_BY", "new-west", since="2024-01-01", role="split"),
    ]
    return graph(counties, edges)

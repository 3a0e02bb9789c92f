"""Scenarios: edges added, ended or moved from some day on, as data, and the record with these changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, NoReturn

from pydantic import ValidationError

from graphmodel.errors import AnalysisError, DateError, did_you_mean
from graphmodel.model import Citation, Edge, Graph, Proposal, Run, Source, SucceededBy, checked_graph, faults
from graphmodel.model.complaints import edge_kind_meant, expected, kind_meant
from graphmodel.period import Bounds, Validity, as_day
from graphmodel.schema import EDGE_KINDS, KINDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["Scenario", "scenario"]

_KEYS = ("title", "since", "nodes", "add", "end", "move")
_NODE_KEYS = ("id", "kind", "level", "name", "name_en", "form", "note")
_EDGE_KEYS = ("id", "from", "type", "to", "role", "note")
_END_KEYS = ("id", "until")
_MOVE_KEYS = ("id", "from", "to")
_MOVED = (
    *("role", "note", "until", "confidence", "reasoning"),
    *("capacity", "on_behalf_of", "appointed_by"),
)
"""What a moved edge keeps."""
_LONGEST_TITLE = 300


@dataclass(frozen=True)
class Scenario:
    """A record in which something is otherwise.

    Parameters
    ----------
    title
        What it is about.
    since
        The first day on which it is otherwise.
    record
        The record as it is.
    graph
        The record as it would be; what is new cites the scenario as its source.
    added, ended
        The ids of the edges that come, and of those that end; a moved edge is among both.
    """

    title: str
    since: date
    record: Graph = field(repr=False)
    graph: Graph = field(repr=False)
    added: tuple[str, ...]
    ended: tuple[str, ...]


def scenario(graph: Graph, data: object) -> Scenario:
    """Read a scenario and lay it over the record.

    Parameters
    ----------
    graph
        The whole record.
    data
        What a scenario file holds, as plain values::

            title: Setesdal IKT goes on by itself
            since: 2025-01-01
            nodes: [{id: new-board, kind: Committee, level: regional, name: Nytt styre}]
            add: [{from: new-board, type: STEERS, to: digi-agder, role: porteføljestyre}]
            end: [kdu-agder:steers:digi-agder]
            move: [{id: digi-agder:reports-to:kdu-agder, to: new-board}]

        ``title`` and ``since`` are required. An edge under ``end`` may be ``{id: …, until: last day}``; under ``move``,
        ``from`` or ``to`` is its new end.

    Returns
    -------
    Scenario
        With the record as it would be, for every analysis and diagram. Before its first day nothing is otherwise.

    Raises
    ------
    AnalysisError
        If the data cannot be read, or contradict the record: an edge that is there already is added, one that has ended
        or not begun is ended or moved, an end of an edge is not there on the day, a kind of edge cannot join two nodes.

    See Also
    --------
    what_if : an analysis of the record and of a scenario, side by side

    Examples
    --------
    >>> plan = {"title": "Uten styret", "since": "2022-06-01", "end": ["kdu-agder:steers:digi-agder"]}
    >>> gm.scenario(g, plan).ended
    ('kdu-agder:steers:digi-agder',)
    """
    if checked_graph(graph).day is not None:
        raise AnalysisError(f"this is the graph of {graph.day}: lay a scenario over the whole record")
    given = _entry(data, _where(data), _KEYS)
    draft = _Draft(graph, _title(given), _day(given, "since", _where(given, "since")))
    for place, entry in _list(given, "nodes"):
        draft.node(_entry(entry, place, _NODE_KEYS), place)
    for place, entry in _list(given, "end"):
        draft.end({"id": entry} if isinstance(entry, str) else entry, place)
    for place, entry in _list(given, "move"):
        draft.move(_entry(entry, place, _MOVE_KEYS), place)
    for place, entry in _list(given, "add"):
        draft.add(_entry(entry, place, _EDGE_KEYS), place)
    if not (draft.added or draft.ended or draft.nodes.keys() - graph.nodes.keys()):
        raise AnalysisError(f"{_where(given)} changes nothing: expected entries under nodes, add, end or move")
    return draft.done()


class _Draft:
    """A record on its way to what it would be."""

    def __init__(self, graph: Graph, title: str, since: date) -> None:
        self.record = graph
        self.title = title
        self.since = since
        self.nodes = dict(graph.nodes)
        self.edges = dict(graph.edges)
        self.source = Source(id=_free("scenario", graph.sources), title=f"Scenario: {title}")
        self.added: list[str] = []
        self.ended: list[str] = []
        self.settled = since
        """The first day on which everything is as the scenario has it."""

    def node(self, entry: Mapping[str, Any], place: str) -> None:
        """Add a new body or instrument."""
        kind = _known(entry.get("kind"), KINDS, "kind", kind_meant, place)
        if _text(entry, "id", place) in self.nodes:
            raise AnalysisError(f"{place}: the record has a node {entry['id']!r} already: choose another id")
        fields = {key: value for key, value in entry.items() if key != "kind"}
        node = _validated(KINDS[kind], self._stated(fields), place)
        self.nodes[node.id] = node

    def add(self, entry: Mapping[str, Any], place: str) -> None:
        """Add a new edge."""
        kind = EDGE_KINDS[_known(entry.get("type"), EDGE_KINDS, "type", edge_kind_meant, place)].cls
        from_id, to_id = (self._there(_text(entry, end, place), place) for end in ("from", "to"))
        if from_id == to_id:
            raise AnalysisError(f"{place}: {from_id!r} is both ends: a tie joins two nodes")
        fields = {key: value for key, value in entry.items() if key not in ("from", "to", "type")}
        self._put(kind, {"id": kind.default_id(from_id, to_id), **fields, "from_id": from_id, "to_id": to_id}, place)

    def end(self, value: object, place: str) -> None:
        """Let an edge end the day before, or on the last day given."""
        entry = _entry(value, place, _END_KEYS)
        edge = self._held(entry, place)
        before = self.since - timedelta(days=1)
        last = _day(entry, "until", place) if "until" in entry else before
        if last < before:
            raise AnalysisError(f"{place}: {edge.id!r} would end {last} in the past: expected {before} or later")
        self._close(edge, last, place)

    def move(self, entry: Mapping[str, Any], place: str) -> None:
        """Let an edge end, and one like it begin between other ends."""
        edge = self._held(entry, place)
        ends = {"from": edge.from_id, "to": edge.to_id} | {key: entry[key] for key in ("from", "to") if key in entry}
        if (ends["from"], ends["to"]) == (edge.from_id, edge.to_id):
            raise AnalysisError(f"{place}: {edge.id!r} is not moved anywhere: give another `from` or `to`")
        begun = self._bounds(edge).from_latest
        if begun == date.max:
            raise AnalysisError(f"{place}: no source tells of a day on which {edge.id!r} held: it cannot be moved")
        self._close(edge, self.since - timedelta(days=1), place)
        kept = {key: getattr(edge, key) for key in _MOVED if getattr(edge, key, None)}
        if begun and begun > self.since:  # what had perhaps not begun has perhaps not begun where it is moved to
            kept["since"] = f"[{self.since}..{begun}]"
        self.add(ends | {"type": edge.type} | kept, place)

    def done(self) -> Scenario:
        """Return the scenario, if what it says fits the model."""
        sources = [*self.record.sources.values(), self.source]
        surveys = self.record.surveys.values()
        for fault in faults(self.nodes.values(), self.edges.values(), sources, surveys):
            raise AnalysisError(f"the scenario does not fit the model: {fault.id}: {fault.field}: {fault.message}")
        graph = Graph(
            self.nodes.values(),
            self.edges.values(),
            sources,
            surveys,
            translations=self.record.translations,
            proposal=self._proposal(),
        )
        return Scenario(self.title, self.since, self.record, graph, tuple(self.added), tuple(self.ended))

    def _proposal(self) -> Proposal:
        """Return what is otherwise than in the record; of a scenario laid over another, what both make otherwise."""
        new = frozenset(self.added) | (self.nodes.keys() - self.record.nodes.keys())
        made = Proposal(self.title, self.settled, self.record, new, frozenset(self.ended))
        below = self.record.proposal
        if below is None:
            return made
        return Proposal(
            f"{below.title} + {made.title}",
            max(below.day, made.day),
            below.record,
            below.added | made.added,
            below.ended | made.ended,
        )

    def _put(self, kind: type[Edge], fields: dict[str, Any], place: str) -> None:
        fields["id"] = _free(str(fields["id"]), self.edges, ":")
        edge = _validated(kind, self._stated(fields), place)
        for field_, end, allowed in (("from", edge.from_id, kind.joins[0]), ("to", edge.to_id, kind.joins[1])):
            if not isinstance(self.nodes[end], allowed):
                expected = ", ".join(each.__name__ for each in allowed)
                actual = f"{end!r} is a {self.nodes[end].kind}"
                raise AnalysisError(f"{place}: {field_}: {actual}; {edge.type} expects {expected} at this end")
        self._check_new(edge, place)
        self.edges[edge.id] = edge
        self.added.append(edge.id)

    def _check_new(self, edge: Edge, place: str) -> None:
        """Refuse an edge that would hold on a day on which one of its kind holds between its ends."""
        ends = [(edge.from_id, edge.to_id), (edge.to_id, edge.from_id)][: 2 if Run.BOTH in edge.flows.values() else 1]
        for other in self.edges.values():
            if type(other) is type(edge) and (other.from_id, other.to_id) in ends and other.recorded:
                both = self._bounds(other) & edge.bounds
                if both.possible:
                    first = both.from_earliest
                    when = f" from {first}: expected `until` before that day" if first and first > self.since else ""
                    raise AnalysisError(f"{place}: the record has this tie already, as {other.id!r}{when}")

    def _stated(self, fields: Mapping[str, Any]) -> dict[str, Any]:
        return {"since": self.since.isoformat(), **fields, "cites": (Citation(source=self.source.id),)}

    def _held(self, entry: Mapping[str, Any], place: str) -> Edge:
        """Return the edge that an entry names, if it holds."""
        id_ = _text(entry, "id", place)
        edge = self.record.edges.get(id_)
        if edge is None:
            raise AnalysisError(f"{place}: no edge has the id {id_!r}{did_you_mean(id_, self.record.edges)}")
        if edge.called_for:
            raise AnalysisError(f"{place}: {id_!r} is only called for: there is nothing to end")
        if isinstance(edge, SucceededBy):
            raise AnalysisError(f"{place}: {id_!r} tells what happened: it cannot be ended")
        if id_ in self.ended:
            raise AnalysisError(f"{place}: {id_!r} is ended twice")
        if not self._holds(edge):
            raise AnalysisError(
                f"{place}: {id_!r} does not hold on {self.since} by the record (since {edge.since or 'unknown'}, until "
                f"{edge.until or 'that of its ends'})"
            )
        return edge

    def _holds(self, edge: Edge) -> bool:
        """Return whether an edge, as it would be, still holds or possibly holds on the scenario's first day."""
        if edge.id in self.ended:
            return False
        return edge.recorded and self._bounds(edge).at(self.since) is not Validity.NO

    def _bounds(self, edge: Edge) -> Bounds:
        """Return the days on which an edge, as it would be, may hold."""
        as_recorded = edge.id in self.record.edges and edge.id not in self.ended
        return self.record.bounds(edge.id) if as_recorded else edge.bounds

    def _close(self, edge: Edge, last: date, place: str) -> None:
        """Let an edge end no later than on a day; where it may have ended before, it may still."""
        bounds = edge.period(self.record.attested(edge.id))
        end = last + timedelta(days=1)
        if bounds.to_latest and bounds.to_latest < end:
            raise AnalysisError(f"{place}: {edge.id!r} has ended by {edge.until}: expected no later day than that")
        if bounds.to_earliest and bounds.to_earliest < end:
            first = (bounds.to_earliest - timedelta(days=1)).isoformat() if bounds.to_earliest > date.min else ""
            until = f"[{first}..{last}]"
        else:
            until = last.isoformat()
        self.edges[edge.id] = closed = _validated(type(edge), edge.model_dump() | {"until": until}, place)
        if not closed.bounds.possible:
            raise AnalysisError(f"{place}: {edge.id!r} would end {last}, before it begins ({edge.since})")
        self.ended.append(edge.id)
        self.settled = max(self.settled, end)

    def _there(self, id_: str, place: str) -> str:
        if id_ not in self.nodes:
            raise AnalysisError(f"{place}: no node has the id {id_!r}{did_you_mean(id_, self.nodes)}")
        node = self.nodes[id_]
        bounds = self.record.bounds(id_) if id_ in self.record.nodes else node.bounds
        if not bounds.at(self.since):
            period = f"since {node.since or 'unknown'}, until {node.until or 'open'}"
            raise AnalysisError(f"{place}: {id_!r} is not there on {self.since} ({period})")
        return id_


def _entry(data: object, place: str, keys: Sequence[str]) -> Mapping[str, Any]:
    if not isinstance(data, Mapping):
        raise AnalysisError(f"{place}: expected an entry with the keys {', '.join(keys)}, not {type(data).__name__}")
    for key in data:
        if key not in keys:
            raise AnalysisError(f"{place}: the key {key!r} is not known{did_you_mean(str(key), keys)}")
    return data


def _list(given: Mapping[str, Any], key: str) -> Iterator[tuple[str, Any]]:
    """Yield the entries under a key, each with its place in words."""
    entries = given.get(key) or ()
    if isinstance(entries, str) or not isinstance(entries, Sequence):
        raise AnalysisError(f"{_origin(given, key)}{key}: expected a list of entries")
    for number, entry in enumerate(entries, 1):
        yield f"{_origin(entry) or _origin(given, key)}{key} {number}", entry


def _text(entry: Mapping[str, Any], key: str, place: str) -> str:
    value = entry.get(key)
    if not isinstance(value, str) or not value.strip():
        raise AnalysisError(f"{place}: expected text under the key {key!r}")
    return value


def _title(entry: Mapping[str, Any]) -> str:
    """Return the title, which stands on one line of pictures, tables and errors."""
    place = _where(entry, "title")
    title = _text(entry, "title", place).strip()
    if len(title) > _LONGEST_TITLE or len(title.splitlines()) > 1:
        raise AnalysisError(f"{place}: title: expected one line of at most {_LONGEST_TITLE} characters")
    _validated(Source, {"id": "scenario", "title": title}, place)
    return title


def _where(data: object, key: str = "") -> str:
    """Return the scenario in words, or a key of it: with file and line where it was read from a file."""
    return f"{_origin(data, key)}the scenario"


def _origin(entry: object, key: str = "") -> str:
    """Return file and line of an entry, or of a key in it; nothing where it was not read from a file."""
    origin = getattr(entry, "origin", None)
    return f"{origin(key)}: " if origin else ""


def _day(entry: Mapping[str, Any], key: str, place: str) -> date:
    value = entry.get(key)
    if isinstance(value, date | str):
        try:
            day = as_day(value)
        except DateError as error:
            raise AnalysisError(f"{place}: {key}: {error}") from error
        if date.min < day < date.max:
            return day
        raise AnalysisError(f"{place}: {key}: {day} has no day before it, or none after it: give another")
    raise AnalysisError(f"{place}: expected a day under the key {key!r}, such as 2025-01-01")


def _known(word: object, known: Mapping[str, object], key: str, meant: Callable[[str], str], place: str) -> str:
    if isinstance(word, str) and word in known:
        return word
    if word is None:
        raise AnalysisError(f"{place}: expected a {key} under the key {key!r}, such as {next(iter(known))}")
    raise AnalysisError(f"{place}: {word!r} is not a valid {key}{meant(str(word))}")


def _validated(kind: type[Any], fields: Mapping[str, Any], place: str) -> Any:  # noqa: ANN401 - a node or an edge
    try:
        return kind.model_validate(fields)
    except ValidationError as error:
        _refuse(error, place)


def _refuse(error: ValidationError, place: str) -> NoReturn:
    first = error.errors(include_url=False)[0]
    raise AnalysisError(f"{place}: {'.'.join(map(str, first['loc']))}: {expected(first)}") from error


def _free(id_: str, taken: Mapping[str, object], separator: str = "-") -> str:
    """Return an id that is not taken, with the least number behind it that makes it so."""
    free, number = id_, 2
    while free in taken:
        free, number = f"{id_}{separator}{number}", number + 1
    return free

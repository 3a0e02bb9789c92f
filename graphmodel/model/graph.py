"""The graph: all statements together, immutable, in an order that does not depend on how they were written down."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import UTC, date, datetime
from functools import cached_property
from itertools import chain
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from pydantic import ValidationError

from graphmodel.choices import language
from graphmodel.errors import ModelError, UnknownIdError, WrongKindError, did_you_mean
from graphmodel.model.complaints import expected
from graphmodel.model.edges import EDGE_KINDS, Edge, Seat
from graphmodel.model.faults import faults
from graphmodel.model.index import Index
from graphmodel.model.nodes import LEVELS, NODE_KINDS, Node
from graphmodel.model.statement import CONFIDENCES, TRANSLATIONS, Citation, Source, Survey, texts
from graphmodel.period import UNKNOWN, Attested, Bounds, Grade, Validity, as_day, grade, parse

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping

    from graphmodel.model.rows import Frames
    from graphmodel.period import Moment

T = TypeVar("T", Node, Edge, Source, Survey)

_SHOWN_FAULTS = 20


def checked_graph(value: object) -> Graph:
    """Return what was given as a graph, if it is one.

    Raises
    ------
    ModelError
        If it is not.
    """
    if isinstance(value, Graph):
        return value
    raise ModelError(f"expected a Graph, such as gm.read() returns, in the first place; found a {type(value).__name__}")


def checked_record(value: object) -> Graph:
    """Return what was given as a graph of what is recorded: no proposal, which a file would tell as fact.

    Raises
    ------
    ModelError
        If it is no graph, or one that a scenario has made.
    """
    graph = checked_graph(value)
    if graph.proposal:
        raise ModelError(
            f"the graph of the scenario {graph.proposal.title!r} would read as a record in a file: draw it with"
            " gm.draw, compare it with gm.what_if, or keep the scenario itself"
        )
    return graph


def _statements(name: str, group: Iterable[T], kind: type[T]) -> list[T]:
    """Return statements as a list, if that is what they are."""
    if not isinstance(group, Iterable):
        raise ModelError(f"{name}: {group!r} is no list of them")
    statements = list(group)
    for each in statements:
        if not isinstance(each, kind):
            raise ModelError(f"{name}: {each!r} is not a {kind.__name__}")
    return statements


def _by_id(statements: Iterable[T]) -> Mapping[str, T]:
    return Index({each.id: each for each in sorted(statements, key=lambda each: each.id)})


class Proposal(NamedTuple):
    """What makes a graph one of how things would be, instead of how they are recorded to be."""

    title: str
    day: date
    """The first day on which all of it would hold."""
    record: Graph
    """The whole record that it is laid over."""
    added: frozenset[str]
    """The ids of the nodes and edges that it adds."""
    ended: frozenset[str]
    """The ids of the edges that it ends."""


class Graph:
    """All statements together: nodes, edges, sources and surveys, each by id and in the order of their ids.

    A graph never changes. Two graphs of the same statements are equal, however those were ordered. Its length is that
    of its nodes, and to go through it yields their ids; ``id in graph`` tells of the id of a node, edge or source.

    Parameters
    ----------
    nodes, edges, sources, surveys
        The statements, in any order.
    translations
        The English of roles, notes, locators and what else is written by hand, by the Norwegian text.
    day
        The day of which this is a picture; ``None`` for the whole record.
    proposal
        What it would be otherwise than the record, where it is none of a record but of a scenario.

    Raises
    ------
    ModelError
        If the statements break an invariant, see :func:`graphmodel.model.faults.faults`; or a translation is no text.
    """

    def __init__(  # noqa: PLR0913 - all that a graph is made of
        self,
        nodes: Iterable[Node] = (),
        edges: Iterable[Edge] = (),
        sources: Iterable[Source] = (),
        surveys: Iterable[Survey] = (),
        *,
        translations: Mapping[str, str] | None = None,
        day: date | None = None,
        proposal: Proposal | None = None,
    ) -> None:
        nodes, edges = _statements("nodes", nodes, Node), _statements("edges", edges, Edge)
        sources, surveys = _statements("sources", sources, Source), _statements("surveys", surveys, Survey)
        messages = [f"{fault.id}: {fault.field}: {fault.message}" for fault in faults(nodes, edges, sources, surveys)]
        if messages:
            rest = f"\n(and {len(messages) - _SHOWN_FAULTS} more)" if len(messages) > _SHOWN_FAULTS else ""
            raise ModelError("\n".join(messages[:_SHOWN_FAULTS]) + rest)
        self._set(_by_id(nodes), _by_id(edges), _by_id(sources), _by_id(surveys), day)
        self.__dict__.update(_english=_checked(translations or {}), proposal=proposal)

    def _set(
        self,
        nodes: Mapping[str, Node],
        edges: Mapping[str, Edge],
        sources: Mapping[str, Source],
        surveys: Mapping[str, Survey],
        day: date | None,
    ) -> None:
        self.__dict__.update(nodes=nodes, edges=edges, sources=sources, surveys=surveys, day=day)

    nodes: Mapping[str, Node]
    edges: Mapping[str, Edge]
    sources: Mapping[str, Source]
    surveys: Mapping[str, Survey]
    day: date | None
    proposal: Proposal | None = None
    _english: Mapping[str, str]

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"a graph never changes: {name!r} cannot be set")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"a graph never changes: {name!r} cannot be deleted")

    def __copy__(self) -> Graph:
        return self

    def __deepcopy__(self, memo: object) -> Graph:
        return self

    def __reduce__(self) -> tuple[Callable[..., Graph], tuple[object, ...]]:
        statements = tuple(tuple(group.values()) for group in (self.nodes, self.edges, self.sources, self.surveys))
        return _restored, (statements, self.day, dict(self._attested), dict(self._english), self.proposal)

    def _part(self, nodes: Iterable[Node], edges: Iterable[Edge], day: date | None) -> Graph:
        """Return a part of this graph, in which what is told of a statement's time is as in the whole.

        What a statement says of one that is not in the part goes; what is whole here is then whole there.
        """
        kept = {node.id: node for node in nodes}
        edges = list(edges)
        edge_ids = {edge.id for edge in edges}
        surveys = {id_: survey for id_, survey in self.surveys.items() if survey.node in kept}
        part = Graph.__new__(Graph)
        part._set(  # noqa: SLF001 - the same class
            _by_id(kept.values()),
            _by_id(_within(edge, kept, edge_ids) for edge in edges),
            self.sources,
            Index(surveys),
            day,
        )
        part.__dict__.update(_attested=self._attested, _english=self._english, proposal=self.proposal)
        if "_bounds" in self.__dict__:  # of the same dates and ends as here
            part.__dict__["_bounds"] = self._bounds
        return part

    @classmethod
    def part(  # noqa: PLR0913 - all that a graph is made of
        cls,
        nodes: Iterable[Node],
        edges: Iterable[Edge],
        sources: Iterable[Source],
        surveys: Iterable[Survey],
        translations: Mapping[str, str],
        *,
        day: date | None = None,
        attested: Mapping[str, Attested] | None = None,
    ) -> Graph:
        """Return a graph of statements that are known to be part of a whole one; they are not looked at again.

        When sources describe them is as told, where it is; it may rest on what is not in the part.
        """
        part = cls.__new__(cls)
        if attested is not None:
            part.__dict__["_attested"] = attested
        part.__dict__["_english"] = MappingProxyType(dict(translations))
        part._set(_by_id(nodes), _by_id(edges), _by_id(sources), _by_id(surveys), day)  # noqa: SLF001 - the same class
        return part

    @cached_property
    def _attested(self) -> Mapping[str, Attested]:
        """When sources describe each node and edge.

        A tie that a source states tells also that both its ends were there, in the moment described and, where
        it has a first day, from that day.
        """
        moments = {source.id: moment for source in self.sources.values() if (moment := source.moment)}
        statements: tuple[Node | Edge, ...] = (*self.nodes.values(), *self.edges.values())
        attested = {each.id: _attested_by(each, moments) for each in statements}
        for edge in self.ties.values():
            if edge.confidence == "stated" and not edge.identity:
                by_tie = attested[edge.id]
                if edge.since:
                    by_tie |= Attested(first=edge.period(by_tie).from_latest)
                for end in (edge.from_id, edge.to_id):
                    attested[end] |= by_tie
        return attested

    def attested(self, id_: str) -> Attested:
        """Return the first and the last day on which, at the least, sources describe a node or edge.

        Raises
        ------
        UnknownIdError
            If no node or edge has the id.
        """
        self._there(id_)
        return self._attested[id_]

    @cached_property
    def last_described(self) -> date:
        """The last day that a source describes; the present one where none has a date."""
        return max((each.last for each in self._attested.values() if each.last), default=datetime.now(UTC).date())

    @cached_property
    def _bounds(self) -> Mapping[str, Bounds]:
        nodes = {node.id: node.period(self._attested[node.id]) for node in self.nodes.values()}
        bounds = dict(nodes)
        for edge in self.edges.values():
            own = edge.period(self._attested[edge.id])
            bounds[edge.id] = own if edge.identity else own & nodes[edge.from_id] & nodes[edge.to_id]
        return bounds

    def grade(self, id_: str, on: date | str | None = None) -> Grade:
        """Return how sure a node or edge is to have held on a day: *certain*, *presumed*, *inferred*, *possible*, *no*.

        Parameters
        ----------
        id_
            A node's or edge's id.
        on
            The day; by default the day of this graph.

        Raises
        ------
        UnknownIdError
            If no node or edge has the id.
        DateError
            If ``on`` is not a single day, or neither it nor the graph's own day is given.
        """
        day = self._day(on)
        return grade(self.bounds(id_).at(day), self.attested(id_), day, inferred=self._inferred(id_))

    @cached_property
    def worked_out(self) -> dict[object, Any]:
        """What others worked out from this graph, which never changes, for whoever asks for it again."""
        return {}

    @cached_property
    def sureness(self) -> Mapping[str, tuple[Validity, Grade]]:
        """Whether each tie held on the day of this graph, and how sure that is."""
        day = self._day(None)
        doubtful = {node.id for node in self.nodes.values() if node.confidence == "inferred"}
        grades = {}
        for edge in self.ties.values():
            inferred = edge.confidence == "inferred" or edge.from_id in doubtful or edge.to_id in doubtful
            validity = self._bounds[edge.id].at(day)
            grades[edge.id] = (validity, grade(validity, self._attested[edge.id], day, inferred=inferred))
        return MappingProxyType(grades)

    def _inferred(self, id_: str) -> bool:
        """Return whether a statement, or for an edge one of its ends, is inferred."""
        edge = self.edges.get(id_)
        parts: tuple[Node | Edge, ...] = (
            (self.nodes[id_],) if edge is None else (edge, self.nodes[edge.from_id], self.nodes[edge.to_id])
        )
        return any(part.confidence == "inferred" for part in parts)

    @cached_property
    def translations(self) -> Mapping[str, str]:
        """The English of the texts in this graph by the Norwegian ones, as far as it is known and another."""
        records = chain(self.nodes.values(), self.edges.values(), self.sources.values(), self.surveys.values())
        used = {text for record in records for _, text in texts(record)} if self._english else set()
        english = self._english
        return MappingProxyType({text: english[text] for text in sorted(used) if english.get(text, text) != text})

    def translate(self, text: str | None, lang: str = "nb") -> str:
        """Return a role, note, locator or other text of this graph in a language.

        Parameters
        ----------
        text
            The text as it was written down, in Norwegian; ``None`` where a statement has none.
        lang
            ``nb`` or ``en``.

        Returns
        -------
        str
            In English as far as there is a translation, else as it was written; ``""`` for ``None``.

        Examples
        --------
        >>> graph = Graph(translations={"observatør": "observer"})
        >>> graph.translate("observatør", "en"), graph.translate("leder", "en")
        ('observer', 'leder')
        """
        if text is None:
            return ""
        return self._english.get(text, text) if language(lang) == "en" else text

    def reference(self, citation: Citation, lang: str = "nb") -> str:
        """Return a citation in a language: the id of the source, and where in it."""
        if not isinstance(citation, Citation):
            raise ModelError(f"{citation!r} is not a citation")
        return str(citation.model_copy(update={"locator": self.translate(citation.locator, lang)}))

    @cached_property
    def ties(self) -> Mapping[str, Edge]:
        """The recorded edges: all but those that were only called for, and claims that were not chosen."""
        return Index({id_: edge for id_, edge in self.edges.items() if edge.recorded})

    @cached_property
    def _out(self) -> Mapping[str, tuple[Edge, ...]]:
        return _grouped((edge.from_id, edge) for edge in self.edges.values())

    @cached_property
    def _in(self) -> Mapping[str, tuple[Edge, ...]]:
        return _grouped((edge.to_id, edge) for edge in self.edges.values())

    def edges_from(self, node: str) -> tuple[Edge, ...]:
        """Return the edges that leave a node, in the order of their ids.

        Raises
        ------
        UnknownIdError
            If no node has the id.
        """
        return self._out.get(self.node(node).id, ())

    def edges_to(self, node: str) -> tuple[Edge, ...]:
        """Return the edges that reach a node, in the order of their ids.

        Raises
        ------
        UnknownIdError
            If no node has the id.
        """
        return self._in.get(self.node(node).id, ())

    def __iter__(self) -> Iterator[str]:
        return iter(self.nodes)

    def __len__(self) -> int:
        return len(self.nodes)

    def __contains__(self, id_: object) -> bool:
        return isinstance(id_, str) and any(id_ in group for group in (self.nodes, self.edges, self.sources))

    def __getitem__(self, id_: str) -> Node | Edge | Source:
        """Return the node, edge or source with an id.

        Raises
        ------
        UnknownIdError
            If there is none; it names the nearest ids.
        """
        for group in (self.nodes, self.edges, self.sources):
            if isinstance(id_, str) and id_ in group:
                return group[id_]
        raise UnknownIdError(id_, chain(self.nodes, self.edges, self.sources))

    def node(self, id_: str) -> Node:
        """Return the node with an id.

        Raises
        ------
        UnknownIdError
            If there is none; it names the nearest ids.
        """
        if not isinstance(id_, str) or id_ not in self.nodes:
            raise UnknownIdError(id_, self.nodes)
        return self.nodes[id_]

    def _there(self, id_: str) -> None:
        if not isinstance(id_, str) or id_ not in self.edges:
            self.node(id_)

    def bounds(self, id_: str) -> Bounds:
        """Return the period in which a node or edge holds, by its dates and by when sources describe it.

        What has no first day holds for certain from the first moment a source describes, and possibly before. An edge
        holds within its own dates and within the periods of both its ends; a succession only within its own.

        Raises
        ------
        UnknownIdError
            If no node or edge has the id.
        """
        self._there(id_)
        return self._bounds[id_]

    def validity(self, id_: str, on: date | str | None = None) -> Validity:
        """Return whether a node or edge held on a day: *yes*, *possibly* or *no*.

        Parameters
        ----------
        id_
            A node's or edge's id.
        on
            The day; by default the day of this graph.

        Raises
        ------
        UnknownIdError
            If no node or edge has the id.
        DateError
            If ``on`` is not a single day, or neither it nor the graph's own day is given.
        """
        return self.bounds(id_).at(self._day(on))

    def _day(self, on: date | str | None) -> date:
        day = as_day(on) if on is not None else self.day
        if day is None:
            raise ModelError("the whole record has no day: give one, as in graph.validity(id, on='2021-11-01')")
        return day

    def at(self, day: date | str) -> Graph:
        """Return what held, or possibly held, on a day.

        Parameters
        ----------
        day
            A date or its ISO text.

        Returns
        -------
        Graph
            With the day set: names are those of the day and :meth:`validity` answers for it. A node or edge that
            *possibly* held is in; edges stay only with both their ends.

        Raises
        ------
        ModelError
            If this is the graph of another day.
        DateError
            If ``day`` is not a single day.
        """
        on = as_day(day)
        if self.day is not None:
            if on != self.day:
                raise ModelError(f"this is the graph of {self.day}: ask the whole record about {on}")
            return self
        last: Graph | None = self.worked_out.get("day")
        if last is None or last.day != on:  # one day is asked for over and over; those of many would take much room
            last = self.worked_out["day"] = self._on(on)
        return last

    def _on(self, day: date) -> Graph:
        nodes = [node for node in self.nodes.values() if self._bounds[node.id].at(day)]
        kept = {node.id for node in nodes}
        edges = [
            edge
            for edge in self.edges.values()
            if edge.from_id in kept and edge.to_id in kept and self._bounds[edge.id].at(day)
        ]
        return self._part(nodes, edges, day)

    def keep(  # noqa: PLR0913 - one argument for each thing that can be asked
        self,
        nodes: Iterable[str] | None = None,
        edges: Iterable[str] | None = None,
        *,
        level: str | Iterable[str] = (),
        kind: str | Iterable[str] = (),
        county: str | None = None,
        confidence: str | None = None,
        grade: str | Grade | None = None,
    ) -> Graph:
        """Return the part with some of the nodes, and with some or all of the edges between them.

        Parameters
        ----------
        nodes
            Ids of the nodes to keep; by default all.
        edges
            Ids of the edges to keep; by default all. Edges without both ends go.
        level
            The level, or levels, of the nodes to keep.
        kind
            The kinds to keep: of nodes, such as ``Municipality``, and of edges, such as ``MEMBER_OF``. Where only the
            one sort is named, all of the other stay.
        county
            The id of a county: keep it, and what is part of it.
        confidence
            ``stated`` to leave out what is inferred, ``inferred`` to keep only that.
        grade
            The lowest grade to keep, such as ``presumed``; only in the graph of a day.

        Raises
        ------
        UnknownIdError
            If an id is unknown.
        WrongKindError
            If ``county`` is the id of a node of another kind.
        ModelError
            If a level, kind, confidence or grade is none, or a grade is asked for of the whole record.

        Examples
        --------
        >>> import graphmodel as gm
        >>> g = gm.read()
        >>> part = g.at("2021-11-01").keep(level="national", kind=["Committee", "MEMBER_OF"], grade="presumed")
        >>> {node.kind for node in part.nodes.values()}
        {'Committee'}
        """
        kinds = _texts("kind", kind)
        node_kinds, edge_kinds = (
            {each for each in kinds if not each.isupper()},
            {each for each in kinds if each.isupper()},
        )
        levels = _texts("level", level)
        _check_words("level", levels, LEVELS)
        _check_words("kind", node_kinds, [each.__name__ for each in NODE_KINDS])
        _check_words("kind", edge_kinds, [each.type_name() for each in EDGE_KINDS])
        _check_words("confidence", [confidence] if confidence else [], CONFIDENCES)
        least = _grade(grade)
        inside = None if county is None else {self._county(county), *self._parts_of(county)}

        def fits(each: Node | Edge) -> bool:
            sure = least is None or self.grade(each.id) >= least
            return sure and confidence in (None, each.confidence)

        kept = {
            id_: node
            for id_ in (self.nodes if nodes is None else _texts("id", nodes))
            if (node := self.node(id_)).level in (levels or LEVELS)
            and (not node_kinds or node.kind in node_kinds)
            and (inside is None or id_ in inside)
            and (confidence == "inferred" or fits(node))
        }
        between = [
            edge
            for edge in (self.edges.values() if edges is None else map(self._edge, _texts("id", edges)))
            if edge.from_id in kept
            and edge.to_id in kept
            and (not edge_kinds or edge.type in edge_kinds)
            and fits(edge)
        ]
        return self._part(kept.values(), between, self.day)

    def _edge(self, id_: str) -> Edge:
        if not isinstance(id_, str) or id_ not in self.edges:
            raise UnknownIdError(id_, self.edges)
        return self.edges[id_]

    def _county(self, id_: str) -> str:
        kind = self.node(id_).kind
        if kind != "County":
            counties = [node.id for node in self.nodes.values() if node.kind == "County"]
            raise WrongKindError(id_, kind, "County", counties)
        return id_

    def _parts_of(self, whole: str) -> Iterator[str]:
        """Yield what is recorded to be part of a node, and what is part of that."""
        for edge in self.edges_to(whole):
            if edge.type == "PART_OF" and edge.recorded:
                yield edge.from_id
                yield from self._parts_of(edge.from_id)

    def name(self, id_: str, lang: str = "nb", on: date | str | None = None) -> str:
        """Return the name of a node on a day.

        Parameters
        ----------
        id_
            A node's id.
        lang
            ``nb`` or ``en``. A former name has no English form and stays Norwegian.
        on
            The day; by default the day of this graph, and for the whole record the present name.

        Returns
        -------
        str
            The name. Where several held on the day, or the day may be before or after a renaming, all of them with
            `` / `` between. On a day for which no name is known: the present name, unless that began later; then the
            last name before the day and the first after it, with `` / `` between.

        Raises
        ------
        UnknownIdError
            If no node has the id.
        ConfigError
            If the language is none of these.
        """
        node = self.node(id_)
        day = as_day(on) if on is not None else self.day
        name = node.name if day is None else _name_on(node, day, self._attested[id_].last)
        return (node.name_en or name) if language(lang) == "en" and name == node.name else name

    def to_pandas(self) -> Frames:
        """Return the nodes, the edges and the sources as data frames, each with the ids as its index.

        Returns
        -------
        Frames
            ``nodes``, ``edges`` and ``sources``. Columns are the properties of a node or edge in a store; ``from`` and
            ``to`` of an edge are ids of nodes. Days are timestamps, lists are lists, and what is not told is missing.
            The graph of a day has the columns ``validity`` and ``grade``.

        Raises
        ------
        ModelError
            If pandas is not installed.

        Examples
        --------
        >>> import graphmodel as gm
        >>> nodes, edges, _ = gm.read().at("2021-11-01").to_pandas()
        >>> edges.groupby("kind").size().idxmax()
        'MEMBER_OF'
        """
        from graphmodel.model.rows import frames  # noqa: PLC0415 - frames know graphs

        return frames(self)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Graph):
            return NotImplemented
        return (self.nodes, self.edges, self.sources, self.surveys, self.translations, self.day) == (
            other.nodes,
            other.edges,
            other.sources,
            other.surveys,
            other.translations,
            other.day,
        )

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        day = f", day={self.day}" if self.day else ""
        return f"<Graph: {len(self.nodes)} nodes, {len(self.edges)} edges, {len(self.sources)} sources{day}>"

    def _repr_html_(self) -> str:
        """Return how many nodes of each kind and edges of each type there are, as a table."""
        counted = [
            *Counter(node.kind for node in self.nodes.values()).most_common(),
            *Counter(edge.type for edge in self.edges.values()).most_common(),
        ]
        rows = "".join(f"<tr><th scope='row'>{name}</th><td>{count}</td></tr>" for name, count in counted)
        caption = f"{len(self.nodes)} nodes, {len(self.edges)} edges, {len(self.sources)} sources"
        return f"<table><caption>{caption}{f', {self.day}' if self.day else ''}</caption>{rows}</table>"


def _texts(what: str, values: str | Iterable[str]) -> tuple[str, ...]:
    texts: tuple[Any, ...] = (values,) if isinstance(values, str) or not isinstance(values, Iterable) else tuple(values)
    for each in texts:
        if not isinstance(each, str):
            raise ModelError(f"{each!r} is not a valid {what}: expected text")
    return texts


def _check_words(what: str, words: Iterable[str], known: Iterable[str]) -> None:
    known = tuple(known)
    for word in words:
        if word not in known:
            hint = did_you_mean(word, known) or f": expected one of {', '.join(known)}"
            raise ModelError(f"{word!r} is not a valid {what}{hint}")


def _grade(grade: str | Grade | None) -> Grade | None:
    if isinstance(grade, str):
        names = [str(each) for each in Grade if each]
        _check_words("grade", [grade], names)
        return Grade[grade.upper()]
    if grade is not None and not isinstance(grade, Grade):
        raise ModelError(f"{grade!r} is not a grade: expected text such as 'presumed'")
    return grade


def _checked(translations: Mapping[str, str]) -> Mapping[str, str]:
    try:
        return MappingProxyType(TRANSLATIONS.validate_python(dict(translations)))
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        raise ModelError(f"the translation of {str(first['loc'][0])[:80]!r}: {expected(first)}") from error


def _grouped(pairs: Iterable[tuple[str, Edge]]) -> Mapping[str, tuple[Edge, ...]]:
    groups: defaultdict[str, list[Edge]] = defaultdict(list)
    for id_, edge in pairs:
        groups[id_].append(edge)
    return {id_: tuple(edges) for id_, edges in groups.items()}


def _restored(
    statements: tuple[Iterable[Node], Iterable[Edge], Iterable[Source], Iterable[Survey]],
    day: date | None,
    attested: Mapping[str, Attested],
    english: Mapping[str, str],
    proposal: Proposal | None,
) -> Graph:
    """Return a graph that was pickled, whose statements were looked at before."""
    graph = Graph.__new__(Graph)
    nodes, edges, sources, surveys = statements
    graph._set(_by_id(nodes), _by_id(edges), _by_id(sources), _by_id(surveys), day)  # noqa: SLF001 - of this module
    graph.__dict__.update(_attested=attested, _english=MappingProxyType(english), proposal=proposal)
    return graph


def _attested_by(statement: Node | Edge, moments: Mapping[str, Moment]) -> Attested:
    """Return the moments in which a statement held that it, else its sources, tell of.

    A source of what ended nobody knows when may describe a moment after the end: it attests nothing by itself.
    """
    if statement.as_of:
        return Attested.by([parse(statement.as_of)])
    if statement.until == UNKNOWN or (statement.until or "").startswith("[.."):
        return Attested()
    return Attested.by(moments[cite.source] for cite in statement.cites if cite.source in moments)


def _within(edge: Edge, nodes: Collection[str], edges: Collection[str]) -> Edge:
    """Return an edge as it is told of in a part of the graph.

    A seat whose holder spoke for others, none of whom are in the part, is held for the holder alone.
    """
    references: dict[str, tuple[str, ...]] = {"conflicts_with": edge.conflicts_with}
    if isinstance(edge, Seat):
        references |= {"on_behalf_of": edge.on_behalf_of, "appointed_by": edge.appointed_by}
    kept = {
        field: tuple(id_ for id_ in ids if id_ in (edges if field == "conflicts_with" else nodes))
        for field, ids in references.items()
    }
    if kept == references:
        return edge
    if references.get("on_behalf_of") and not kept["on_behalf_of"]:
        kept["on_behalf_of"] = (edge.from_id,)
    return edge.model_copy(update=kept)


def _name_on(node: Node, day: date, described: date | None) -> str:
    """Return the name or names of a day, see :meth:`Graph.name`; sources last describe the node on the day given."""
    dated = _dated_names(node, described)
    present_is_dated = any(name == node.name for name, _ in dated)
    for verdict in (Validity.YES, Validity.POSSIBLY):
        valid = [(name, period) for name, period in dated if period.at(day) is verdict]
        if valid:
            names = [name for name, _ in valid]
            may_have_ended = any(period.to_earliest and period.to_earliest <= day for _, period in valid)
            if verdict is Validity.POSSIBLY and may_have_ended and not present_is_dated:
                names.append(node.name)
            return " / ".join(dict.fromkeys(names))
    later = [each for each in dated if each[1].from_earliest and each[1].from_earliest > day]
    if not (present_is_dated and later):
        return node.name
    earlier = [each for each in dated if each not in later]
    around = [
        *sorted(earlier, key=lambda each: each[1].to_latest or date.max)[-1:],
        *sorted(later, key=lambda each: each[1].from_earliest or date.min)[:1],
    ]
    return " / ".join(dict.fromkeys(name for name, _ in around))


def _dated_names(node: Node, described: date | None) -> list[tuple[str, Bounds]]:
    """Return the names that tell when they were in use, with when that was.

    A former name of which nobody knows when it ended did so by the day the next began or, where none did, by the day
    on which sources last describe the node, which is when it has the present name. One of which neither is told is only
    a name to find the node by.
    """
    dated = [name for name in node.names if name.language is None and (name.since or name.until)]
    present = [name for name in dated if name.name == node.name and name.since]
    names = []
    for name in dated:
        period: Bounds | None = name.bounds
        if name.name != node.name and name.until in (None, UNKNOWN):
            begun = name.bounds.from_earliest
            after = [other.bounds for other in (dated if name.since else present) if _begins_after(other.bounds, begun)]
            following = min(after, key=lambda each: each.from_earliest or date.min, default=None)
            if following and (present or name.until):
                ended = Bounds(to_earliest=following.from_earliest, to_latest=following.from_latest)
                period = name.bounds & ended
            elif name.until and name.since:
                period = name.bounds & Bounds(to_latest=described)
            else:
                period = None
        if period:
            names.append((name.name, period))
    return names


def _begins_after(period: Bounds, day: date | None) -> bool:
    return bool(period.from_earliest and (day is None or period.from_earliest > day))


__all__ = ["Graph", "checked_graph"]

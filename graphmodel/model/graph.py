"""The graph: all statements together, immutable, in an order that does not depend on how they were written down."""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import cached_property
from itertools import chain
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeVar

from pydantic import ValidationError

from graphmodel.errors import ModelError, UnknownIdError
from graphmodel.model.edges import Edge
from graphmodel.model.faults import faults
from graphmodel.model.nodes import Node
from graphmodel.model.statement import Source, Survey
from graphmodel.model.texts import TRANSLATIONS, texts
from graphmodel.period import UNKNOWN, Bounds, Validity, as_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from graphmodel.model.statement import Citation

T = TypeVar("T", Node, Edge, Source, Survey)

_SHOWN_FAULTS = 20


def _by_id(statements: Iterable[T]) -> Mapping[str, T]:
    return MappingProxyType({each.id: each for each in sorted(statements, key=lambda each: each.id)})


class Graph:
    """All statements together: nodes, edges, sources and surveys, each by id and in the order of their ids.

    A graph never changes. Two graphs of the same statements are equal, however those were ordered.

    Parameters
    ----------
    nodes, edges, sources, surveys
        The statements, in any order.
    translations
        The English of roles, notes, locators and what else is written by hand, by the Norwegian text.
    day
        The day of which this is a picture; ``None`` for the whole record.

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
    ) -> None:
        nodes, edges, sources, surveys = list(nodes), list(edges), list(sources), list(surveys)
        found = [f"{fault.id}: {fault.field}: {fault.message}" for fault in faults(nodes, edges, sources, surveys)]
        if found:
            rest = f"\n(and {len(found) - _SHOWN_FAULTS} more)" if len(found) > _SHOWN_FAULTS else ""
            raise ModelError("\n".join(found[:_SHOWN_FAULTS]) + rest)
        self._set(_by_id(nodes), _by_id(edges), _by_id(sources), _by_id(surveys), day)
        self._english = _checked(translations or {})

    def _set(
        self,
        nodes: Mapping[str, Node],
        edges: Mapping[str, Edge],
        sources: Mapping[str, Source],
        surveys: Mapping[str, Survey],
        day: date | None,
    ) -> None:
        self.nodes = nodes
        self.edges = edges
        self.sources = sources
        self.surveys = surveys
        self.day = day

    def _part(self, nodes: Iterable[Node], edges: Iterable[Edge], day: date | None) -> Graph:
        """Return a part of this graph; what is whole here is whole there, so nothing is looked at again."""
        part = Graph.__new__(Graph)
        part._set(_by_id(nodes), _by_id(edges), self.sources, self.surveys, day)  # noqa: SLF001 - the same class
        part._english = self._english  # noqa: SLF001 - the same class
        return part

    @cached_property
    def translations(self) -> Mapping[str, str]:
        """The English of the texts in this graph by the Norwegian ones, as far as it is known and another."""
        records = chain(self.nodes.values(), self.edges.values(), self.sources.values(), self.surveys.values())
        held = {text for record in records for _, text in texts(record)} if self._english else set()
        english = self._english
        return MappingProxyType({text: english[text] for text in sorted(held) if english.get(text, text) != text})

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
        return self._english.get(text, text) if lang == "en" else text

    def reference(self, citation: Citation, lang: str = "nb") -> str:
        """Return a citation in a language: the id of the source, and where in it."""
        return str(citation.model_copy(update={"locator": self.translate(citation.locator, lang)}))

    @cached_property
    def ties(self) -> Mapping[str, Edge]:
        """The recorded edges: all but those that were only called for."""
        return MappingProxyType({id_: edge for id_, edge in self.edges.items() if not edge.called_for})

    @cached_property
    def _out(self) -> Mapping[str, tuple[Edge, ...]]:
        return _grouped((edge.from_id, edge) for edge in self.edges.values())

    @cached_property
    def _in(self) -> Mapping[str, tuple[Edge, ...]]:
        return _grouped((edge.to_id, edge) for edge in self.edges.values())

    def edges_from(self, node: str) -> tuple[Edge, ...]:
        """Return the edges that leave a node, in the order of their ids."""
        return self._out.get(node, ())

    def edges_to(self, node: str) -> tuple[Edge, ...]:
        """Return the edges that reach a node, in the order of their ids."""
        return self._in.get(node, ())

    def __getitem__(self, id_: str) -> Node | Edge | Source:
        """Return the node, edge or source with an id.

        Raises
        ------
        UnknownIdError
            If there is none; it names the nearest ids.
        """
        for group in (self.nodes, self.edges, self.sources):
            if id_ in group:
                return group[id_]
        raise UnknownIdError(id_, chain(self.nodes, self.edges, self.sources))

    def node(self, id_: str) -> Node:
        """Return the node with an id.

        Raises
        ------
        UnknownIdError
            If there is none; it names the nearest ids.
        """
        if id_ not in self.nodes:
            raise UnknownIdError(id_, self.nodes)
        return self.nodes[id_]

    def bounds(self, id_: str) -> Bounds:
        """Return the period in which a node or edge holds.

        An edge holds within its own dates and within the periods of both its ends; a succession only within its own.

        Raises
        ------
        UnknownIdError
            If no node or edge has the id.
        """
        edge = self.edges.get(id_)
        if edge is None:
            return self.node(id_).bounds
        if edge.type == "SUCCEEDED_BY":
            return edge.bounds
        return edge.bounds & self.nodes[edge.from_id].bounds & self.nodes[edge.to_id].bounds

    def validity(self, id_: str, on: date | str | None = None) -> Validity:
        """Tell whether a node or edge held on a day: *yes*, *possibly* or *no*.

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
        DateError
            If ``day`` is not a single day.
        """
        on = as_day(day)
        nodes = [node for node in self.nodes.values() if node.bounds.at(on)]
        kept = {node.id for node in nodes}
        edges = [
            edge for edge in self.edges.values() if edge.from_id in kept and edge.to_id in kept and edge.bounds.at(on)
        ]
        return self._part(nodes, edges, on)

    def keep(self, nodes: Iterable[str], edges: Iterable[str] | None = None) -> Graph:
        """Return the part with some of the nodes, and with some or all of the edges between them.

        Parameters
        ----------
        nodes
            Ids of the nodes to keep.
        edges
            Ids of the edges to keep; by default all. Edges without both ends go.

        Raises
        ------
        UnknownIdError
            If an id is unknown.
        """
        kept = {id_: self.node(id_) for id_ in nodes}
        wanted = self.edges.values() if edges is None else [self.edges[id_] for id_ in edges]
        between = [edge for edge in wanted if edge.from_id in kept and edge.to_id in kept]
        return self._part(kept.values(), between, self.day)

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
            The name; where the day may be before or after a renaming, both with `` / `` between.

        Raises
        ------
        UnknownIdError
            If no node has the id.
        """
        node = self.node(id_)
        day = as_day(on) if on is not None else self.day
        name = node.name if day is None else _name_on(node, day)
        return (node.name_en or name) if lang == "en" and name == node.name else name

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


def _checked(translations: Mapping[str, str]) -> Mapping[str, str]:
    try:
        return MappingProxyType(TRANSLATIONS.validate_python(dict(translations)))
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        raise ModelError(f"the translation of {str(first['loc'][0])[:80]!r}: {first['msg']}") from error


def _grouped(pairs: Iterable[tuple[str, Edge]]) -> Mapping[str, tuple[Edge, ...]]:
    groups: defaultdict[str, list[Edge]] = defaultdict(list)
    for id_, edge in pairs:
        groups[id_].append(edge)
    return {id_: tuple(edges) for id_, edges in groups.items()}


def _name_on(node: Node, day: date) -> str:
    """Return the dated name that held on a day.

    Without a last day, a name other than the present one is only a name to find the node by.
    """
    dated = [
        name
        for name in node.names
        if name.language is None
        and (name.name == node.name or name.until not in (None, UNKNOWN))
        and (name.since or name.until)
    ]
    for verdict in (Validity.YES, Validity.POSSIBLY):
        held = [name.name for name in dated if name.bounds.at(day) is verdict]
        if held:
            return held[-1] if verdict is Validity.YES else " / ".join(dict.fromkeys(held))
    return node.name


__all__ = ["Graph"]

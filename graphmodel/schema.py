"""The model's own shape, read off its classes: labels, properties, ends, flows and wording.

Nothing here is typed in twice: a kind added to :mod:`graphmodel.model` is known to the stores, the linter, the legends
and the docs.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from graphmodel.language import pick
from graphmodel.model.edges import EDGE_KINDS as _EDGES
from graphmodel.model.edges import FLOWS, Edge, Flow, Run, Seat, Wording
from graphmodel.model.nodes import LEVELS, NODE_KINDS, Body, Node

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

__all__ = [
    "CALLED_FOR",
    "CLAIMED",
    "EDGE_KINDS",
    "FAMILIES",
    "FLOWS",
    "KINDS",
    "LABELS",
    "LEVELS",
    "LEVEL_WORDS",
    "RELATIONSHIPS",
    "VERSION",
    "EdgeKind",
    "Relationship",
    "edge_properties",
    "kinds_of",
    "level_label",
    "level_word",
    "node_properties",
    "relationship_of",
    "sentence",
]

VERSION = 1
"""Of the model. It rises when a kind, a property or a field goes or changes its meaning; new ones do not raise it."""

KINDS: Mapping[str, type[Node]] = {kind.__name__: kind for kind in NODE_KINDS}
"""Kind of node by name."""

FAMILIES: tuple[str, ...] = tuple(dict.fromkeys(kind.family for kind in NODE_KINDS))
"""Body, Instrument, Place."""

LEVEL_WORDS: Mapping[str, tuple[str, str]] = {
    "national": ("Nasjonalt", "National"),
    "regional": ("Regionalt", "Regional"),
    "intermunicipal": ("Interkommunalt", "Intermunicipal"),
    "local": ("Lokalt", "Local"),
}
"""The levels from the top down, in Norwegian and English."""


def level_label(level: str, lang: str) -> str:
    """Return a level as a label, such as ``Regionalt``."""
    return pick(LEVEL_WORDS[level], lang)


def level_word(level: str, lang: str) -> str:
    """Return a level in words within a sentence, such as ``regionalt``."""
    return level_label(level, lang).lower()


@dataclass(frozen=True, slots=True)
class EdgeKind:
    """One kind of edge: its class, and the node kinds it joins."""

    cls: type[Edge]
    from_kinds: frozenset[str]
    to_kinds: frozenset[str]

    @property
    def type(self) -> str:
        """Its type in a store, such as ``REPORTS_TO``."""
        return self.cls.type_name()

    @property
    def reads(self) -> Wording:
        """How it reads aloud, both ways, in Norwegian and English."""
        return self.cls.reads

    @property
    def flows(self) -> dict[Flow, Run]:
        """The flows it carries, and in which direction each runs."""
        return self.cls.flows


def _kind_names(classes: tuple[type[Node], ...]) -> frozenset[str]:
    return frozenset(kind.__name__ for kind in NODE_KINDS if issubclass(kind, classes))


EDGE_KINDS: Mapping[str, EdgeKind] = {
    cls.type_name(): EdgeKind(cls, _kind_names(cls.joins[0]), _kind_names(cls.joins[1])) for cls in _EDGES
}
"""Kind of edge by type, such as ``REPORTS_TO``."""


@dataclass(frozen=True, slots=True)
class Relationship:
    """A type of relationship in a store, and the node kinds it joins."""

    type: str
    from_kinds: frozenset[str]
    to_kinds: frozenset[str]


CALLED_FOR = "CALLED_FOR"
"""The type of every tie that was only called for; its `kind` says of which kind it would be."""

CLAIMED = "CLAIMED"
"""The type of every claim that was not chosen; its `kind` says of which kind the tie would be."""

RELATIONSHIPS: Mapping[str, Relationship] = {
    **{type_: Relationship(type_, kind.from_kinds, kind.to_kinds) for type_, kind in EDGE_KINDS.items()},
    **{type_: Relationship(type_, frozenset(KINDS), frozenset(KINDS)) for type_ in (CALLED_FOR, CLAIMED)},
}
"""All types of relationship in a store: a pattern on a kind of edge finds recorded ties only."""


def relationship_of(edge: Edge) -> str:
    """Return the type of an edge in a store: its kind if it is recorded."""
    if edge.recorded:
        return edge.type
    return CALLED_FOR if edge.called_for else CLAIMED


_LEVEL_LABELS: Mapping[str, str] = {f"{level.capitalize()}Body": level for level in LEVELS}

_COVERS: Mapping[str, frozenset[str]] = {
    **{family: frozenset(kind.__name__ for kind in NODE_KINDS if kind.family == family) for family in FAMILIES},
    **{label: _kind_names((Body,)) for label in _LEVEL_LABELS},
    **{kind: frozenset({kind}) for kind in KINDS},
    "Source": frozenset(),
    "Survey": frozenset(),
}

LABELS: frozenset[str] = frozenset(_COVERS)
"""All labels in a store: families, levels of bodies, kinds, Source and Survey."""


_MOST_DESCRIBED = 6


def describe(kinds: Collection[str]) -> str:
    """Return kinds of node in the fewest words: families where they are whole, else the kinds."""
    words, left = [], set(kinds)
    for family in FAMILIES:
        if kinds_of(family) <= left:
            words.append(family)
            left -= kinds_of(family)
    words += sorted(left)
    shown = words[:_MOST_DESCRIBED] + (["…"] if len(words) > _MOST_DESCRIBED else [])
    return " or ".join(shown) if shown else "nothing"


def kinds_of(label: str) -> frozenset[str]:
    """Return the kinds of node that a label covers; none for Source and Survey.

    Raises
    ------
    KeyError
        If the schema has no such label.
    """
    return _COVERS[label]


_PERIOD: Mapping[str, str] = {
    "valid_from": "string",
    "valid_to": "string",
    "from_earliest": "date",
    "from_latest": "date",
    "to_earliest": "date",
    "to_latest": "date",
    "attested_from": "date",
    "attested_to": "date",
}
_STATEMENT: Mapping[str, str] = {
    "id": "string",
    **_PERIOD,
    "as_of": "string",
    "note": "string",
    "note_en": "string",
    "confidence": "string",
    "reasoning": "string",
    "reasoning_en": "string",
    "conflict": "string",
    "conflict_en": "string",
    "founding": "boolean",
    "sources": "list of string",
    "citations": "list of string",
    "citations_en": "list of string",
}
_NODE: Mapping[str, str] = {
    **_STATEMENT,
    "name": "string",
    "name_en": "string",
    "level": "string",
    "form": "string",
    "class_of_bodies": "boolean",
    "form_en": "string",
    "kind": "string",
    "number": "string",
    "organisation_number": "string",
    "names": "list of string",
    "names_from": "list of string",
    "names_to": "list of string",
    "names_language": "list of string",
    "names_remark": "list of string",
    "names_remark_en": "list of string",
    "numbers": "list of string",
    "numbers_from": "list of string",
    "numbers_to": "list of string",
}
_EDGE: Mapping[str, str] = {
    **_STATEMENT,
    "role": "string",
    "role_en": "string",
    "status": "string",
    "claim": "string",
    "conflicts_with": "list of string",
    "kind": "string",
}
_SEAT: Mapping[str, str] = {
    **_EDGE,
    "capacity": "string",
    "on_behalf_of": "list of string",
    "appointed_by": "list of string",
}
_SOURCE: Mapping[str, str] = {
    "id": "string",
    "title": "string",
    "publisher": "string",
    "url": "string",
    "published": "string",
    "as_of": "string",
    "as_of_basis": "string",
    "as_of_basis_en": "string",
    "description": "string",
    "standing": "string",
    "description_en": "string",
}
_SURVEY: Mapping[str, str] = {
    "id": "string",
    "node": "string",
    "type": "string",
    "side": "string",
    "kinds": "list of string",
    "on": "string",
    "on_earliest": "date",
    "on_latest": "date",
    "note": "string",
    "note_en": "string",
    "sources": "list of string",
    "citations": "list of string",
    "citations_en": "list of string",
}


def node_properties(label: str) -> Mapping[str, str]:
    """Return the properties of the nodes with a label, each with its type.

    Raises
    ------
    KeyError
        If the schema has no such label.
    """
    kinds_of(label)
    return {"Source": _SOURCE, "Survey": _SURVEY}.get(label, _NODE)


def edge_properties(edge_type: str) -> Mapping[str, str]:
    """Return the properties of the edges of a type, each with its type.

    Raises
    ------
    KeyError
        If the schema has no such type.
    """
    if edge_type in (CALLED_FOR, CLAIMED):
        return _SEAT
    return _SEAT if issubclass(EDGE_KINDS[edge_type].cls, Seat) else _EDGE


def sentence(edge: Edge, from_name: str, to_name: str, lang: str = "nb", *, back: bool = False) -> str:
    """Return an edge as a sentence.

    Parameters
    ----------
    edge
        The edge.
    from_name, to_name
        The names of its ends.
    lang
        ``nb`` or ``en``.
    back
        Whether to read it from its `to` end.

    Returns
    -------
    str
        For instance ``Digi Agder rapporterer til KDU Agder``, without dates and without a full stop.
    """
    first, last = (to_name, from_name) if back else (from_name, to_name)
    return f"{first} {edge.reads.verb(lang, back=back)} {last}"

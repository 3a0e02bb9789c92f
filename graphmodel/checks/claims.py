"""Findings about what is claimed: ties only called for, and claims that do not agree."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import islice
from typing import TYPE_CHECKING

from graphmodel.model import Fault
from graphmodel.model.statement import texts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from graphmodel.model import Edge, Node, Source, Survey
    from graphmodel.model.draft import Draft, Translation

__all__ = ["called_for", "conflicts", "english_texts", "looks_english", "untranslated", "unused_translations"]

_QUOTED = re.compile(r"«[^»]*»|“[^”]*”|\"[^\"]*\"|\*[^*]*\*")
_WORD = re.compile(r"[^\W\d_]+")
_ENGLISH = frozenset(
    (
        *("the", "of", "and", "with", "that", "this", "these", "its", "their", "which", "who", "whose", "where"),
        *("was", "were", "been", "has", "have", "had", "from", "into", "through", "between", "than"),
    )
)
"""Words that an English sentence hardly does without, and that are none in Norwegian."""
_LONGEST_QUOTE = 60


def looks_english(text: str) -> bool:
    """Return whether a text has an English function word outside quotation marks.

    Examples
    --------
    >>> looks_english("Leader of the network"), looks_english("Kilden sier «leader of the network».")
    (True, False)
    """
    words = _WORD.findall(_QUOTED.sub(" ", text))
    return any(word.lower() in _ENGLISH and not word.isupper() for word in words)


def untranslated(draft: Draft) -> Iterator[Fault]:
    """Yield texts without English, each once; none where nobody has begun to translate.

    A place in a source is often a heading of that source, and is told as it stands there.
    """
    if not draft.translations:
        return
    known = draft.english.keys()
    open_ = ((id_, field, text) for id_, field, text in _texts(draft) if field != "locator" and text not in known)
    yield from _told("untranslated", open_, "has no English")


def english_texts(draft: Draft) -> Iterator[Fault]:
    """Yield texts that look English, or are the English of another text, each once."""
    english = set(draft.english.values()) - draft.english.keys()
    entries = (entry for entry in _texts(draft) if entry[2] in english or looks_english(entry[2]))
    yield from _told("english-text", entries, "looks English")


def unused_translations(draft: Draft) -> Iterator[Translation]:
    """Yield translations of texts that no statement uses."""
    used = {text for _, _, text in _texts(draft)}
    return (row for row in draft.translations if row.nb not in used)


def _texts(draft: Draft) -> Iterator[tuple[str, str, str]]:
    """Yield the id of a statement or accepted finding, a field and the text in it, each text where it first stands."""
    seen: set[str] = set()
    for id_, field, text in _all_texts(draft):
        if text not in seen:
            seen.add(text)
            yield id_, field, text


def _all_texts(draft: Draft) -> Iterator[tuple[str, str, str]]:
    statements: list[Node | Edge | Source | Survey] = [*draft.nodes, *draft.edges, *draft.sources, *draft.surveys]
    for statement in statements:
        for field, text in texts(statement):
            yield statement.id, field, text
    for finding, reason, _ in draft.accepted:
        yield finding, "reason", reason


def _told(rule: str, entries: Iterable[tuple[str, str, str]], what: str) -> Iterator[Fault]:
    """Yield a fault for each field of a statement; several texts of one, as of its names, are told together."""
    by_field: dict[tuple[str, str], list[str]] = {}
    for id_, field, text in entries:
        by_field.setdefault((id_, field), []).append(text if len(text) <= _LONGEST_QUOTE else f"{text[:_SHOWN]}…")
    for (id_, field), some in by_field.items():
        yield Fault(rule, id_, field, f"{field}: {', '.join(map(repr, some))} {what}")


_SHOWN = 20
"""Ids that are named at most."""


def called_for(draft: Draft) -> Iterator[Fault]:
    """Yield ties that a source calls for and that no recorded edge of their kind between the two bears out."""
    recorded = {_key(edge) for edge in draft.edges if not edge.called_for}
    for edge in draft.edges:
        if edge.called_for and _key(edge) not in recorded:
            yield Fault("called-for", edge.id, "status", "was called for; no source tells that it is there")


def _key(edge: Edge) -> tuple[str, ...]:
    ends = (edge.from_id, edge.to_id)
    return edge.type, *(sorted(ends) if edge.symmetric else ends)


def conflicts(draft: Draft) -> Iterator[Fault]:
    """Yield statements that another source contradicts, and groups of claims of which not one is chosen."""
    statements: list[Node | Edge] = [*draft.nodes, *draft.edges]
    english = draft.english
    for statement in statements:
        if statement.conflict:
            other = english.get(statement.conflict, statement.conflict)
            yield Fault("conflicting-claims", statement.id, "conflict", f"another source says otherwise: {other}")
    edges = {edge.id: edge for edge in draft.edges}
    against: defaultdict[str, list[str]] = defaultdict(list)
    for edge in draft.edges:
        for other in edge.conflicts_with:
            against[edge.id].append(other)
            against[other].append(edge.id)
    reported: set[str] = set()
    for edge in sorted(draft.edges, key=lambda edge: edge.id):
        if edge.conflicts_with and edge.id not in reported:
            group = _group(edge, edges, against)
            reported |= group.keys()
            if len(group) > 1:
                yield from _unsettled(group)


def _group(edge: Edge, edges: Mapping[str, Edge], against: Mapping[str, list[str]]) -> dict[str, Edge]:
    """Return the edges that conflict with one another, directly or through a third."""
    group: dict[str, Edge] = {}
    waiting = [edge.id]
    while waiting:
        id_ = waiting.pop()
        if id_ in edges and id_ not in group:
            group[id_] = edges[id_]
            waiting += against.get(id_, ())
    return dict(sorted(group.items()))


def _unsettled(group: dict[str, Edge]) -> Iterator[Fault]:
    first = next(iter(group))
    ids = _named(group)
    if sum(edge.claim == "chosen" for edge in group.values()) != 1:
        yield Fault("no-claim-chosen", first, "claim", f"conflicting claims of which not exactly one is chosen: {ids}")
    for edge in group.values():
        if not edge.conflict:
            others = _named(islice((id_ for id_ in group if id_ != edge.id), _SHOWN + 1))
            yield Fault("conflicting-claims", edge.id, "conflicts_with", f"contradicts {others}")


def _named(ids: Iterable[str]) -> str:
    """Return ids for a message; of very many only the first."""
    listed = list(ids)
    return ", ".join(map(repr, listed[:_SHOWN])) + (", …" if len(listed) > _SHOWN else "")

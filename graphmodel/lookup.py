"""Find a node by what people call it: its id, its name or a former name, with æ, ø and å or without."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from itertools import product
from typing import TYPE_CHECKING

from graphmodel.errors import AmbiguousNameError, ModelError, UnknownIdError, WrongKindError
from graphmodel.language import alphabetical
from graphmodel.model import checked_graph
from graphmodel.model.complaints import kind_meant
from graphmodel.schema import KINDS, describe

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphmodel.model import Graph, Node

__all__ = ["find", "resolve"]

_SHOWN = 12
_FEW = 3


def fold(text: str) -> str:
    """Return text in small letters a to z, so that ``Vegårshei``, ``vegarshei`` and ``VEGAARSHEI`` are one."""
    text = text.casefold().replace("æ", "ae").replace("ø", "o")
    text = "".join(mark for mark in unicodedata.normalize("NFKD", text) if not unicodedata.combining(mark))
    return re.sub(r"\W+", " ", text.replace("aa", "a").replace("ae", "a").replace("oe", "o")).strip()


def _lower(text: str) -> str:
    """Return text in small letters, but with its own letters, so that ``Ås`` is not ``AS``."""
    return re.sub(r"\W+", " ", unicodedata.normalize("NFC", text).casefold()).strip()


def _names(node: Node) -> Iterator[str]:
    yield node.name
    if node.name_en:
        yield node.name_en
    yield from (name.name for name in node.names)


def find(graph: Graph, text: str, kinds: Collection[str] = ()) -> list[str]:
    """Return the ids of the nodes that a text may mean, the best kind of match only.

    Parameters
    ----------
    graph
        Where to look.
    text
        An id, or a present, former or English name, or words of it.
    kinds
        Only nodes of these kinds; all when empty.

    Returns
    -------
    list of str
        The node with that id; else those with exactly that name; else those whose name has these words; else those
        whose name has words that begin so. Of each kind, those spelled as given come before those spelled alike. In
        the order of their names.

    See Also
    --------
    resolve : the one id that a name means

    Examples
    --------
    >>> gm.find(g, "Digi Agder")
    ['digi-agder']
    """
    if not isinstance(text, str):
        raise UnknownIdError(text)
    kinds = _check_kinds(kinds)
    if text in checked_graph(graph).nodes and (not kinds or graph.nodes[text].kind in kinds):
        return [text]
    nodes = [node for node in graph.nodes.values() if not kinds or node.kind in kinds]
    for fits, spelled in product((_is, _has, _begins), (_lower, fold)):
        wanted = spelled(text)
        matches = [node for node in nodes if wanted and any(fits(spelled(name), wanted) for name in _names(node))]
        if matches:
            return [node.id for node in sorted(matches, key=lambda node: alphabetical(node.name))]
    return []


def _check_kinds(kinds: object) -> list[str]:
    """Return kinds of node, of which one may stand alone."""
    wanted = [kinds] if isinstance(kinds, str) or not isinstance(kinds, Collection) else kinds
    known = [kind for kind in wanted if isinstance(kind, str) and kind in KINDS]
    for kind in wanted:
        if kind not in known:
            raise ModelError(f"{kind!r} is not a kind of node{kind_meant(kind)}")
    return known


def _is(name: str, wanted: str) -> bool:
    return name == wanted


def _has(name: str, wanted: str) -> bool:
    return set(wanted.split()) <= set(name.split())


def _begins(name: str, wanted: str) -> bool:
    words = name.split()
    return all(any(word.startswith(part) for word in words) for part in wanted.split())


def resolve(graph: Graph, text: str, kinds: Collection[str] = ()) -> str:
    """Return the id of the one node that a text means.

    Raises
    ------
    UnknownIdError
        If no node fits; it names the nearest ids and names.
    AmbiguousNameError
        If several fit; it lists them.
    WrongKindError
        If it is the id of a node of none of the kinds.

    See Also
    --------
    find : all that match

    Examples
    --------
    >>> gm.resolve(g, "Digi Agder")
    'digi-agder'
    """
    checked_graph(graph)
    kinds = _check_kinds(kinds)
    if kinds and isinstance(text, str) and text in graph.nodes and graph.nodes[text].kind not in kinds:
        fitting = [node.id for node in graph.nodes.values() if node.kind in kinds]
        expected = " or ".join(sorted(kinds)) if len(kinds) <= _FEW else describe(kinds)
        raise WrongKindError(text, graph.nodes[text].kind, expected, fitting)
    matches = find(graph, text, kinds)
    if len(matches) == 1:
        return matches[0]
    if not matches and text in graph:
        raise WrongKindError(text, "tie" if text in graph.edges else "source", "node")
    if not matches:
        raise UnknownIdError(text, [*graph.nodes, *(node.name for node in graph.nodes.values())])
    listed = "\n".join(f"  {id_}  ({graph.nodes[id_].name})" for id_ in matches[:_SHOWN])
    more = f"\n  and {len(matches) - _SHOWN} more" if len(matches) > _SHOWN else ""
    raise AmbiguousNameError(f"{text!r} may mean any of these; give the id of one:\n{listed}{more}")

"""Finding one's way: the register of everything there is a page about, and the search, as static/site.js does it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from graphmodel.language import alphabetical
from graphmodel.lookup import fold
from graphmodel.schema import KINDS
from graphmodel.web.pages.edition import WebPage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphmodel.model import Node
    from graphmodel.web.pages.edition import Edition
    from graphmodel.web.pages.pictures import PicturePages
    from graphmodel.web.pages.questions import QuestionPages

__all__ = ["IndexEntry", "SearchPages", "matches"]

_ORDER = {kind: place for place, kind in enumerate(KINDS)}


class IndexEntry(NamedTuple):
    """Something to be found: what it is called, what it is, where it stands, and its other names."""

    name: str
    what: str
    address: str
    others: tuple[str, ...]
    rank: int = 0


@dataclass
class SearchPages:
    """The register, and the search with its index."""

    edition: Edition
    pictures: PicturePages
    questions: QuestionPages

    def register(self) -> WebPage:
        """Return the list of everything there is a page about, by kind."""
        nodes = sorted(
            self.edition.graph.nodes.values(),
            key=lambda node: (_ORDER[node.kind], alphabetical(self.edition.name(node.id))),
        )
        groups = [
            (self._plural(next_[0]), [(node.id, self.edition.name(node.id)) for node in next_])
            for _, group in groupby(nodes, key=lambda node: node.kind)
            if (next_ := list(group))
        ]
        return WebPage("register", "register.html", self.edition.words["register"], {"groups": groups})

    def _plural(self, node: Node) -> str:
        return node.words[1 if self.edition.lang == "nb" else 3].capitalize()

    def page(self, text: str | None = None) -> WebPage:
        """Return the page of the search; without a text, only its form."""
        found = matches(self.entries, text) if text else None
        return WebPage("sok", "search.html", self.edition.words["search"], {"text": text or "", "found": found})

    @cached_property
    def entries(self) -> list[IndexEntry]:
        """Everything that can be found, in the order in which equally good matches are told."""
        return sorted(self._entries(), key=lambda each: (each.rank, alphabetical(each.name)))

    @property
    def index(self) -> str:
        """The index of the search as a script, for pages without a server."""
        rows = [(each.name, each.what, each.address, list(each.others), _key(each)) for each in self.entries]
        text = json.dumps(rows, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
        return f"globalThis.graphmodelIndex = {text};\n"

    def _entries(self) -> Iterator[IndexEntry]:
        """Yield everything that can be found: nodes by all their names, pictures, questions, sources."""
        edition, words = self.edition, self.edition.words
        for node in edition.graph.nodes.values():
            shown = edition.name(node.id)
            names = dict.fromkeys([node.name, node.name_en or "", *(name.name for name in node.names)])
            others = tuple(each for each in names if each and each != shown)
            yield IndexEntry(shown, edition.what(node), f"organ/{node.id}", others)
        for name in self.pictures.views:
            yield IndexEntry(self.pictures.title(name), words["picture"], f"bilde/{name}", (), 1)
        for name in self.questions.answerable:
            title = self.questions.library[name].title.in_(edition.lang)
            yield IndexEntry(title, words["question"], f"sporsmal/{name}", (), 2)
        for source in edition.graph.sources.values():
            yield IndexEntry(source.title, words["source"], f"kilde/{source.id}", (), 3)


def _key(entry: IndexEntry) -> str:
    """Return what a search looks into: the names, folded, with bars between."""
    return "|".join(fold(name) for name in (entry.name, *entry.others))


def matches(among: list[IndexEntry], text: str, most: int = 60) -> list[tuple[IndexEntry, str]]:
    """Return what a text may mean, the best first, each with the other name by which it was found."""
    wanted = fold(text[:200])
    found = []
    for entry in among if wanted else []:
        names = _key(entry).split("|")
        scores = [_score(name, wanted) for name in names]
        if best := max(scores):
            place = scores.index(best)
            found.append((best, entry, entry.others[place - 1] if place else ""))
    return [(entry, by) for _, entry, by in sorted(found, key=lambda each: -each[0])[:most]]


def _score(name: str, wanted: str) -> int:
    if name == wanted:
        return 3
    if name.startswith(wanted):
        return 2
    words = name.split()
    return int(all(any(word.startswith(part) for word in words) for part in wanted.split()))

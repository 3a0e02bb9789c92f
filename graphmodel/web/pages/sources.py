"""The page of a source, and the list of all."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING, Any

from graphmodel.language import alphabetical, date_in_words
from graphmodel.web.pages.edition import WebPage

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from graphmodel.model import Edge, Node
    from graphmodel.web.pages.edition import Edition

__all__ = ["SourcePages"]


@dataclass
class SourcePages:
    """The pages of sources."""

    edition: Edition

    def page(self, id_: str) -> WebPage:
        """Return the page of a source: what it is, and all that rests on it."""
        source = self.edition.graph.sources[id_]
        nodes, ties = self._resting.get(id_, ([], []))
        content = {
            "source": source,
            "description": self.edition.own(source.description),
            "published": " – ".join(
                date_in_words(part, self.edition.lang) for part in (source.published or "").split("/")
            ),
            "as_of": " – ".join(date_in_words(part, self.edition.lang) for part in (source.as_of or "").split("/")),
            "nodes": _in_order((node.id, self.edition.name(node.id), where) for node, where in nodes),
            "ties": _in_order((edge, self.edition.sentence(edge), where) for edge, where in ties),
        }
        return WebPage(f"kilde/{id_}", "source.html", source.title, content)

    @cached_property
    def _resting(self) -> Mapping[str, tuple[list[tuple[Node, str]], list[tuple[Edge, str]]]]:
        """What rests on each source, with the place in it."""
        found: dict[str, tuple[list[Any], list[Any]]] = defaultdict(lambda: ([], []))
        for place, statements in enumerate((self.edition.graph.nodes, self.edition.graph.edges)):
            for statement in statements.values():
                for citation in statement.cites:
                    found[citation.source][place].append((statement, self.edition.own(citation.locator)))
        return found

    def overview(self) -> WebPage:
        """Return the list of all sources, by publisher."""
        listed = sorted(self.edition.graph.sources.values(), key=lambda each: alphabetical(each.publisher or ""))
        groups = [
            (publisher, sorted(group, key=lambda each: alphabetical(each.title)))
            for publisher, group in groupby(
                listed, key=lambda each: each.publisher or self.edition.words["no publisher"]
            )
        ]
        counts = {id_: len(nodes) + len(ties) for id_, (nodes, ties) in self._resting.items()}
        return WebPage("kilder", "sources.html", self.edition.words["sources"], {"groups": groups, "counts": counts})


def _in_order(rows: Iterable[tuple[Any, str, str]]) -> list[tuple[Any, str, str]]:
    """Return rows in the alphabetical order of what they say."""
    return sorted(rows, key=lambda each: alphabetical(each[1]))

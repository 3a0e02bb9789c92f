"""Which lines run together: those that look alike and meet at one box form a bundle, as in an organisation chart.

A bundle has one box at its root and one line per leaf. Every leaf leads to the root and nowhere else, so each line can
still be followed. A line that shares with no other is a bundle with one leaf.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from graphmodel.diagram.layout.types import Link

__all__ = ["Bundle", "Key", "Passage", "Pin", "Wire", "bundle_links", "bundle_wires"]


class Bundle(NamedTuple):
    """Lines that run together towards one box."""

    id: str
    root: str
    links: tuple[Link, ...]

    @property
    def root_port(self) -> str:
        """The name of its port at the root, which no line has."""
        return f"root {self.id}"

    def leaf(self, link: Link) -> str:
        """Return the end of a line that is not the root."""
        return link.tail if link.head == self.root else link.head


class Passage(NamedTuple):
    """The place where a bundle passes a row between boxes."""

    bundle: str
    row: int


Key = str | Passage


class Pin(NamedTuple):
    """Where a wire meets a row: a passage, or a port of a box."""

    key: Key
    port: str
    """The line whose end it is, or the bundle whose root; empty for a passage."""
    under: bool
    """Whether it lies in the row under the wire."""
    box: str = ""
    """The box that it ends at, which stands in the key or is it; empty for a passage."""


class Wire(NamedTuple):
    """What a bundle needs between two rows: pins that are all joined to one that leads on to the root."""

    bundle: Bundle
    channel: int
    """The row under it."""
    goal: Pin
    others: tuple[Pin, ...]


def bundle_links(links: Sequence[Link]) -> list[Bundle]:
    """Group lines into bundles, the largest first; each line stands in exactly one."""
    groups: dict[tuple[str, str, str], list[Link]] = {}
    for link in links:
        groups.setdefault((link.head, "in", link.look), []).append(link)
        groups.setdefault((link.tail, "out", link.look), []).append(link)
    found: list[Bundle] = []
    taken: set[str] = set()
    for (root, _, look), group in sorted(groups.items(), key=lambda pair: (-len(pair[1]), pair[0])):
        free = [link for link in group if link.id not in taken]
        if len(free) > 1 and look:
            found.append(Bundle(free[0].id, root, tuple(free)))
            taken |= {link.id for link in free}
    found += [Bundle(link.id, link.head, (link,)) for link in links if link.id not in taken]
    return sorted(found, key=lambda bundle: bundle.id)


def bundle_wires(bundle: Bundle, row_of: Mapping[Key, int], host: Mapping[str, str]) -> list[Wire]:
    """Return the wires of a bundle, from the rows farthest above its root to those farthest below."""
    home = row_of[host[bundle.root]]
    leaves: dict[int, list[Link]] = {}
    for link in bundle.links:
        leaves.setdefault(row_of[host[bundle.leaf(link)]], []).append(link)
    return [*_above(bundle, home, leaves, host), *_below(bundle, home, leaves, host)]


def _leaves(bundle: Bundle, links: Sequence[Link], host: Mapping[str, str], *, under: bool) -> list[Pin]:
    return [Pin(host[leaf], link.id, under, leaf) for link in links for leaf in (bundle.leaf(link),)]


def _passage(bundle: Bundle, row: int, *, under: bool) -> Pin:
    return Pin(Passage(bundle.id, row), "", under)


def _above(bundle: Bundle, home: int, leaves: Mapping[int, list[Link]], host: Mapping[str, str]) -> list[Wire]:
    """Return the wires of the leaves in rows above the root, and in its own row."""
    first = min((row for row in leaves if row < home), default=home if home in leaves else home + 1)
    found = []
    for channel in range(min(first + 1, home), home + 1) if first <= home else ():
        others = _leaves(bundle, leaves.get(channel - 1, ()), host, under=False)
        if channel - 1 > first:
            others.append(_passage(bundle, channel - 1, under=False))
        if channel == home:
            others += _leaves(bundle, leaves.get(home, ()), host, under=True)
        goal = (
            Pin(host[bundle.root], bundle.root_port, under=True, box=bundle.root)
            if channel == home
            else _passage(bundle, channel, under=True)
        )
        found.append(Wire(bundle, channel, goal, tuple(others)))
    return found


def _below(bundle: Bundle, home: int, leaves: Mapping[int, list[Link]], host: Mapping[str, str]) -> list[Wire]:
    """Return the wires of the leaves in rows below the root."""
    last = max((row for row in leaves if row > home), default=home)
    found = []
    for channel in range(home + 1, last + 1):
        others = _leaves(bundle, leaves.get(channel, ()), host, under=True)
        if channel < last:
            others.append(_passage(bundle, channel, under=True))
        root = channel - 1 == home
        goal = (
            Pin(host[bundle.root], bundle.root_port, under=False, box=bundle.root)
            if root
            else _passage(bundle, channel - 1, under=False)
        )
        found.append(Wire(bundle, channel, goal, tuple(others)))
    return found

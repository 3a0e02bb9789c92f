"""Which lines run together: those that look alike and meet at one box form a tree, as in an organisation chart.

A tree has one box at its root and one line per leaf. Every leaf leads to the root and nowhere else, so each line can
still be followed. A line that shares with no other is a tree with one leaf.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from graphmodel.diagram.layout.shapes import Link

__all__ = ["Key", "Passage", "Pin", "Tree", "Wire", "trees", "wires"]


class Tree(NamedTuple):
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
    """The place where a tree passes a row between boxes."""

    tree: str
    row: int


Key = str | Passage


class Pin(NamedTuple):
    """Where a wire meets a row: a passage, or a port of a box."""

    key: Key
    port: str
    """The line whose end it is, or the tree whose root; empty for a passage."""
    under: bool
    """Whether it lies in the row under the wire."""
    box: str = ""
    """The box that it ends at, which stands in the key or is it; empty for a passage."""


class Wire(NamedTuple):
    """What a tree needs between two rows: pins that are all joined to one that leads on to the root."""

    tree: Tree
    channel: int
    """The row under it."""
    goal: Pin
    others: tuple[Pin, ...]


def trees(links: Sequence[Link]) -> list[Tree]:
    """Group lines into trees, the largest first; each line stands in exactly one."""
    groups: dict[tuple[str, str, str], list[Link]] = {}
    for link in links:
        groups.setdefault((link.head, "in", link.look), []).append(link)
        groups.setdefault((link.tail, "out", link.look), []).append(link)
    found: list[Tree] = []
    taken: set[str] = set()
    for (root, _, look), group in sorted(groups.items(), key=lambda pair: (-len(pair[1]), pair[0])):
        free = [link for link in group if link.id not in taken]
        if len(free) > 1 and look:
            found.append(Tree(free[0].id, root, tuple(free)))
            taken |= {link.id for link in free}
    found += [Tree(link.id, link.head, (link,)) for link in links if link.id not in taken]
    return sorted(found, key=lambda tree: tree.id)


def wires(tree: Tree, row_of: Mapping[Key, int], host: Mapping[str, str]) -> list[Wire]:
    """Return what a tree needs between each two rows, from the rows farthest above its root to those farthest below."""
    home = row_of[host[tree.root]]
    leaves: dict[int, list[Link]] = {}
    for link in tree.links:
        leaves.setdefault(row_of[host[tree.leaf(link)]], []).append(link)
    return [*_above(tree, home, leaves, host), *_below(tree, home, leaves, host)]


def _leaves(tree: Tree, links: Sequence[Link], host: Mapping[str, str], *, under: bool) -> list[Pin]:
    return [Pin(host[leaf], link.id, under, leaf) for link in links for leaf in (tree.leaf(link),)]


def _passage(tree: Tree, row: int, *, under: bool) -> Pin:
    return Pin(Passage(tree.id, row), "", under)


def _above(tree: Tree, home: int, leaves: Mapping[int, list[Link]], host: Mapping[str, str]) -> list[Wire]:
    """Return the wires of the leaves in rows above the root, and in its own row."""
    first = min((row for row in leaves if row < home), default=home if home in leaves else home + 1)
    found = []
    for channel in range(min(first + 1, home), home + 1) if first <= home else ():
        others = _leaves(tree, leaves.get(channel - 1, ()), host, under=False)
        if channel - 1 > first:
            others.append(_passage(tree, channel - 1, under=False))
        if channel == home:
            others += _leaves(tree, leaves.get(home, ()), host, under=True)
        goal = (
            Pin(host[tree.root], tree.root_port, under=True, box=tree.root)
            if channel == home
            else _passage(tree, channel, under=True)
        )
        found.append(Wire(tree, channel, goal, tuple(others)))
    return found


def _below(tree: Tree, home: int, leaves: Mapping[int, list[Link]], host: Mapping[str, str]) -> list[Wire]:
    """Return the wires of the leaves in rows below the root."""
    last = max((row for row in leaves if row > home), default=home)
    found = []
    for channel in range(home + 1, last + 1):
        others = _leaves(tree, leaves.get(channel, ()), host, under=True)
        if channel < last:
            others.append(_passage(tree, channel, under=True))
        root = channel - 1 == home
        goal = (
            Pin(host[tree.root], tree.root_port, under=False, box=tree.root)
            if root
            else _passage(tree, channel - 1, under=False)
        )
        found.append(Wire(tree, channel, goal, tuple(others)))
    return found

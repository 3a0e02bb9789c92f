"""How lines run between two rows: each on a track of its own, so that none covers another and crossings are square.

The order of the tracks is the one that crosses least when every two are compared; two lines share a track where their
stretches do not meet (channel routing, Hashimoto and Stevens 1971, doi:10.1145/800158.805069).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["Channel", "Net", "Obstacle", "channel"]

_CLOSE = 3.0
_OVERLAP = 20
_APART = 4.0
_STRAIGHT = 0.5
_ROUNDS = 3


class Net(NamedTuple):
    """What one wire needs between two rows: where it comes from above, and where it goes below."""

    name: str
    above: tuple[float, ...]
    below: tuple[float, ...]
    low: float
    high: float
    """The first and the last place along that it reaches."""

    @classmethod
    def of(cls, name: str, above: tuple[float, ...], below: tuple[float, ...]) -> Net:
        """Return the net of a wire's pins."""
        places = (*above, *below)
        return cls(name, above, below, min(places), max(places))

    @property
    def straight(self) -> bool:
        """Whether it needs no stretch along the lanes."""
        return self.high - self.low < _STRAIGHT


class Obstacle(NamedTuple):
    """A stretch along a row that a label or an arrowhead keeps free, and how far it reaches."""

    low: float
    high: float
    reach: float


class Channel(NamedTuple):
    """The room between two rows: how deep it has to be, and where in it each line that bends runs."""

    depth: float
    tracks: Mapping[str, float]


def channel(
    nets: Sequence[Net], above: Sequence[Obstacle], below: Sequence[Obstacle], pitch: float, stub: float
) -> Channel:
    """Return the least room between two rows, with a track for each line that needs one.

    Parameters
    ----------
    nets
        The lines between the rows.
    above, below
        What reaches into the room from the row above and from the row below.
    pitch
        The distance of two tracks.
    stub
        The least distance of a track from what reaches into the room.

    Returns
    -------
    Channel
        Tracks are measured from the row above; lines that run straight have none.
    """
    bent = sorted((net for net in nets if not net.straight), key=lambda net: (net.low, net.high, net.name))
    order = _improved(_ranked(bent))
    down = _packed(order, above, pitch, stub)
    up = _packed(order[::-1], below, pitch, stub)
    straight = (_reach(above, net) + _reach(below, net) + stub for net in nets if net.straight)
    alone = max((one.reach for one in (*above, *below)), default=0.0) + stub
    depth = max((down[net.name] + _reach(below, net) + stub for net in order), default=0.0)
    depth = max(depth, alone, *straight, *(up[net.name] + _reach(above, net) + stub for net in order))
    depth = max(depth, 0.0, *(down[net.name] + up[net.name] for net in order))
    return Channel(depth, {net.name: (down[net.name] + depth - up[net.name]) / 2 for net in order})


def _packed(order: Sequence[Net], obstacles: Sequence[Obstacle], pitch: float, stub: float) -> dict[str, float]:
    """Return how far from a row each track runs at least, when the ones before it in order come first."""
    found: dict[str, float] = {}
    for place, net in enumerate(order):
        before = (found[other.name] + pitch for other in order[:place] if _meet(net, other))
        found[net.name] = max(_reach(obstacles, net) + stub, *before, 0.0)
    return found


def _meet(one: Net, other: Net) -> bool:
    return one.low < other.high + _APART and other.low < one.high + _APART


def _reach(obstacles: Sequence[Obstacle], net: Net) -> float:
    return max((each.reach for each in obstacles if each.low < net.high and net.low < each.high), default=0.0)


def _cost(upper: Net, lower: Net) -> int:
    """Return the crossings when one track runs above another, and a heavy price where they would cover each other."""
    if upper.high + _CLOSE < lower.low or lower.high + _CLOSE < upper.low:
        return 0
    crossings = sum(lower.low < place < lower.high for place in upper.below)
    crossings += sum(upper.low < place < upper.high for place in lower.above)
    covering = sum(abs(one - other) < _CLOSE for one in upper.below for other in lower.above)
    return crossings + _OVERLAP * covering


def _ranked(nets: list[Net]) -> list[Net]:
    """Order the tracks by how much each gains from running above all the others."""
    gains = {net.name: sum(_cost(other, net) - _cost(net, other) for other in nets if other is not net) for net in nets}
    return sorted(nets, key=lambda net: (-gains[net.name], net.low, net.name))


def _improved(order: list[Net]) -> list[Net]:
    """Exchange neighbouring tracks as long as that saves crossings."""
    for _ in range(_ROUNDS):
        changed = False
        for place in range(len(order) - 1):
            upper, lower = order[place], order[place + 1]
            if _cost(lower, upper) < _cost(upper, lower):
                order[place : place + 2] = [lower, upper]
                changed = True
        if not changed:
            break
    return order

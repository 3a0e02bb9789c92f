"""How lines run between two rows: each on a track of its own, so that none covers another and crossings are square.

The order of the tracks is the one that crosses least when every two are compared; two lines share a track where their
stretches do not meet (channel routing, Hashimoto and Stevens 1971, doi:10.1145/800158.805069).
"""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["Net", "tracks"]

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

    @property
    def low(self) -> float:
        """The first place along that it reaches."""
        return min((*self.above, *self.below))

    @property
    def high(self) -> float:
        """The last place along that it reaches."""
        return max((*self.above, *self.below))

    @property
    def straight(self) -> bool:
        """Whether it needs no stretch along the lanes."""
        return self.high - self.low < _STRAIGHT


def tracks(nets: list[Net]) -> dict[str, int]:
    """Return the track of each line that needs one, counted from the row above.

    Parameters
    ----------
    nets
        The lines between two rows.

    Returns
    -------
    dict
        Lines that run straight are left out.
    """
    bent = sorted((net for net in nets if not net.straight), key=lambda net: (net.low, net.high, net.name))
    levels: dict[str, int] = {}
    order = _improved(_ranked(bent))
    for place, net in enumerate(order):
        before = (
            levels[other.name] for other in order[:place] if other.low < net.high + _APART and net.low < other.high + _APART
        )
        levels[net.name] = max(before, default=-1) + 1
    return levels


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

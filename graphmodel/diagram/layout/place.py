"""Where along its row each box stands: near what it is joined to, in the order given, inside the page.

One row at a time this has an exact answer: with the least distances taken out, it is the isotonic regression of the
wishes, which pooling adjacent violators finds in one pass (Ayer et al. 1955, doi:10.1214/aoms/1177728423).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["spread"]


def spread(
    wishes: Sequence[float], gaps: Sequence[float], low: float, high: float, weights: Sequence[float] = ()
) -> list[float]:
    """Return places in the order given that come nearest to the wishes.

    Parameters
    ----------
    wishes
        Where each would like to be.
    gaps
        The least distance between each and the next; one fewer than the wishes.
    low, high
        The first and the last place there is; if the gaps need more, the places go beyond ``high``.
    weights
        How much each wish counts; all alike when empty.

    Returns
    -------
    list of float
        The places with the least weighted sum of squared distances from the wishes.
    """
    offsets = [0.0]
    for gap in gaps:
        offsets.append(offsets[-1] + gap)
    pools: list[list[float]] = []  # value, weight, number of wishes in it
    for place, wish in enumerate(wishes):
        pools.append([wish - offsets[place], weights[place] if weights else 1.0, 1.0])
        while len(pools) > 1 and pools[-2][0] > pools[-1][0]:
            value, weight, count = pools.pop()
            last = pools[-1]
            last[0] = (last[0] * last[1] + value * weight) / (last[1] + weight)
            last[1] += weight
            last[2] += count
    highest = max(low, high - offsets[-1]) if wishes else low
    values = [min(max(value, low), highest) for value, _, count in pools for _ in range(int(count))]
    return [value + offset for value, offset in zip(values, offsets, strict=True)] if wishes else []

"""Search for the core that best explains the ties."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy import sparse

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from graphmodel.measures.kernels.ties import Ties

__all__ = ["best_core", "core_fit"]

_PATIENCE = 100  # moves without a new best before a round is given up


def core_fit(covered: NDArray[np.int64], core: NDArray[np.int64], ties: int, size: int) -> NDArray[np.float64]:
    """Correlate the ties with the ideal in which exactly the pairs that touch the core are tied.

    Parameters
    ----------
    covered
        How many ties touch the core.
    core
        How many nodes are in the core.
    ties, size
        How many ties and nodes there are.

    Returns
    -------
    array
        Pearson's r over all ordered pairs; minus infinity where the ideal, or the ties, do not vary.
    """
    pairs = float(size * (size - 1))
    outside = size - core
    ideal = pairs - outside * (outside - 1)
    spread = np.sqrt(ties * (pairs - ties) * ideal * (pairs - ideal))
    with np.errstate(divide="ignore", invalid="ignore"):
        fit = (covered * pairs - ties * ideal) / spread
    return np.where(spread > 0, fit, -np.inf)


@dataclass(eq=False)
class _Core:
    """A core under search; nodes stand in an order that does not depend on how the graph was built.

    Parameters
    ----------
    contacts
        The ties each way between nodes, as a symmetric matrix of 0, 1 and 2.
    inside
        Whether each node is in the core.
    """

    contacts: sparse.csr_array[np.int64]
    ties: int
    inside: NDArray[np.bool_]

    def __post_init__(self) -> None:
        self.outer = np.asarray(self.contacts @ ~self.inside, dtype=np.int64)  # ties to nodes outside the core
        self.covered = self.ties - int(self.outer[~self.inside].sum()) // 2
        self.amount = int(self.inside.sum())

    @property
    def fit(self) -> float:
        return float(core_fit(np.array(self.covered), np.array(self.amount), self.ties, len(self.inside)))

    def best_move(self, unmoved: NDArray[np.bool_]) -> int:
        """Return the node whose crossing leaves the best fit, of those not yet moved; of equal ones the first.

        Of all that might enter the core, the one with the most ties outside covers most; of all that might leave it,
        the one with the fewest. So only these two are compared.
        """
        entering = int(np.argmax(np.where(unmoved & ~self.inside, self.outer, -1)))
        leaving = int(np.argmin(np.where(unmoved & self.inside, self.outer, np.iinfo(np.int64).max)))
        able = [node for node in sorted({entering, leaving}) if unmoved[node]]
        step = np.where(self.inside[able], -1, 1)
        fits = core_fit(self.covered + step * self.outer[able], self.amount + step, self.ties, len(self.inside))
        return able[int(np.argmax(fits))]

    def move(self, node: int) -> None:
        step = -1 if self.inside[node] else 1
        self.covered += step * int(self.outer[node])
        self.amount += step
        self.inside[node] = not self.inside[node]
        row = slice(self.contacts.indptr[node], self.contacts.indptr[node + 1])
        self.outer[self.contacts.indices[row]] -= step * self.contacts.data[row]


def best_core(ties: Ties[Any]) -> tuple[NDArray[np.int64], float]:
    """Return the places of the nodes in the best core found, and its fit.

    Rounds of single moves after Kernighan and Lin: in a round each node crosses at most once, the best crossing
    first even when it makes the fit worse, and the best core on the way is kept. Rounds go on while they improve.
    """
    contacts = _contacts(ties)
    inside = np.zeros(ties.size, dtype=np.bool_)
    fit = -np.inf
    while True:
        candidate, reached = _round(_Core(contacts, ties.count, inside.copy()))
        if reached <= fit:
            break
        inside, fit = candidate, reached
    return np.argsort(ties.ranks)[inside], fit


def _contacts(ties: Ties[Any]) -> sparse.csr_array[np.int64]:
    ends = (ties.ranks[ties.tails], ties.ranks[ties.heads])
    one_way = sparse.csr_array((np.ones(ties.count, dtype=np.int64), ends), shape=(ties.size, ties.size))
    return sparse.csr_array(one_way + one_way.T)


def _round(core: _Core) -> tuple[NDArray[np.bool_], float]:
    best, fit = core.inside.copy(), core.fit
    unmoved = np.ones(len(best), dtype=np.bool_)
    waited = 0
    while unmoved.any() and waited < _PATIENCE:
        node = core.best_move(unmoved)
        core.move(node)
        unmoved[node] = False
        waited += 1
        if core.fit > fit:
            best, fit, waited = core.inside.copy(), core.fit, 0
    return best, fit

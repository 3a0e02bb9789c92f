"""How sure and how long the best chains are between many pairs of nodes at once."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy import sparse

from graphmodel.analysis.rules import PHASES, Phase, turns
from graphmodel.period import Grade

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from graphmodel.analysis.influence import Influence

__all__ = ["best_chains", "gatekeepers_from", "gatekeepers_to", "reach"]

Held = dict[str, tuple[str, ...]]
"""Those that each gatekeeper holds."""

_State = tuple[str, Phase]
Best = dict[tuple[str, str], tuple[Grade, int]]


def best_chains(
    ways: Influence, sources: Sequence[str], targets: Collection[str]
) -> Mapping[tuple[str, str], tuple[Grade, int]]:
    """Return the grade and the length of the best chain for every pair that has one.

    Parameters
    ----------
    ways
        The ways in which influence runs.
    sources, targets
        Where the chains start and end.

    Returns
    -------
    dict
        By source and target, as :meth:`~graphmodel.analysis.influence.Tree.chain` would find it.

    Notes
    -----
    Chains of voice are searched for all sources at once, with matrices; those of authority one source at a time, since
    whether one may go on depends on when its ties began.
    """
    return _of_voice(ways, sources, targets) if ways.flow == "voice" else _one_by_one(ways, sources, targets)


def reach(ways: Influence, bodies: Sequence[str]) -> Mapping[str, int]:
    """Return how many of some bodies influence from each of them reaches."""
    known = frozenset(bodies)
    return {body: len(known & ways.reached(body).keys()) - 1 for body in bodies}


def _one_by_one(ways: Influence, sources: Sequence[str], targets: Collection[str]) -> Best:
    chains: Best = {}
    for source in sources:
        best = ways.tree(source).best
        chains |= {(source, target): best[target] for target in targets if target != source and target in best}
    return chains


def _voice_groups(ways: Influence, sources: Sequence[str]) -> Mapping[frozenset[str], list[str]]:
    """Return the sources by the seats held for some only that carry their voice."""
    held = {arc.edge.id: arc.voices for arc in ways.arcs if arc.voices is not None}
    groups: defaultdict[frozenset[str], list[str]] = defaultdict(list)
    for source in sources:
        groups[frozenset(seat for seat, voices in held.items() if source in voices)].append(source)
    return groups


def _of_voice(ways: Influence, sources: Sequence[str], targets: Collection[str]) -> Best:
    places = {id_: place for place, id_ in enumerate(ways.graph.nodes)}
    goals = list(targets)
    ends = np.array([places[goal] for goal in goals], dtype=np.int64)
    steps = _steps(ways, places)
    grade_of_arc = np.array([arc.grade for arc in ways.arcs], dtype=np.int64)
    grades = sorted({arc.grade for arc in ways.arcs}, reverse=True)
    named = {int(grade): grade for grade in grades}
    chains: Best = {}
    for group in _voice_groups(ways, sources).values():
        carries = np.array([arc.voices is None or group[0] in arc.voices for arc in ways.arcs], dtype=bool)
        rows = [places[source] for source in group]
        best = np.zeros((len(goals), len(group)), dtype=np.int64)
        length = np.zeros_like(best)
        for grade in grades:
            usable = (carries & (grade_of_arc >= grade))[steps.arc]
            lengths = _lengths(_matrix(steps, usable, len(places)), ends)[:, rows]
            new = (lengths > 0) & (length == 0)
            best[new], length[new] = grade, lengths[new]
        covered = np.nonzero(length)
        values = zip(best[covered].tolist(), length[covered].tolist(), strict=True)
        for goal, source, (grade, ties) in zip(*(each.tolist() for each in covered), values, strict=True):
            chains[group[source], goals[goal]] = (named[grade], ties)
    for source in sources:
        for target, arc in ways.tree(source).own.items():
            if (source, target) in chains:
                chains[source, target] = (arc.grade, 1)
    return chains


class _Steps(NamedTuple):
    """The steps between the states of a chain, as numbers of both states, and which arc each is along."""

    tail: NDArray[np.int64]
    head: NDArray[np.int64]
    arc: NDArray[np.int64]


def _steps(ways: Influence, places: Mapping[str, int]) -> _Steps:
    size = len(places)
    steps = [
        (phase * size + places[arc.tail], after * size + places[arc.head], number)
        for number, arc in enumerate(ways.arcs)
        for phase, after in turns(ways.flow, arc)
    ]
    return _Steps(*np.array(steps, dtype=np.int64).reshape(-1, 3).T)


def _matrix(steps: _Steps, usable: NDArray[np.bool_], size: int) -> sparse.csr_array[np.int32]:
    """Return the steps that can be used as a matrix whose product with a front is the front a step earlier."""
    tails, heads = steps.tail[usable], steps.head[usable]
    states = len(Phase) * size
    return sparse.csr_array((np.ones(len(tails), dtype=np.int32), (tails, heads)), shape=(states, states))


def _lengths(onward: sparse.csr_array[np.int32], targets: NDArray[np.int64]) -> NDArray[np.int32]:
    """Return the number of ties on the shortest chain from each node to each target, -1 where there is none."""
    size = onward.shape[0] // len(Phase)
    seen = np.zeros((len(Phase) * size, len(targets)), dtype=bool)
    front = np.zeros(seen.shape, dtype=np.int32)
    for phase in PHASES:
        front[phase * size + targets, np.arange(len(targets))] = 1
    lengths = np.full((size, len(targets)), -1, dtype=np.int32)
    distance = 0
    while front.any():
        seen |= front > 0
        starts = front[:size] > 0  # the phase in which a chain begins
        lengths[starts] = distance
        distance += 1
        front = np.asarray((np.asarray(onward @ front) > 0) & ~seen, dtype=np.int32)
    return lengths.T


def gatekeepers_to(ways: Influence, sources: Sequence[str], targets: Sequence[str]) -> tuple[tuple[str, ...], Held]:
    """Return the sources from which voice reaches any of the targets, and which of them each gatekeeper holds.

    A gatekeeper of a source is a node without which it reaches none of the targets.
    """
    linked: list[str] = []
    dependents: defaultdict[str, list[str]] = defaultdict(list)
    for group in _voice_groups(ways, sources).values():
        passed = _passed_by_all(ways.voiced_by(group[0]), targets)
        for source in group:
            if source in passed:
                linked.append(source)
                for node in passed[source] - {source}:
                    dependents[node].append(source)
    return tuple(sorted(linked)), {node: tuple(sorted(those)) for node, those in sorted(dependents.items())}


def _passed_by_all(ways: Influence, targets: Iterable[str]) -> Mapping[str, frozenset[str]]:
    """Return for each node from which voice reaches a target the nodes that every chain there passes.

    What every chain from a state passes is what all that can follow have in common: sets of nodes, one bit each, are
    taken backward from the targets and only shrink, until none changes (the data flow by which compilers find
    dominators). Which phase a node is passed in does not matter, nor whether as the holder of a seat.
    """
    ids = list(ways.graph.nodes)
    bits = {id_: 1 << place for place, id_ in enumerate(ids)}
    before: defaultdict[_State, list[tuple[_State, int]]] = defaultdict(list)
    for arc in ways.arcs:
        passed = 0
        for id_ in arc.passes:
            passed |= bits[id_]
        for phase, after in turns(ways.flow, arc):
            before[arc.head, after].append(((arc.tail, phase), passed))
    common: dict[_State, int] = {(target, phase): 0 for target in targets for phase in PHASES}
    front = list(common)
    while front:
        changed: dict[_State, None] = {}
        for state in front:
            for earlier, passed in before.get(state, ()):
                known = common.get(earlier, -1)
                shared = known & (common[state] | passed)
                if shared != known:
                    common[earlier] = shared
                    changed[earlier] = None
        front = list(changed)
    return {
        node: frozenset(id_ for id_, bit in bits.items() if shared & bit) if shared else frozenset()
        for (node, phase), shared in common.items()
        if phase is Phase.LEVEL
    }


def gatekeepers_from(ways: Influence, sources: Sequence[str], targets: Sequence[str]) -> tuple[tuple[str, ...], Held]:
    """Return the targets that authority from any of the sources reaches, and which of them each gatekeeper holds."""
    passed = _passed_by_all_from(ways, sources)
    linked = tuple(target for target in targets if target in passed)
    dependents: defaultdict[str, list[str]] = defaultdict(list)
    for target in linked:
        for node in passed[target] - {target}:
            dependents[node].append(target)
    return linked, {node: tuple(those) for node, those in sorted(dependents.items())}


class _Common:
    """What all chains to a state pass whose ties began by some day; a later day has more chains, which share less.

    Days are numbered; ``steps`` are those on which it shrinks, with what is left then as a set of bits.
    """

    __slots__ = ("steps",)

    def __init__(self) -> None:
        self.steps: list[tuple[int, int]] = []

    def meet(self, day: int, passed: int) -> bool:
        """Relax with a chain whose ties have begun by a day; return whether that improves anything."""
        known, later = -1, 0
        for began, shared in self.steps:
            if began > day:
                break
            known, later = shared, later + 1
        if known & passed == known:
            return False
        steps = [*self.steps[:later], (day, known & passed)]
        if later and self.steps[later - 1][0] == day:
            del steps[later - 1]
        for began, shared in self.steps[later:]:
            if shared & passed != steps[-1][1]:
                steps.append((began, shared & passed))
        self.steps = steps
        return True


def _passed_by_all_from(ways: Influence, sources: Iterable[str]) -> Mapping[str, frozenset[str]]:
    """Return for each node that influence from any of the sources reaches the nodes that every chain there passes.

    As :func:`_passed_by_all`, but forward, and with regard to time: what established or mandated something carries only
    a chain whose ties had begun by then.
    """
    bits = {id_: 1 << place for place, id_ in enumerate(ways.graph.nodes)}
    onward = {
        node: [(each, sum(bits[id_] for id_ in set(each.arc.passes))) for each in found]
        for node, found in ways.onward.items()
    }
    days = sorted({each.event[0] for found in ways.onward.values() for each in found if each.event})
    common: defaultdict[_State, _Common] = defaultdict(_Common)
    for source in sources:
        common[source, Phase.LEVEL].meet(0, bits[source])
    front = list(common)
    while front:
        changed: dict[_State, None] = {}
        for node, phase in front:
            steps = common[node, phase].steps
            for (arc, after, event), passed in onward.get(node, ()):
                then = after[phase]
                if then is None:
                    continue
                last = bisect_left(days, event[0]) if event else len(days)
                begun = bisect_left(days, arc.begun[0])
                for day, shared in steps:
                    if day <= last and common[arc.head, then].meet(max(day, begun), shared | passed):
                        changed[arc.head, then] = None
        front = [state for state in changed if state[1] is not Phase.ENDED]
    found: dict[str, int] = {}
    for (node, _), each in common.items():
        if each.steps:
            found[node] = found.get(node, -1) & each.steps[-1][1]
    return {node: frozenset(id_ for id_, bit in bits.items() if shared & bit) for node, shared in found.items()}

"""How sure and how long the best chains are between many pairs of nodes at once."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy import sparse

from graphmodel.analysis.rules import PHASES, Phase, first_steps, turns
from graphmodel.period import Grade

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from graphmodel.analysis.influence import Influence
    from graphmodel.analysis.rules import Step

__all__ = ["best_chains", "gatekeepers_from", "gatekeepers_to", "reach"]

Held = dict[str, tuple[str, ...]]
"""Those that each gatekeeper holds."""

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
    found: Best = {}
    for source in sources:
        best = ways.tree(source).best
        found |= {(source, target): best[target] for target in targets if target != source and target in best}
    return found


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
    found: Best = {}
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
            found[group[source], goals[goal]] = (named[grade], ties)
    for source in sources:
        for target, arc in ways.tree(source).own.items():
            if (source, target) in found:
                found[source, target] = (arc.grade, 1)
    return found


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
    found = np.full((size, len(targets)), -1, dtype=np.int32)
    distance = 0
    while front.any():
        seen |= front > 0
        starts = front[:size] > 0  # the phase in which a chain begins
        found[starts] = distance
        distance += 1
        front = np.asarray((np.asarray(onward @ front) > 0) & ~seen, dtype=np.int32)
    return found.T


def gatekeepers_to(ways: Influence, sources: Sequence[str], targets: Sequence[str]) -> tuple[tuple[str, ...], Held]:
    """Return the sources from which voice reaches any of the targets, and which of them each gatekeeper holds.

    A gatekeeper of a source is a node without which it reaches none of the targets.
    """
    linked: list[str] = []
    held: defaultdict[str, list[str]] = defaultdict(list)
    for group in _voice_groups(ways, sources).values():
        voiced = ways.voiced_by(group[0])
        reaching = _from_which(voiced, targets)
        joined = [source for source in group if source in reaching]
        linked += joined
        passed = {node for source in joined for node in _passed(voiced, source, targets)}
        for node in sorted(passed):
            left = _from_which(voiced.without(node), [target for target in targets if target != node])
            for source in joined:
                if source != node and source not in left:
                    held[node].append(source)
    return tuple(sorted(linked)), {node: tuple(sorted(those)) for node, those in sorted(held.items())}


def _passed(ways: Influence, source: str, targets: Sequence[str]) -> set[str]:
    """Return the nodes on a shortest chain to a target, among which all gatekeepers are."""
    steps = first_steps(ways, source)
    nearest = min((steps[target] for target in targets if target in steps), key=lambda step: step.length)
    return {node for arc in nearest.chain() for node in arc.passes} - {source}


def _from_which(ways: Influence, targets: Sequence[str]) -> set[str]:
    return set(ways.reaching(targets))


def gatekeepers_from(ways: Influence, sources: Sequence[str], targets: Sequence[str]) -> tuple[tuple[str, ...], Held]:
    """Return the targets that authority from any of the sources reaches, and which of them each gatekeeper holds."""
    steps = [first_steps(ways, source) for source in sources]
    linked = tuple(target for target in targets if any(target in each for each in steps))
    passed = {node for target in linked for node in _on_the_way(steps, target)}
    held: dict[str, tuple[str, ...]] = {}
    for node in sorted(passed):
        rest = ways.without(node)
        left = {id_ for source in sources if source != node for id_ in first_steps(rest, source)}
        those = tuple(target for target in linked if target not in left and target != node)
        if those:
            held[node] = those
    return linked, held


def _on_the_way(steps: Iterable[Mapping[str, Step]], target: str) -> set[str]:
    nearest = min((each[target] for each in steps if target in each), key=lambda step: step.length)
    return {node for arc in nearest.chain() for node in arc.passes} - {target}

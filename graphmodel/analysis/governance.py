"""How networks are governed: figures and reasons after Provan and Kenis, never a bare label."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from graphmodel.analysis.answer import Answer, Cell, Row
from graphmodel.analysis.coverage import there
from graphmodel.analysis.influence import on_day
from graphmodel.errors import UnknownIdError
from graphmodel.language import day_in_words, pick
from graphmodel.model import (
    Body,
    CooperationBody,
    CoordinationStructure,
    FollowsUp,
    Hosts,
    Leads,
    MemberOf,
    Network,
    PartOf,
    RepresentedIn,
    SecretariatFor,
    Steers,
    SucceededBy,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from graphmodel.model import Edge, Graph

__all__ = ["Governance", "Governances", "governance"]

_JOINING = (MemberOf, RepresentedIn)
_FEW = 8
"""Provan and Kenis expect shared governance to work with six to eight participants or fewer."""
_PAIR = 2
_UNKNOWN = ("trust", "goal consensus", "need for skills")
"""What Provan and Kenis go by, and no record of ties can tell."""


@dataclass(frozen=True, slots=True)
class Governance:
    """The indicators of one network.

    Parameters
    ----------
    network
        Its id.
    participants
        Who is a member of it, or represented in it; where nobody is, the bodies that are part of it.
    tied_pairs
        How many pairs of participants have a tie of their own beside the network, whatever it is.
    density
        Their share of all pairs; ``None`` for fewer than two participants.
    centralisation
        Freeman's degree centralisation of those ties, 0 (all alike) to 1 (a star); ``None`` for fewer than three.
    leads, hosts, secretariats, steers
        Who leads or hosts it, runs its secretariat, steers it.
    goals
        What it follows up.
    edges
        The ids of all ties that the indicators rest on.
    """

    network: str
    participants: tuple[str, ...]
    tied_pairs: int
    density: float | None
    centralisation: float | None
    leads: tuple[str, ...]
    hosts: tuple[str, ...]
    secretariats: tuple[str, ...]
    steers: tuple[str, ...]
    goals: tuple[str, ...]
    edges: tuple[str, ...]

    @property
    def administrative(self) -> tuple[str, ...]:
        """The bodies that run its secretariat without being participants: an administrative body of its own."""
        return tuple(id_ for id_ in self.secretariats if id_ not in self.participants)

    @property
    def leading_participants(self) -> tuple[str, ...]:
        """The participants that lead or host it, or run its secretariat."""
        runs = (*self.leads, *self.hosts, *self.secretariats)
        return tuple(sorted({id_ for id_ in runs if id_ in self.participants}))

    @property
    def points_to(self) -> tuple[str, ...]:
        """The modes of governance that the indicators speak for; it may be several.

        ``administrative body`` for the bodies under ``administrative``, ``lead organisation`` for those under
        ``leading_participants``; ``perhaps shared governance`` where neither is recorded and participants are few.
        """
        modes = ["administrative body"] if self.administrative else []
        modes += ["lead organisation"] if self.leading_participants else []
        few = _PAIR <= len(self.participants) <= _FEW
        return tuple(modes or (["perhaps shared governance"] if few else []))


@dataclass(frozen=True, repr=False)
class Governances(Answer):
    """The indicators of networks; as a table, a row for each."""

    columns: ClassVar[tuple[str, ...]] = (
        *("network", "name", "participants", "tied_pairs", "density", "centralisation"),
        *("leads", "hosts", "secretariats", "steers", "goals"),
        *("points_to", "administrative", "leading_participants", "unknown"),
    )
    keys: ClassVar[int] = 1

    networks: tuple[Governance, ...]

    def title(self, lang: str = "nb") -> str:
        """Return what was asked, on one line."""
        what = pick(("Styringsform: tegn og grunner", "Mode of governance: indicators and reasons"), lang)
        return f"{what} ({day_in_words(self.day, lang)})"

    def __iter__(self) -> Iterator[Governance]:
        return iter(self.networks)

    def __getitem__(self, network: str) -> Governance:
        for each in self.networks:
            if each.network == network:
                return each
        raise UnknownIdError(network, [each.network for each in self.networks])

    def _rows(self, lang: str) -> list[Row]:
        """Return a row for each network."""
        return [self._row(each, lang) for each in self.networks]

    def _row(self, each: Governance, lang: str) -> Row:
        density, centralisation = (
            None if figure is None else round(figure, 4) for figure in (each.density, each.centralisation)
        )
        about = (each.network, self.name(each.network, lang), len(each.participants), each.tied_pairs)
        roles = (each.leads, each.hosts, each.secretariats, each.steers, each.goals)
        why = (each.points_to, each.administrative, each.leading_participants)
        return *about, density, centralisation, *roles, *why, _UNKNOWN

    def rests_on(self, *key: Cell) -> tuple[str, ...]:
        """Return the ids of the ties that the indicators of a network rest on."""
        return self[str(key[0])].edges


def governance(graph: Graph, networks: Iterable[str] | None = None, *, on: date | str | None = None) -> Governances:
    """Return what is known of how networks are governed, after Provan and Kenis.

    Parameters
    ----------
    graph
        The whole record, or the graph of a day.
    networks
        Ids of bodies; by default all networks, cooperation bodies and coordination structures.
    on
        The day; by default the graph's own, else the last that a source describes.

    Returns
    -------
    Governances
        Figures, who leads and runs each, and which modes that speaks for, because of whom. Several modes, or none, may
        be spoken for.

    Raises
    ------
    UnknownIdError
        If an id is unknown.
    AnalysisError
        If a body is not there on the day or is none, or the day cannot be used.

    See Also
    --------
    seat_network : who sits where

    Notes
    -----
    Provan and Kenis tell *shared governance*, a *lead organisation* and a *network administrative organisation* apart
    by trust, number of participants, goal consensus and the need for network-level skills. Only the number can be read
    off a record; the rest is judgement and listed as unknown. Density and centralisation are of recorded ties between
    participants: an unrecorded tie lowers them.

    References
    ----------
    K. G. Provan and P. Kenis (2008), "Modes of network governance: structure, management, and effectiveness", Journal
    of Public Administration Research and Theory 18, 229-252, doi:10.1093/jopart/mum015.
    L. C. Freeman (1978), "Centrality in social networks: conceptual clarification", Social Networks 1, 215-239,
    doi:10.1016/0378-8733(78)90021-7.

    Examples
    --------
    >>> gm.governance(now).columns[:3]
    ('network', 'name', 'participants')
    """
    now = on_day(graph, on)
    kinds = (Network, CooperationBody, CoordinationStructure)
    every = [node.id for node in now.nodes.values() if isinstance(node, kinds)]
    asked = there(graph, now, networks, every, lambda node: "" if isinstance(node, Body) else "is not a body")
    return Governances(now, "any", tuple(_governance(now, id_) for id_ in asked))


def _governance(now: Graph, network: str) -> Governance:
    into = [edge for edge in now.edges_to(network) if edge.recorded]
    joining: list[Edge] = [edge for edge in into if isinstance(edge, _JOINING)]
    joining = joining or [edge for edge in into if isinstance(edge, PartOf)]
    goals = [edge for edge in now.edges_from(network) if isinstance(edge, FollowsUp) and edge.recorded]
    running = [edge for edge in into if isinstance(edge, (Leads, Hosts, SecretariatFor, Steers))]
    participants = tuple(sorted({edge.from_id for edge in joining}))
    between = _between(now, participants)
    pairs = {frozenset((edge.from_id, edge.to_id)) for edge in between}
    return Governance(
        network=network,
        participants=participants,
        tied_pairs=len(pairs),
        density=_density(len(participants), len(pairs)),
        centralisation=_centralisation(participants, pairs),
        leads=_ends(running, Leads),
        hosts=_ends(running, Hosts),
        secretariats=_ends(running, SecretariatFor),
        steers=_ends(running, Steers),
        goals=tuple(sorted(edge.to_id for edge in goals)),
        edges=tuple(sorted(edge.id for edge in (*joining, *goals, *running, *between))),
    )


def _between(now: Graph, participants: tuple[str, ...]) -> list[Edge]:
    known = frozenset(participants)
    return [
        edge
        for id_ in participants
        for edge in now.edges_from(id_)
        if edge.to_id in known - {id_} and edge.recorded and not isinstance(edge, SucceededBy)
    ]


def _ends(edges: Iterable[Edge], kind: type[Edge]) -> tuple[str, ...]:
    return tuple(sorted({edge.from_id for edge in edges if isinstance(edge, kind)}))


def _density(size: int, pairs: int) -> float | None:
    return pairs / (size * (size - 1) / 2) if size >= _PAIR else None


def _centralisation(participants: tuple[str, ...], pairs: Iterable[frozenset[str]]) -> float | None:
    size = len(participants)
    if size <= _PAIR:
        return None
    degrees = dict.fromkeys(participants, 0)
    for pair in pairs:
        for end in pair:
            degrees[end] += 1
    most = max(degrees.values())
    return sum(most - degree for degree in degrees.values()) / ((size - 1) * (size - 2))

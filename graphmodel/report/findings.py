"""What the analyses find for a municipality, its region and a national strategy; the chapter tells it in words."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from graphmodel.analysis.coverage import Coverages, coverage
from graphmodel.analysis.gatekeepers import Gatekeepers, gatekeepers
from graphmodel.analysis.influence import Influence, influence
from graphmodel.analysis.paths import influence_paths
from graphmodel.analysis.robustness import Robustness, grounds
from graphmodel.analysis.succession import successors
from graphmodel.errors import AnalysisError
from graphmodel.model import Body, Municipality, PartOf
from graphmodel.period import Grade

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from graphmodel.analysis.coverage import End
    from graphmodel.analysis.paths import Path
    from graphmodel.model import Edge, Graph, Survey

__all__ = ["Findings", "Inquiry", "Topic", "findings"]


class Topic(NamedTuple):
    """A field of national policy: its name in Norwegian and English, and the ids of bodies and instruments in it."""

    nb: str
    en: str
    ids: tuple[str, ...]


class Inquiry(NamedTuple):
    """What is to be found out.

    Parameters
    ----------
    body
        The id of a municipality.
    region
        The id of the county it lies in.
    topics
        The national policy it may want to influence.
    strategy
        The id of the national strategy whose chain down is followed.
    """

    body: str
    region: str
    topics: tuple[Topic, ...]
    strategy: str


class Deciders(NamedTuple):
    """An instrument, who has authority straight over it, and whom of these the municipality's voice reaches."""

    instrument: str
    deciders: tuple[str, ...]
    heard_by: tuple[str, ...]
    edges: tuple[str, ...]


@dataclass(frozen=True)
class Findings:
    """The answers for a municipality on a day.

    Parameters
    ----------
    inquiry
        What was asked.
    graph
        The graph of the day.
    """

    inquiry: Inquiry
    graph: Graph = field(repr=False)

    @cached_property
    def voice(self) -> Influence:
        """The ways in which voice runs."""
        return influence(self.graph, "voice")

    @cached_property
    def authority(self) -> Influence:
        """The ways in which authority runs."""
        return influence(self.graph, "authority")

    @property
    def body(self) -> str:
        """The id of the municipality."""
        return self.inquiry.body

    @cached_property
    def direct(self) -> Mapping[str, Grade]:
        """The bodies that the municipality's voice runs straight into, and how sure that is."""
        arcs = [arc for arc in self.voice.out.get(self.body, ()) if not arc.spoken_for]
        found: dict[str, Grade] = {}
        for arc in arcs:
            if isinstance(self.graph.nodes[arc.head], Body):
                found[arc.head] = max(arc.grade, found.get(arc.head, Grade.NO))
        return dict(sorted(found.items()))

    def bodies(self, topic: Topic) -> tuple[str, ...]:
        """Return the bodies of a topic that are there on the day."""
        return tuple(id_ for id_ in self._there(topic.ids) if isinstance(self.graph.nodes[id_], Body))

    def instruments(self, topic: Topic) -> tuple[str, ...]:
        """Return the instruments of a topic that are there on the day."""
        return tuple(id_ for id_ in self._there(topic.ids) if not isinstance(self.graph.nodes[id_], Body))

    def _there(self, ids: Iterable[str]) -> Iterator[str]:
        return (id_ for id_ in dict.fromkeys(ids) if id_ in self.graph.nodes)

    @cached_property
    def targets(self) -> tuple[str, ...]:
        """All bodies of all topics, each once."""
        return tuple(dict.fromkeys(id_ for topic in self.inquiry.topics for id_ in self.bodies(topic)))

    @cached_property
    def up(self) -> Coverages:
        """Whether the municipality's voice reaches each body of the topics."""
        return coverage(self.graph, [self.body], self.targets, "voice")

    @cached_property
    def chains(self) -> Mapping[str, Path]:
        """The shortest chain of voice to each body that is reached."""
        found = {id_: influence_paths(self.graph, self.body, id_, "voice", k=1) for id_ in self.targets}
        return {id_: paths[0] for id_, paths in found.items() if len(paths)}

    @cached_property
    def holders(self) -> Mapping[str, Gatekeepers]:
        """Who holds the chains to each body that is reached."""
        return {id_: gatekeepers(self.graph, self.body, id_, "voice") for id_ in self.chains}

    @cached_property
    def gatekeepers(self) -> Mapping[str, tuple[str, ...]]:
        """The bodies that every chain passes, each with the targets it holds; the one that holds most first."""
        return self._held("all")

    @cached_property
    def certain_gatekeepers(self) -> Mapping[str, tuple[str, ...]]:
        """The bodies that every certain chain passes, but not every possible one, each with the targets it holds."""
        return self._held("certain")

    def _held(self, of: str) -> Mapping[str, tuple[str, ...]]:
        by_gatekeeper: dict[str, list[str]] = {}
        for target, found in self.holders.items():
            for keeper in found:
                if keeper.of == of:
                    by_gatekeeper.setdefault(keeper.node, []).append(target)
        ranked = sorted(by_gatekeeper, key=lambda node: (-len(by_gatekeeper[node]), node))
        return {node: tuple(by_gatekeeper[node]) for node in ranked}

    @cached_property
    def grounds(self) -> Mapping[str, Robustness]:
        """What the answer for each body that is reached rests on."""
        return {id_: grounds(self.graph, self.body, id_, "voice") for id_ in self.chains}

    def decision(self, instrument: str) -> Deciders:
        """Return who has authority straight over an instrument, and whom of these the municipality reaches."""
        arcs = [arc for arc in self.authority.into.get(instrument, ()) if isinstance(self.graph.nodes[arc.tail], Body)]
        deciders = tuple(sorted({arc.tail for arc in arcs}))
        reached = self.voice.reached(self.body)
        heard_by = tuple(id_ for id_ in deciders if id_ in reached)
        return Deciders(instrument, deciders, heard_by, tuple(sorted({arc.edge.id for arc in arcs})))

    @cached_property
    def municipalities(self) -> tuple[str, ...]:
        """The municipalities of the region."""
        edges = self.graph.edges_to(self.inquiry.region)
        inside = {edge.from_id for edge in edges if isinstance(edge, PartOf) and edge.recorded}
        return tuple(sorted(id_ for id_ in inside if isinstance(self.graph.nodes[id_], Municipality)))

    @cached_property
    def down(self) -> Coverages:
        """Whether the strategy's authority reaches each municipality of the region."""
        return coverage(self.graph, [self.inquiry.strategy], self.municipalities, "authority")

    @cached_property
    def ends(self) -> Mapping[str, tuple[tuple[str, End], ...]]:
        """Where the chain down stops right beside municipalities of the region that it does not reach."""
        found: dict[str, list[tuple[str, End]]] = {}
        for id_ in self.municipalities:
            if self.down[self.inquiry.strategy, id_].state != "covered":
                for end in self.down.ends(self.inquiry.strategy, id_):
                    found.setdefault(end.node, []).append((id_, end))
        return {node: tuple(found[node]) for node in sorted(found, key=lambda node: (-len(found[node]), node))}

    @cached_property
    def down_to(self) -> Mapping[str, Path]:
        """The firmest chain from the strategy to each end."""
        strategy, graph = self.inquiry.strategy, self.graph
        found = {id_: grounds(graph, strategy, id_, "authority").firmest for id_ in self.ends}
        return {id_: path for id_, path in found.items() if path}

    @cached_property
    def lists(self) -> tuple[Survey, ...]:
        """The lists at those ends that are known to be complete on the day."""
        surveys = self.down.completeness.surveys
        return tuple(survey for (node, _, _), found in sorted(surveys.items()) if node in self.ends for survey in found)

    @cached_property
    def called_for(self) -> tuple[Edge, ...]:
        """The edges that a source calls for at a body beside the municipality or at an end of the chain down."""
        near = {self.body, *self.direct, *self.ends}
        called = (edge for edge in self.graph.edges.values() if edge.called_for)
        return tuple(edge for edge in called if edge.from_id in near or edge.to_id in near)


def findings(graph: Graph, inquiry: Inquiry, *, on: date | str | None = None) -> Findings:
    """Find out how a municipality can influence national policy and how a national strategy reaches its region.

    Parameters
    ----------
    graph
        The whole record.
    inquiry
        What to find out. A body or instrument that has been succeeded by the day is replaced by its successors; what
        is not there yet is left out.
    on
        The day; by default the last that a source describes.

    Raises
    ------
    UnknownIdError
        If an id is unknown.
    AnalysisError
        If the municipality, the region or the strategy is not there on the day.
    """
    now = influence(graph, "voice", on).graph
    for id_ in (inquiry.body, inquiry.region, inquiry.strategy):
        graph.node(id_)
        if id_ not in now.nodes:
            raise AnalysisError(f"{id_!r} is not there on {now.day}: ask about another day")
    topics = tuple(topic._replace(ids=tuple(_carried_on(graph, topic.ids, now))) for topic in inquiry.topics)
    return Findings(inquiry._replace(topics=topics), now)


def _carried_on(graph: Graph, ids: Iterable[str], now: Graph) -> Iterator[str]:
    for id_ in ids:
        graph.node(id_)
        yield from (id_,) if id_ in now.nodes else successors(graph, id_, now.day).nodes

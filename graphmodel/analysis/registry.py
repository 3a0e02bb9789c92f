"""The registry of analyses: by name, all with the same signature."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from graphmodel import analysis
from graphmodel.errors import AnalysisError, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from graphmodel.analysis.answer import Answer
    from graphmodel.analysis.comparison import Comparison
    from graphmodel.analysis.coverage import LevelCoverage
    from graphmodel.analysis.reciprocity import ReciprocityByBody
    from graphmodel.model import Graph

__all__ = ["ANALYSES", "Analysis", "analyse", "what_if"]


@dataclass(frozen=True, slots=True)
class Analysis:
    """An analysis of a whole graph.

    Parameters
    ----------
    name
        What it is called on the command line.
    question
        What it answers, in Norwegian and English.
    run
        The function, of a graph, and of ``flow`` and ``on`` by name.
    flows
        The flows that it can be asked for, the default first; none when it is always of the same.
    """

    name: str
    question: tuple[str, str]
    run: Callable[..., Answer]
    flows: tuple[str, ...] = ()

    def __call__(self, graph: Graph, *, flow: str | None = None, on: date | str | None = None) -> Answer:
        """Answer it.

        Parameters
        ----------
        graph
            The whole record, or the graph of a day.
        flow
            One of ``flows``; by default the first.
        on
            The day; by default the graph's own, else the last that a source describes.

        Raises
        ------
        AnalysisError
            If it does not support this flow, or the day cannot be used.
        """
        if flow is not None and flow not in self.flows:
            expected = f"expected {', '.join(self.flows)}" if self.flows else "leave the flow out"
            raise AnalysisError(f"{self.name} does not support flow {flow!r}: {expected}")
        options: dict[str, Any] = {"flow": flow or self.flows[0]} if self.flows else {}
        return self.run(graph, on=on, **options)


def _by_level(graph: Graph, *, flow: str, on: date | str | None) -> LevelCoverage:
    from graphmodel.analysis.influence import influence  # noqa: PLC0415 - a list of the analyses needs none of them
    from graphmodel.model import Body  # noqa: PLC0415 - as above

    now = influence(graph, flow, on).graph
    bodies = [node.id for node in now.nodes.values() if isinstance(node, Body)]
    return analysis.coverage(now, None, bodies, flow).by_level()


def _two_way(graph: Graph, *, on: date | str | None) -> ReciprocityByBody:
    return analysis.two_way(graph, on=on).by_body()


def _named(name: str) -> Callable[..., Answer]:
    """Return an analysis of this room, which is imported when it is first run."""

    def run(graph: Graph, **options: Any) -> Answer:  # noqa: ANN401 - as the analysis takes them
        answer: Answer = getattr(analysis, name)(graph, **options)
        return answer

    return run


_ALL: tuple[Analysis, ...] = (
    Analysis(
        "coverage",
        ("Hvilke kommuner når nasjonale strategier og planer?", "Which municipalities do national strategies reach?"),
        _named("coverage"),
        ("authority", "voice", "any"),
    ),
    Analysis(
        "levels",
        (
            "Hvor mange organer på hvert nivå når nasjonale strategier og planer?",
            "How many bodies of each level do national strategies and plans reach?",
        ),
        _by_level,
        ("authority", "voice", "any"),
    ),
    Analysis(
        "two-way",
        (
            "Hvem blir hørt nasjonalt og nådd derfra, og hvor mangler den ene retningen?",
            "Who is heard nationally and reached from there, and where is one direction missing?",
        ),
        _two_way,
    ),
    Analysis(
        "two-way-links",
        (
            "Hvilke kjeder går opp og ned mellom hvert organ og hvert nasjonale organ?",
            "Which chains run up and down between each body and each national body?",
        ),
        _named("two_way"),
    ),
    Analysis(
        "gatekeepers",
        (
            "Hvilke enkeltorganer går alle kjeder til eller fra nasjonalt nivå gjennom?",
            "Which single bodies do all chains to or from the national level pass?",
        ),
        _named("gatekeepers_to_national"),
        ("voice", "authority"),
    ),
    Analysis(
        "brokers",
        ("Hvem megler mellom organer og nivåer?", "Who brokers between bodies and levels?"),
        _named("brokerage_between_levels"),
        ("voice", "authority"),
    ),
    Analysis(
        "command",
        ("Hvem står over hvem, og under hvor mange?", "Who is over whom, under how many?"),
        _named("chain_of_command"),
    ),
    Analysis("double-hats", ("Hvem styrer og blir selv styrt?", "Who steers and is steered?"), _named("double_hats")),
    Analysis("governance", ("Hvordan styres nettverkene?", "How are the networks governed?"), _named("governance")),
    Analysis(
        "succession", ("Hvem etterfulgte hvem, og hvordan?", "Who succeeded whom, and how?"), _named("successions")
    ),
    Analysis(
        "sensitivity",
        (
            "Hvor mye henger rangeringen på forbindelser som ikke er sikre?",
            "How far does the ranking hang on ties that are not certain?",
        ),
        _named("sensitivity"),
        ("voice", "authority"),
    ),
)

ANALYSES: Mapping[str, Analysis] = MappingProxyType({each.name: each for each in _ALL})
"""The analyses by name."""


def analyse(graph: Graph, name: str, *, flow: str | None = None, on: date | str | None = None) -> Answer:
    """Answer the analysis with a name.

    Raises
    ------
    AnalysisError
        If there is none; names the nearest.

    See Also
    --------
    what_if : the same of the record and of a scenario, side by side
    over : the same on several days

    Examples
    --------
    >>> gm.analyse(now, "governance").columns[:3]
    ('network', 'name', 'participants')
    """
    from graphmodel.model import checked_graph  # noqa: PLC0415 - as above

    checked_graph(graph)
    if not isinstance(name, str) or name not in ANALYSES:
        raise AnalysisError(
            f"no analysis is called {name!r}: expected {', '.join(ANALYSES)}{did_you_mean(name, ANALYSES)}"
        )
    return ANALYSES[name](graph, flow=flow, on=on)


def what_if(
    graph: Graph,
    data: object,
    name: str,
    *,
    flow: str | None = None,
    on: date | str | None = None,
) -> Comparison:
    """Answer an analysis of the record and of a scenario, side by side.

    Parameters
    ----------
    graph
        The whole record.
    data
        The scenario, as :func:`scenario` reads it.
    name
        The analysis, one of :data:`ANALYSES`.
    flow
        One of the analysis' flows; by default its first.
    on
        The day; by default the first on which the scenario is otherwise.

    Raises
    ------
    AnalysisError
        If the scenario contradicts the record, or the analysis does not support the flow.

    See Also
    --------
    scenario : lays a scenario over the record
    analyse : the record alone

    Examples
    --------
    >>> plan = {"title": "Uten styret", "since": "2022-06-01", "end": ["kdu-agder:steers:digi-agder"]}
    >>> gm.what_if(g, plan, "governance").columns[:2]
    ('row', 'column')
    """
    from graphmodel.analysis.comparison import compare  # noqa: PLC0415 - as above

    what = analysis.scenario(graph, data)
    day = what.since if on is None else on
    before, after = (analyse(each, name, flow=flow, on=day) for each in (graph, what.graph))
    return compare(what.title, before, after)

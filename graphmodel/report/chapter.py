"""A chapter of a report in plain words: what was found, how sure it is, and numbered notes of its ties and sources."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from graphmodel.language import GRADE_WORDS, alphabetical, date_in_words, day_in_words, period_in_words, pick
from graphmodel.language.report import CHAPTER_WORDS
from graphmodel.markdown import escaped
from graphmodel.period import Grade
from graphmodel.schema import EDGE_KINDS, sentence
from graphmodel.tables import as_markdown

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from graphmodel.analysis.coverage import Coverages, End
    from graphmodel.analysis.paths import Hop, Path
    from graphmodel.choices import Lang
    from graphmodel.model import Citation, Edge, Graph
    from graphmodel.report.findings import Findings, Topic

__all__ = ["Footnotes", "as_markdown_chapter"]


class Footnotes:
    """Numbers for ties and for sources, and the lists that they lead to."""

    def __init__(self, graph: Graph, lang: str) -> None:
        self._graph = graph
        self._lang = lang
        self._ties: dict[str, int] = {}
        self._sources: dict[str, int] = {}

    def ties(self, ids: Iterable[str]) -> str:
        """Return the marks of ties, such as ``[1] [4]``."""
        return " ".join(f"[{self._ties.setdefault(id_, len(self._ties) + 1)}]" for id_ in ids)

    def sources(self, cites: Iterable[Citation]) -> str:
        """Return the marks of sources, such as ``K1 (section 2)``."""
        return ", ".join(self._source(citation) for citation in cites)

    def _source(self, citation: Citation) -> str:
        number = self._sources.setdefault(citation.source, len(self._sources) + 1)
        locator = f" ({self._graph.translate(citation.locator, self._lang)})" if citation.locator else ""
        return f"{pick(('K', 'S'), self._lang)}{number}{locator}"

    def tie_table(self) -> str:
        """Return all ties that were mentioned, each with its period, how it is known and its sources."""
        headings = pick_all(_HEADINGS, self._lang)
        rows = [(f"[{number}]", *self._tie(self._graph.edges[id_])) for id_, number in self._ties.items()]
        return as_markdown(headings, rows).rstrip()

    def _tie(self, edge: Edge) -> Iterator[str]:
        from_name, to_name = (self._graph.name(end, self._lang) for end in (edge.from_id, edge.to_id))
        yield sentence(edge, from_name, to_name, self._lang)
        yield self._graph.translate(edge.role, self._lang)
        yield period_in_words(edge.since, edge.until, self._lang)
        known = ("slutning", "inferred") if edge.confidence == "inferred" else ("oppgitt", "stated")
        yield pick(known, self._lang)
        yield self.sources(edge.cites)

    def source_list(self) -> str:
        """Return all sources that were mentioned, with their addresses."""
        return "\n".join(f"- {self._entry(id_, number)}" for id_, number in self._sources.items())

    def _entry(self, id_: str, number: int) -> str:
        source = self._graph.sources[id_]
        title = escaped(source.title)
        linked = f"[{title}](<{source.url}>)" if source.url and ">" not in source.url else title
        when = date_in_words(source.published or source.as_of or "", self._lang)
        parts = (linked, escaped(source.publisher or ""), when, f"`{id_}`")
        return f"{pick(('K', 'S'), self._lang)}{number}: {'. '.join(part for part in parts if part)}"


_HEADINGS = (
    ("Nr.", "No."),
    ("Ledd", "Tie"),
    ("Rolle", "Role"),
    ("Gjelder", "Holds"),
    ("Hvordan vi vet det", "How it is known"),
    ("Kilder", "Sources"),
)


def pick_all(words: Iterable[tuple[str, str]], lang: str) -> list[str]:
    """Return words in a language."""
    return [pick(each, lang) for each in words]


def as_markdown_chapter(found: Findings, lang: Lang) -> str:
    """Return the findings as a chapter in Markdown: four answers, what is uncertain, and every tie with its sources."""
    return "\n\n".join(part for part in _Chapter(found, lang).parts() if part) + "\n"


@dataclass(frozen=True)
class _Chapter:
    """Tells the findings, and numbers the ties and sources that it mentions."""

    found: Findings
    lang: Lang

    @cached_property
    def notes(self) -> Footnotes:
        return Footnotes(self.found.graph, self.lang)

    @property
    def words(self) -> Mapping[str, str]:
        return CHAPTER_WORDS[self.lang]

    def parts(self) -> Iterator[str]:
        yield f"## {self.say('title')}"
        yield self.say("lead")
        for heading, paragraphs in (
            ("influence", self.influence()),
            ("holders", self.holders()),
            ("down", self.down()),
            ("inferred", self.inferred()),
            ("doubt", self.doubt()),
        ):
            yield f"### {self.say(f'{heading} heading')}"
            yield from paragraphs
        yield f"### {self.say('ties heading')}"
        yield self.notes.tie_table()
        yield f"### {self.say('sources heading')}"
        yield self.notes.source_list()

    # --- the four questions -----------------------------------------------------------------------------------

    def influence(self) -> Iterator[str]:
        """Tell by which chains the municipality is heard."""
        found = self.found
        counts = {"count": len(found.direct), "reached": len(found.chains), "asked": len(found.targets)}
        names = sorted((self._graded(id_, grade) for id_, grade in found.direct.items()), key=alphabetical)
        how = self._grades(path.grade for path in found.chains.values())
        yield self.say("influence answer", bodies=escaped(", ".join(names)), how=how, **counts)
        for topic in found.inquiry.topics:
            yield f"**{escaped(self.topic(topic))}**"
            rows = [self._chain(id_, found.chains.get(id_)) for id_ in found.bodies(topic)]
            yield as_markdown(self.headings("chain headings"), rows).rstrip()
            decided = "\n".join(f"- {self._decided(id_)}" for id_ in found.instruments(topic))
            yield self.say("instruments") + "\n\n" + decided if decided else ""

    def _chain(self, target: str, path: Path | None) -> tuple[str, ...]:
        if path is None:
            return (
                self.plain(target),
                self.words["no chain"],
                "",
                self.words[self.found.up[self.found.body, target].state],
            )
        return self.plain(target), self._through(path), self.notes.ties(path.edges), self._firmness(path)

    def _through(self, path: Path) -> str:
        """Tell through whom a chain goes, and who holds the seats on it that are held for others."""
        if path.length == 1:
            return path.way(self.lang)
        first, *others = path.hops
        steps = [self._told_by("held in", first) if first.spoken_for else self.plain(first.head)]
        for hop in others:
            if hop.spoken_for:
                steps[-1] += f" ({self._told_by('held by', hop)})"
            steps.append(self.plain(hop.head))
        return " → ".join(steps[:-1])

    def _told_by(self, key: str, hop: Hop) -> str:
        return self.words[key].format(holder=self.plain(hop.edge.from_id), body=self.plain(hop.head))

    def _firmness(self, path: Path) -> str:
        return f"{self.words[str(path.grade)]}; {self.words['with inferred' if path.inferred else 'all stated']}"

    def _graded(self, id_: str, grade: Grade) -> str:
        return (
            self.plain(id_) if grade is Grade.CERTAIN else f"{self.plain(id_)} ({pick(GRADE_WORDS[grade], self.lang)})"
        )

    def _grades(self, grades: Iterable[Grade]) -> str:
        """Tell how many answers are of each grade."""
        counted = Counter(grades)
        parts = [f"{counted[grade]} {pick(GRADE_WORDS[grade], self.lang)}" for grade in sorted(counted, reverse=True)]
        return ", ".join(parts) or self.words["none"]

    def _decided(self, instrument: str) -> str:
        decided = self.found.decision(instrument)
        if not decided.deciders:
            return self.say("nobody decides", what=self.name(instrument))
        others = self.names(id_ for id_ in decided.deciders if id_ not in decided.heard_by)
        heard = self.names(decided.heard_by)
        sentences = [self.say("decided", what=self.name(instrument), deciders=self.names(decided.deciders))]
        sentences[0] += f" {escaped(self.notes.ties(decided.edges))}."
        sentences += [self.say("heard", heard=heard)] if heard else []
        return " ".join([*sentences, *([self.say("not heard", others=others)] if others else [])])

    def holders(self) -> Iterator[str]:
        """Tell which single bodies all chains pass, and why that is so."""
        by_holder = self.found.gatekeepers
        outside = [node for node, targets in by_holder.items() if self._holds_most(targets)]
        yield self.say("holders answer" if outside else "no holders", holders=self.names(outside))
        yield "\n".join(f"- {self._holder(node, by_holder[node])}" for node in outside)
        yield self._proven(outside)
        inside = {node: targets for node, targets in by_holder.items() if node not in outside}
        yield self._more_holders("inner holders", inside)
        yield self._more_holders("certain holders", self.found.certain_gatekeepers)
        free = [id_ for id_, found in self.found.holders.items() if not any(each.of == "all" for each in found)]
        yield self.say("no holder for", targets=self.names(free)) if free else ""

    def _holds_most(self, targets: tuple[str, ...]) -> bool:
        """Tell whether a gatekeeper holds most of what is reached, rather than the last stretch to some of it."""
        return 2 * len(targets) >= len(self.found.chains)

    def _proven(self, nodes: list[str]) -> str:
        """Tell for how many of the chains complete lists rule out a way round, and which lists nobody has surveyed."""
        keepers = [
            each for found in self.found.holders.values() for each in found if each.node in nodes and each.of == "all"
        ]
        if not keepers:
            return ""
        proven = sum(each.proven for each in keepers)
        types = {type_ for each in keepers if not each.proven for type_ in each.unsurveyed}
        key = "all proven" if proven == len(keepers) else "some proven" if proven else "none proven"
        return self.say(key, proven=proven, all=len(keepers), kinds=self._verbs(self.found.up, types))

    def _holder(self, node: str, targets: tuple[str, ...]) -> str:
        keeper = next(each for each in self.found.holders[targets[0]] if each.node == node)
        around = [id_ for id_ in keeper.around if id_ != self.found.body]
        return self.say(
            "holder",
            node=self.name(node),
            count=len(targets),
            all=len(self.found.chains),
            targets=self.names(targets),
            around=len(around),
            ties=escaped(self.notes.ties(keeper.entrances)),
            lost=len(keeper.cut_off),
        )

    def _more_holders(self, key: str, by_holder: Mapping[str, tuple[str, ...]]) -> str:
        lines = (
            self.say("inner holder", node=self.name(id_), targets=self.names(targets))
            for id_, targets in by_holder.items()
        )
        return self.say(key) + "\n\n" + "\n".join(f"- {line}" for line in lines) if by_holder else ""

    def down(self) -> Iterator[str]:
        """Tell how far the strategy's authority gets, where it ends, and whether that is a gap."""
        found = self.found
        cells = [found.down[found.inquiry.strategy, id_] for id_ in found.municipalities]
        states = [cell.state for cell in cells]
        yield self.say(
            "down answer",
            covered=states.count("covered"),
            gaps=states.count("gap") or self.words["nobody"],
            open=states.count("not surveyed"),
            all=len(cells),
            how=self._grades(cell.grade for cell in cells if cell.state == "covered"),
            own=sum(len(cell.chain) == 1 for cell in cells),
        )
        yield self._reached()
        if found.ends:
            yield self.say("ends")
            rows = [self._end(node, ends) for node, ends in found.ends.items()]
            yield as_markdown(self.headings("end headings"), rows).rstrip()
        yield self.say("gap answer" if self._has_gap() else "no gap answer", kinds=self._kinds())
        yield self.say("own follow-up") if self._follow_up_is_open() else ""
        yield self._lists()
        yield self._called_for()

    def _reached(self) -> str:
        reached = self.found.authority.reached(self.found.inquiry.strategy)
        nodes = [self.found.graph.nodes[id_] for id_, distance in reached.items() if distance]
        levels = {level: [n.id for n in nodes if n.level == level] for level in ("regional", "intermunicipal", "local")}
        by_level = {level: self.names(ids) or self.words["nobody"] for level, ids in levels.items()}
        return self.say("reached", national=sum(node.level == "national" for node in nodes), **by_level)

    def _end(self, node: str, ends: tuple[tuple[str, End], ...]) -> tuple[str, ...]:
        states = [end.state for _, end in ends]
        own = [end for id_, end in ends if id_ == self.found.body]
        here = self.notes.ties(self.found.down_to[node].edges)
        ties = self.notes.ties(own[0].ties) if own else ""
        counts = (str(states.count("gap")), str(states.count("not surveyed")))
        return self.plain(node), here, self.plain_names(id_ for id_, _ in ends), *counts, ties

    def _has_gap(self) -> bool:
        return any(end.state == "gap" for ends in self.found.ends.values() for _, end in ends)

    def _kinds(self) -> str:
        """Return how the kinds of edge read that would carry the chain on, and that nobody has surveyed."""
        ends = (end for ends in self.found.ends.values() for _, end in ends)
        return self._verbs(self.found.down, {type_ for end in ends for type_ in end.unsurveyed})

    def _verbs(self, coverages: Coverages, types: Collection[str]) -> str:
        """Return how some kinds of edge read, the way that the flow runs."""
        ways = [way for way in coverages.completeness.ways if way.type in types]
        verbs = [EDGE_KINDS[way.type].reads.verb(self.lang, back=way.tail == "to") for way in ways]
        return ", ".join(f"«{escaped(verb)}»" for verb in dict.fromkeys(verbs))

    def _follow_up_is_open(self) -> bool:
        """Tell whether nobody has surveyed if the municipalities that are not reached follow the strategy up."""
        strategy, down = self.found.inquiry.strategy, self.found.down
        return any(
            way.type == "FOLLOWS_UP"
            for id_ in self.found.municipalities
            if down[strategy, id_].state == "not surveyed"
            for way in down.completeness.open_ways(strategy, id_)
        )

    def _lists(self) -> str:
        lines = [
            self.say(
                "list",
                node=self.name(survey.node),
                verb=escaped(EDGE_KINDS[survey.type].reads.verb(self.lang, back=survey.side == "to")),
                sources=escaped(self.notes.sources(survey.cites)),
            )
            for survey in self.found.lists
        ]
        return self.say("lists") + "\n\n" + "\n".join(f"- {line}" for line in lines) if lines else self.say("no lists")

    def _called_for(self) -> str:
        lines = [f"- {self._called(edge)}" for edge in self.found.called_for]
        return self.say("called for") + "\n\n" + "\n".join(lines) if lines else ""

    def _called(self, edge: Edge) -> str:
        text = escaped(sentence(edge, self.plain(edge.from_id), self.plain(edge.to_id), self.lang))
        return f"{text}: {escaped(self.notes.sources(edge.cites))}"

    def inferred(self) -> Iterator[str]:
        """Tell which answers hang on a tie that is inferred or only possible."""
        grounds = self.found.grounds
        hanging = [id_ for id_, each in grounds.items() if each.hangs_on_inferred]
        firm = [id_ for id_, each in grounds.items() if each.by_firm]
        old = [id_ for id_, each in grounds.items() if each.firmest and each.firmest.grade is Grade.PRESUMED]
        unsure = [id_ for id_ in grounds if id_ not in {*hanging, *firm, *old}]
        groups = (("hanging", hanging), ("unsure", unsure), ("old", old), ("firm", firm))
        yield " ".join(self.say(key, targets=self.names(ids)) for key, ids in groups if ids) or self.say("no chains")
        rows = [self._ground(id_) for id_ in grounds]
        yield as_markdown(self.headings("ground headings"), rows).rstrip() if rows else ""
        yield self.say("holders stand")
        yield self._ends_hanging()
        yield self._reasons()

    def _ends_hanging(self) -> str:
        inferred = [id_ for id_, path in self.found.down_to.items() if path.inferred]
        stated = [id_ for id_ in self.found.down_to if id_ not in inferred]
        groups = {"ends inferred": inferred, "ends stated": stated}
        return " ".join(self.say(key, ends=self.names(ids)) for key, ids in groups.items() if ids)

    def _ground(self, target: str) -> tuple[str, ...]:
        ground = self.found.grounds[target]
        needed = [each.hop.edge.id for each in ground.weaknesses if each.indispensable]
        weak = [each.hop.edge.id for each in ground.weaknesses if not each.indispensable]
        answers = (self.yes(ground.by_stated), self.yes(ground.by_certain), self.yes(ground.by_firm))
        return self.plain(target), *answers, self.notes.ties(needed), self.notes.ties(weak)

    def _reasons(self) -> str:
        paths = [each.firmest for each in self.found.grounds.values()] + list(self.found.down_to.values())
        weak = {hop.edge.id: hop.edge for path in paths if path for hop in path.hops}
        reasons = {
            id_: self.found.graph.translate(edge.reasoning, self.lang)
            for id_, edge in weak.items()
            if edge.confidence == "inferred" and edge.reasoning
        }
        lines = [f"- {escaped(self.notes.ties([id_]))} {escaped(reasoning)}" for id_, reasoning in reasons.items()]
        return self.say("reasons") + "\n\n" + "\n".join(lines) if lines else ""

    def doubt(self) -> Iterator[str]:
        """Tell what is not known."""
        grades = Counter({arc.edge.id: self.found.graph.grade(arc.edge.id) for arc in self.found.voice.arcs}.values())
        counts = {
            str(grade): grades[grade] for grade in (Grade.CERTAIN, Grade.PRESUMED, Grade.INFERRED, Grade.POSSIBLE)
        }
        yield self.say("doubt", ties=grades.total(), **counts)

    # --- words ------------------------------------------------------------------------------------------------

    def say(self, key: str, **values: object) -> str:
        """Return a sentence; values are already escaped."""
        found = self.found
        common = {
            "body": self.name(found.body),
            "region": self.name(found.inquiry.region),
            "strategy": self.name(found.inquiry.strategy),
            "day": day_in_words(found.graph.day, self.lang),
        }
        return self.words[key].format(**common, **values)

    def yes(self, answer: bool) -> str:  # noqa: FBT001 - the answer itself
        """Return yes or no."""
        return self.words["yes" if answer else "no"]

    def headings(self, key: str) -> list[str]:
        """Return the headings of a table."""
        return self.words[key].format(body=self.plain(self.found.body)).split(" | ")

    def topic(self, topic: Topic) -> str:
        """Return the name of a topic."""
        return pick((topic.nb, topic.en), self.lang)

    def plain(self, id_: str) -> str:
        """Return a name for a table, which escapes by itself."""
        return self.found.graph.name(id_, self.lang)

    def plain_names(self, ids: Iterable[str]) -> str:
        """Return names in alphabetical order for a table."""
        return ", ".join(sorted(map(self.plain, ids), key=alphabetical))

    def name(self, id_: str) -> str:
        """Return a name for prose."""
        return escaped(self.plain(id_))

    def names(self, ids: Iterable[str]) -> str:
        """Return names in alphabetical order for prose."""
        return escaped(self.plain_names(ids))

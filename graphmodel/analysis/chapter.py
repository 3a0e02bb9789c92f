"""A chapter of a report in plain words: what was found, from which sources, and how sure it is."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import dropwhile
from typing import TYPE_CHECKING

from graphmodel.analysis.chapter_words import WORDS
from graphmodel.analysis.footnotes import Footnotes
from graphmodel.analysis.words import day_in_words
from graphmodel.period import Grade
from graphmodel.schema import EDGE_KINDS, sentence
from graphmodel.tables import as_markdown, escaped
from graphmodel.wording import alphabetical

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from graphmodel.analysis.chains import Path
    from graphmodel.analysis.coverage import End
    from graphmodel.analysis.findings import Findings, Topic
    from graphmodel.model import Edge

__all__ = ["as_markdown_chapter"]


def as_markdown_chapter(found: Findings) -> str:
    """Return the findings as a chapter in Markdown: four answers, what is uncertain, and every tie with its sources."""
    return "\n\n".join(part for part in _Chapter(found).parts() if part) + "\n"


@dataclass(frozen=True)
class _Chapter:
    """Tells the findings, and numbers the ties and sources that it mentions."""

    found: Findings

    @cached_property
    def notes(self) -> Footnotes:
        return Footnotes(self.found.graph, self.found.lang)

    @property
    def words(self) -> Mapping[str, str]:
        return WORDS[self.found.lang]

    def parts(self) -> Iterator[str]:
        yield f"## {self.say('title')}"
        yield self.say("lead")
        for heading, told in (
            ("influence", self.influence()),
            ("holders", self.holders()),
            ("down", self.down()),
            ("inferred", self.inferred()),
            ("doubt", self.doubt()),
        ):
            yield f"### {self.say(f'{heading} heading')}"
            yield from told
        yield f"### {self.say('ties heading')}"
        yield self.notes.tie_table()
        yield f"### {self.say('sources heading')}"
        yield self.notes.source_list()

    # --- the four questions -----------------------------------------------------------------------------------

    def influence(self) -> Iterator[str]:
        """Tell by which chains the municipality is heard."""
        found = self.found
        counts = {"count": len(found.direct), "reached": len(found.chains), "asked": len(found.targets)}
        yield self.say("influence answer", bodies=self.names(found.direct), **counts)
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
        represented = path.length == 1 and path.hops[0].spoken_for
        straight = path.way() if represented else self.words["straight"]
        through = " → ".join(self.plain(id_) for id_ in path.nodes[1:-1]) or straight
        return self.plain(target), through, self.notes.ties(path.edges), self._firmness(path)

    def _firmness(self, path: Path) -> str:
        sure = self.words[str(path.grade)]
        known = self.words["with inferred" if path.inferred else "all stated"]
        return "; ".join([sure, known, *([self.words["detour"]] if self._is_detour(path) else [])])

    def _is_detour(self, path: Path) -> bool:
        """Tell whether a chain comes down from the national level before it is there."""
        levels = [self.found.graph.nodes[id_].level for id_ in path.nodes]
        after = dropwhile(lambda level: level != "national", levels)
        return any(level != "national" for level in after)

    def _decided(self, instrument: str) -> str:
        decided = self.found.decided(instrument)
        if not decided.deciders:
            return self.say("nobody decides", what=self.name(instrument))
        others = self.names(id_ for id_ in decided.deciders if id_ not in decided.heard_by)
        heard = self.names(decided.heard_by)
        told = [self.say("decided", what=self.name(instrument), deciders=self.names(decided.deciders))]
        told[0] += f" {escaped(self.notes.ties(decided.edges))}."
        told += [self.say("heard", heard=heard)] if heard else []
        return " ".join([*told, *([self.say("not heard", others=others)] if others else [])])

    def holders(self) -> Iterator[str]:
        """Tell which single bodies all chains pass, and why that is so."""
        held = self.found.held
        outside = [node for node, targets in held.items() if self._holds_most(targets)]
        yield self.say("holders answer" if outside else "no holders", holders=self.names(outside))
        yield "\n".join(f"- {self._holder(node, held[node])}" for node in outside)
        inside = {node: targets for node, targets in held.items() if node not in outside}
        yield self._more_holders("inner holders", inside)
        yield self._more_holders("certain holders", self.found.held_for_certain)
        free = [id_ for id_, found in self.found.holders.items() if not any(each.of == "all" for each in found)]
        yield self.say("no holder for", targets=self.names(free)) if free else ""

    def _holds_most(self, targets: tuple[str, ...]) -> bool:
        """Tell whether a gatekeeper holds most of what is reached, rather than the last stretch to some of it."""
        return 2 * len(targets) >= len(self.found.chains)

    def _holder(self, node: str, targets: tuple[str, ...]) -> str:
        keeper = next(each for each in self.found.holders[targets[0]] if each.node == node)
        around = [id_ for id_ in keeper.around if id_ != self.found.body]
        return self.say(
            "holder",
            node=self.name(node),
            count=len(targets),
            all=len(self.found.chains),
            targets=self.names(targets),
            around=self.names(around) or self.words["nobody"],
            ties=escaped(self.notes.ties(keeper.entrances)),
            lost=len(keeper.cut_off),
        )

    def _more_holders(self, key: str, held: Mapping[str, tuple[str, ...]]) -> str:
        lines = (
            self.say("inner holder", node=self.name(id_), targets=self.names(targets)) for id_, targets in held.items()
        )
        return self.say(key) + "\n\n" + "\n".join(f"- {line}" for line in lines) if held else ""

    def down(self) -> Iterator[str]:
        """Tell how far the strategy's authority gets, where it ends, and whether that is a gap."""
        found = self.found
        cells = [found.down[found.inquiry.strategy, id_] for id_ in found.municipalities]
        states = [cell.state for cell in cells]
        yield self.say(
            "down answer",
            covered=states.count("covered"),
            gaps=states.count("gap"),
            open=states.count("not surveyed"),
            all=len(cells),
        )
        yield self._reached()
        if found.ends:
            yield self.say("ends")
            rows = [self._end(node, ends) for node, ends in found.ends.items()]
            yield as_markdown(self.headings("end headings"), rows).rstrip()
        yield self.say("gap answer" if self._has_gap() else "no gap answer", kinds=self._kinds())
        yield self._lists()
        yield self._called_for()

    def _reached(self) -> str:
        reached = self.found.authority.reached(self.found.inquiry.strategy)
        nodes = [self.found.graph.nodes[id_] for id_, distance in reached.items() if distance]
        levels = {level: [n.id for n in nodes if n.level == level] for level in ("regional", "intermunicipal", "local")}
        told = {level: self.names(ids) or self.words["nobody"] for level, ids in levels.items()}
        return self.say("reached", national=sum(node.level == "national" for node in nodes), **told)

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
        types = sorted({type_ for ends in self.found.ends.values() for _, end in ends for type_ in end.unsurveyed})
        ways = [way for way in self.found.down.lists.ways if way.type in types]
        verbs = [
            getattr(EDGE_KINDS[way.type].reads, self.found.lang + ("_back" if way.tail == "to" else "")) for way in ways
        ]
        return ", ".join(f"«{escaped(verb)}»" for verb in dict.fromkeys(verbs))

    def _lists(self) -> str:
        lines = [
            self.say(
                "list",
                node=self.name(survey.node),
                verb=escaped(
                    getattr(EDGE_KINDS[survey.type].reads, self.found.lang + ("_back" if survey.side == "to" else ""))
                ),
                sources=escaped(self.notes.sources(survey.cites)),
            )
            for survey in self.found.lists
        ]
        return self.say("lists") + "\n\n" + "\n".join(f"- {line}" for line in lines) if lines else self.say("no lists")

    def _called_for(self) -> str:
        lines = [f"- {self._called(edge)}" for edge in self.found.called_for]
        return self.say("called for") + "\n\n" + "\n".join(lines) if lines else ""

    def _called(self, edge: Edge) -> str:
        told = escaped(sentence(edge, self.plain(edge.from_id), self.plain(edge.to_id), self.found.lang))
        return f"{told}: {escaped(self.notes.sources(edge.cites))}"

    def inferred(self) -> Iterator[str]:
        """Tell which answers hang on a tie that is inferred or only possible."""
        grounds = self.found.grounds
        hanging = [id_ for id_, each in grounds.items() if each.hangs_on_inferred]
        unsure = [id_ for id_, each in grounds.items() if not each.by_firm and id_ not in hanging]
        firm = [id_ for id_, each in grounds.items() if each.by_firm]
        told = (("hanging", hanging), ("unsure", unsure), ("firm", firm))
        yield " ".join(self.say(key, targets=self.names(ids)) for key, ids in told if ids) or self.say("no chains")
        rows = [self._ground(id_) for id_ in grounds]
        yield as_markdown(self.headings("ground headings"), rows).rstrip() if rows else ""
        yield self.say("holders stand")
        yield self._ends_hanging()
        yield self._reasons()

    def _ends_hanging(self) -> str:
        inferred = [id_ for id_, path in self.found.down_to.items() if path.inferred]
        stated = [id_ for id_ in self.found.down_to if id_ not in inferred]
        told = {"inferred": self.names(inferred), "stated": self.names(stated)}
        return self.say("ends hang", **{key: names or self.words["none"] for key, names in told.items()})

    def _ground(self, target: str) -> tuple[str, ...]:
        ground = self.found.grounds[target]
        needed = [each.hop.edge.id for each in ground.weaknesses if each.indispensable]
        weak = [each.hop.edge.id for each in ground.weaknesses if not each.indispensable]
        answers = (self.yes(ground.by_stated), self.yes(ground.by_certain), self.yes(ground.by_firm))
        return self.plain(target), *answers, self.notes.ties(needed), self.notes.ties(weak)

    def _reasons(self) -> str:
        paths = [each.firmest for each in self.found.grounds.values()] + list(self.found.down_to.values())
        weak = {hop.edge.id: hop.edge for path in paths if path for hop in path.hops}
        lines = [
            f"- {escaped(self.notes.ties([id_]))} {escaped(edge.reasoning)}"
            for id_, edge in weak.items()
            if edge.confidence == "inferred" and edge.reasoning
        ]
        return self.say("reasons") + "\n\n" + "\n".join(lines) if lines else ""

    def doubt(self) -> Iterator[str]:
        """Tell what is not known."""
        possible = sum(arc.grade is Grade.POSSIBLE for arc in self.found.voice.arcs)
        yield self.say("doubt", possible=possible, ties=len(self.found.voice.arcs))

    # --- words ------------------------------------------------------------------------------------------------

    def say(self, key: str, **values: object) -> str:
        """Return a sentence; values are already escaped."""
        found = self.found
        common = {
            "body": self.name(found.body),
            "region": self.name(found.inquiry.region),
            "strategy": self.name(found.inquiry.strategy),
            "day": day_in_words(found.graph.day, found.lang),
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
        return topic.nb if self.found.lang == "nb" else topic.en

    def plain(self, id_: str) -> str:
        """Return a name for a table, which escapes by itself."""
        return self.found.graph.name(id_, self.found.lang)

    def plain_names(self, ids: Iterable[str]) -> str:
        """Return names in alphabetical order for a table."""
        return ", ".join(sorted(map(self.plain, ids), key=alphabetical))

    def name(self, id_: str) -> str:
        """Return a name for prose."""
        return escaped(self.plain(id_))

    def names(self, ids: Iterable[str]) -> str:
        """Return names in alphabetical order for prose."""
        return escaped(self.plain_names(ids))

"""The rules: what each finds, how grave it is, and what was expected instead. Codes are stable and never reused."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["BY_NAME", "RULES", "Rule", "Severity"]

Severity = Literal["error", "warning", "note"]


@dataclass(frozen=True, slots=True)
class Rule:
    """One sort of finding."""

    code: str
    name: str
    severity: Severity
    finds: str
    expected: str


RULES: tuple[Rule, ...] = (
    Rule(
        "GM101",
        "unreadable-file",
        "error",
        "A file that cannot be read at all: broken YAML or CSV, a tab, a key that stands twice, a tag, an anchor, "
        "a wrong encoding, a missing or unknown column, a file or value far too large.",
        "a readable file; until then nothing else is looked at",
    ),
    Rule("GM102", "unknown-key", "error", "A key that an entry cannot have.", "one of the keys in seeds/README.md"),
    Rule("GM103", "missing-key", "error", "A key that an entry must have.", "the key, with a value"),
    Rule(
        "GM104",
        "bad-value",
        "error",
        "A value that does not fit its key, such as 31.12.2021 for a date.",
        "a value that fits",
    ),
    Rule(
        "GM105", "duplicate-id", "error", "An id that stands twice.", "an id of its own for each; ids are never reused"
    ),
    Rule("GM201", "dangling-end", "error", "An end of an edge that is no node.", "the id of a node"),
    Rule(
        "GM202",
        "wrong-end",
        "error",
        "A kind of node that this kind of edge does not join.",
        "a kind that it joins; see docs/reference/model.md",
    ),
    Rule(
        "GM203",
        "unknown-source",
        "error",
        "A citation of a source that is not there.",
        "the id of a source in seeds/sources",
    ),
    Rule("GM204", "dangling-conflict", "error", "A conflict with an edge that is not there.", "the id of an edge"),
    Rule(
        "GM205",
        "dangling-survey",
        "error",
        "A survey of a node or kind of edge that is not there.",
        "the id of a node, a kind of edge and kinds of node",
    ),
    Rule(
        "GM206",
        "organisation-number",
        "error",
        "An organisation number whose check digit is wrong.",
        "nine digits as in Enhetsregisteret",
    ),
    Rule(
        "GM207",
        "wrong-seat",
        "error",
        "A seat held for, or given by, somebody who is not there or is no body; a seat may also be held for a county.",
        "the ids of bodies, or of the county whose municipalities it is held for",
    ),
    Rule(
        "GM208",
        "seat-circle",
        "error",
        "Seats in one body whose holders speak for each other in a circle, or for that body itself.",
        "ids of those outside, under `on_behalf_of`; of the holder alone where it speaks for itself only",
    ),
    Rule("GM301", "no-source", "error", "A statement that no source carries.", "at least one citation under `cites`"),
    Rule(
        "GM302",
        "no-reasoning",
        "error",
        "An inferred statement without its reasoning.",
        "why we infer it, under `reasoning`",
    ),
    Rule(
        "GM303",
        "uncited-source",
        "warning",
        "A source that nothing cites.",
        "a statement that cites it, or no such source",
    ),
    Rule(
        "GM401", "start-after-end", "error", "A period that ends before it starts.", "a first day on or before the last"
    ),
    Rule(
        "GM402",
        "outside-its-ends",
        "warning",
        "An edge that for certain starts before, or ends after, the period of a node that it joins.",
        "dates within the periods of both ends; leave them out where only those are known",
    ),
    Rule(
        "GM403",
        "long-unattested",
        "note",
        "A tie without an end that no source describes later than five years before the newest source of all.",
        "a newer source, or an end under `until`",
    ),
    Rule(
        "GM404",
        "succession-out-of-order",
        "warning",
        "A succession whose successor ended before the other began, or that happened before the one began or after the "
        "other ended.",
        "the two the other way round, or other dates",
    ),
    Rule(
        "GM405",
        "overlapping-numbers",
        "warning",
        "Two official numbers that one node had at the same time.",
        "a last day for the earlier one, the day before the first of the later one",
    ),
    Rule(
        "GM406",
        "not-the-last-number",
        "warning",
        "A present number that is not the last of the numbers through time.",
        "the last of `numbers` under `number`, or a row for the new number",
    ),
    Rule(
        "GM407",
        "number-held-twice",
        "warning",
        "An official number, or one in Enhetsregisteret, that two nodes have at the same time.",
        "another number, or periods that do not overlap",
    ),
    Rule(
        "GM408",
        "outside-its-node",
        "warning",
        "A name or number that was in use on no day of its node.",
        "dates within the period of the node",
    ),
    Rule(
        "GM409",
        "unlikely-date",
        "warning",
        "A date before the year 1500 or after 2100; a source, a survey or an `as_of` of a day still to come.",
        "the date as the source has it; a digit was mistyped or misread",
    ),
    Rule(
        "GM410",
        "overlapping-names",
        "warning",
        "Two names that one node had at the same time.",
        "a last day for the earlier one, the day before the first of the later one; no dates for one to find it by",
    ),
    Rule(
        "GM411",
        "not-the-last-name",
        "warning",
        "A present name that ended before another under `names` began.",
        "the last of `names` under `name`",
    ),
    Rule(
        "GM412",
        "number-of-another-county",
        "warning",
        "A municipality whose number does not begin with that of the county that it was part of at the time.",
        "another number, another county, or the days on which either changed",
    ),
    Rule(
        "GM413",
        "spoken-for-outside",
        "warning",
        "A seat held for, or given by, a body that was there on no day of the seat.",
        "the id of the body of that time, under `on_behalf_of` or `appointed_by`",
    ),
    Rule(
        "GM414",
        "surveyed-outside",
        "warning",
        "A survey of a node on a day on which that was not there.",
        "a day within the period of the node",
    ),
    Rule(
        "GM501",
        "duplicate-edge",
        "warning",
        "Two edges that say the same of the same time.",
        "one edge with all citations; a role or periods that tell two apart",
    ),
    Rule(
        "GM502",
        "two-heads",
        "warning",
        "Two heads of one chain of succession: a node that was succeeded, and its successor, both without an end.",
        "a last day for the one that was succeeded; if it goes on, accept the finding with the reason",
    ),
    Rule(
        "GM503",
        "reporting-cycle",
        "warning",
        "Bodies that report to each other in a circle at the same time.",
        "a chain of reporting that ends somewhere",
    ),
    Rule("GM504", "self-tie", "warning", "An edge from a node to itself.", "the id of another node"),
    Rule(
        "GM505",
        "circle",
        "warning",
        "Nodes that are each part of, owned, set up, mandated, steered, led, hosted or succeeded by, secretariat for "
        "or following up the next, in a circle at the same time.",
        "a chain that ends somewhere",
    ),
    Rule(
        "GM506",
        "no-county",
        "warning",
        "A municipality of today that is part of no county, where others are.",
        "a row with PART_OF and its county in municipality_edges.csv",
    ),
    Rule(
        "GM507",
        "double-seat",
        "warning",
        "Two edges for one seat at the same time: that of its holder, and one of the body that it is held for.",
        "one edge, of the holder, with the other under `on_behalf_of`, and under `appointed_by` if it named the holder",
    ),
    Rule(
        "GM508",
        "wrong-way-seat",
        "warning",
        "A seat of a body in one that itself sits, at the same time, in that body.",
        "the seat of the member in the body it is a member of; if both sit in each other, accept it with the reason",
    ),
    Rule(
        "GM509",
        "membership-circle",
        "warning",
        "Bodies that are members of each other in a circle at the same time.",
        "memberships that end somewhere",
    ),
    Rule(
        "GM510",
        "missing-membership",
        "warning",
        "A municipality of today that is no member of what nine in ten are: a body, or one of those that follow up one "
        "instrument.",
        "a MEMBER_OF edge of its own; if a source tells that it stands outside, accept it with the reason",
    ),
    Rule(
        "GM511",
        "two-counties",
        "warning",
        "A municipality that is part of two counties at the same time.",
        "a last day for the earlier tie, or `claim` where two sources differ",
    ),
    Rule(
        "GM601",
        "called-for",
        "note",
        "A tie that was called for and is not recorded.",
        "a recorded edge of this kind, once a source tells that it is there",
    ),
    Rule(
        "GM602",
        "conflicting-claims",
        "note",
        "A value or an edge that another source contradicts.",
        "a source that settles it",
    ),
    Rule(
        "GM603",
        "no-claim-chosen",
        "warning",
        "Edges whose claims conflict, of which not exactly one is chosen.",
        "`claim: chosen` on one of them, `claim: alternative` on the others",
    ),
    Rule(
        "GM701",
        "stale-acceptance",
        "warning",
        "An accepted finding that is no longer found.",
        "no such entry in accepted-findings.yaml",
    ),
    Rule(
        "GM702",
        "ignored-file",
        "warning",
        "A file among the seeds that is not read, since its ending is none of a seed file: .yaml.txt, .xlsx.",
        "the file saved as .yaml or CSV UTF-8, or moved elsewhere",
    ),
    Rule(
        "GM801",
        "untranslated",
        "note",
        "A role, note or other text without English in a table of translations.",
        "a row with the text under `nb` and its English under `en`",
    ),
    Rule(
        "GM802",
        "english-text",
        "warning",
        "A text that looks English where Norwegian is expected.",
        "the text in Norwegian, and its English in the table of translations; foreign words in «quotation marks»",
    ),
    Rule(
        "GM803",
        "unused-translation",
        "warning",
        "A translation of a text that stands nowhere.",
        "the text under `nb` just as a statement has it, or no such row",
    ),
)
"""All rules, by code."""

BY_NAME: Mapping[str, Rule] = {rule.name: rule for rule in RULES}
"""All rules, by name."""

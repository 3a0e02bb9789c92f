"""What a draft gets wrong or leaves open: every finding with a stable id, its place and what was expected."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from graphmodel.checks.claims import called_for, conflicts, english_texts, untranslated, unused_translations
from graphmodel.checks.rules import BY_NAME
from graphmodel.checks.structure import (
    circles,
    countyless,
    double_seats,
    duplicates,
    heads,
    outsiders,
    self_ties,
    two_counties,
    uncited,
    wrong_way_seats,
)
from graphmodel.checks.time import (
    held_twice,
    misnamed,
    misnumbered,
    of_another_county,
    out_of_order,
    outside,
    outside_their_nodes,
    spoken_for_outside,
    surveyed_outside,
    unattested,
    unlikely,
)
from graphmodel.model import faults
from graphmodel.model.draft import FIRST

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphmodel.checks.rules import Severity
    from graphmodel.model import Fault
    from graphmodel.model.draft import Draft

__all__ = ["Finding", "findings", "first_findings"]

_BY_FIELD = frozenset({"dangling-end", "wrong-end", "unlikely-date", "untranslated", "english-text"})
_BY_ID = frozenset(
    {
        *("unknown-source", "dangling-conflict", "dangling-survey", "number-held-twice", "wrong-seat"),
        *("missing-membership", "spoken-for-outside"),
    }
)
"""Rules that a statement can break more than once: there the field, or the id at fault, is part of the finding's id."""


_LOOKS = (
    uncited,
    duplicates,
    heads,
    circles,
    self_ties,
    double_seats,
    wrong_way_seats,
    countyless,
    outsiders,
    outside,
    out_of_order,
    unattested,
    unlikely,
    outside_their_nodes,
    misnumbered,
    misnamed,
    held_twice,
    of_another_county,
    two_counties,
    spoken_for_outside,
    surveyed_outside,
    called_for,
    conflicts,
    untranslated,
    english_texts,
)


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to mend, to look into, or to accept with a reason."""

    code: str
    rule: str
    severity: Severity
    id: str
    """Stable: the code and the statement, and where a statement can break a rule twice what tells the two apart."""
    subject: str
    """Id of the statement."""
    file: str
    line: int
    message: str
    expected: str
    accepted: str | None = None
    """The reason for which it stays, if it was accepted."""

    @property
    def counts(self) -> bool:
        """Whether it must be mended or accepted for the seeds to be clean."""
        return self.severity != "note" and self.accepted is None


def findings(draft: Draft) -> tuple[Finding, ...]:
    """Return all findings in a draft.

    Parameters
    ----------
    draft
        Statements, with their places and the problems met when reading them.

    Returns
    -------
    tuple of Finding
        In the order of file and line. While a file cannot be read, only that is told: what else seems wrong may
        follow from it. Of each rule only the first hundred that count are among them.
    """
    return first_findings(draft)[0]


def first_findings(draft: Draft) -> tuple[tuple[Finding, ...], dict[str, int]]:
    """Return what :func:`findings` does, and of each severity how many more there are."""
    english = draft.english
    accepted = {finding: english.get(reason, reason) for finding, reason, _ in draft.accepted}
    findings: list[Finding] = []
    met: set[str] = set()
    counts: Counter[str] = Counter()
    more = Counter({"error": draft.more_problems})
    for found in _all(draft):
        finding = _accepted(found, accepted)
        met |= {finding.id} & accepted.keys()
        counts[finding.code] += finding.counts
        if finding.counts and counts[finding.code] > FIRST:
            more[finding.severity] += 1
        else:
            findings.append(finding)
    findings.sort(key=lambda finding: (finding.file, finding.line, finding.id))
    if draft.usable:
        findings += _stale(draft, met)
    return tuple(findings), dict(more)


def _all(draft: Draft) -> Iterator[Finding]:
    yield from _problems(draft)
    if not draft.usable:
        return
    for fault in faults(draft.nodes, draft.edges, draft.sources, draft.surveys):
        if fault.about not in draft.unread:
            yield _finding(draft, fault)
    for look in _LOOKS:
        for fault in look(draft):
            yield _finding(draft, fault)
    yield from _unused(draft)
    yield from _ignored(draft)


def _problems(draft: Draft) -> Iterator[Finding]:
    for problem in draft.problems:
        if not draft.usable and problem.rule != "unreadable-file":
            continue
        rule = BY_NAME[problem.rule]
        subject = problem.id or str(problem.origin)
        detail = f":{problem.field}" if problem.field else ""
        yield Finding(
            rule.code,
            rule.name,
            rule.severity,
            f"{rule.code}:{subject}{detail}",
            subject,
            *problem.origin,
            problem.message,
            rule.expected,
        )


def _finding(draft: Draft, fault: Fault) -> Finding:
    rule = BY_NAME[fault.rule]
    by_field = fault.rule in _BY_FIELD or "." in fault.field
    detail = fault.field if by_field else fault.about if fault.rule in _BY_ID else ""
    id_ = f"{rule.code}:{fault.id}" + (f":{detail}" if detail else "")
    origin = draft.origin(fault.id, fault.field)
    return Finding(rule.code, rule.name, rule.severity, id_, fault.id, *origin, fault.message, rule.expected)


def _accepted(finding: Finding, accepted: dict[str, str]) -> Finding:
    reason = accepted.get(finding.id)
    return replace(finding, accepted=reason) if reason and finding.code > "GM2" else finding


def _unused(draft: Draft) -> Iterator[Finding]:
    rule = BY_NAME["unused-translation"]
    for nb, _, origin in unused_translations(draft):
        id_, message = f"{rule.code}:{nb}", f"no statement has the text {nb!r}"
        yield Finding(rule.code, rule.name, rule.severity, id_, str(origin), *origin, message, rule.expected)


def _ignored(draft: Draft) -> Iterator[Finding]:
    rule = BY_NAME["ignored-file"]
    for name in draft.ignored:
        message = "is not read: its ending is none of .yaml, .yml and .csv"
        yield Finding(rule.code, rule.name, rule.severity, f"{rule.code}:{name}", name, name, 1, message, rule.expected)


def _stale(draft: Draft, found: set[str]) -> Iterator[Finding]:
    rule = BY_NAME["stale-acceptance"]
    for id_, _, origin in draft.accepted:
        if id_ not in found:
            message = f"{id_!r} is accepted but not found any more"
            yield Finding(
                rule.code, rule.name, rule.severity, f"{rule.code}:{id_}", id_, *origin, message, rule.expected
            )

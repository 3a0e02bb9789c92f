"""What a draft gets wrong or leaves open: every finding with a stable id, its place and what was expected."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from graphmodel.checks.claims import called_for, conflicts
from graphmodel.checks.rules import BY_NAME
from graphmodel.checks.structure import (
    double_seats,
    duplicates,
    heads,
    membership_circles,
    reporting_cycles,
    uncited,
    wrong_way_seats,
)
from graphmodel.checks.time import outside, unattested
from graphmodel.model import faults

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphmodel.checks.rules import Severity
    from graphmodel.model import Fault
    from graphmodel.model.draft import Acceptance, Draft

__all__ = ["Finding", "findings"]

_LOOKS = (
    *(uncited, duplicates, heads, reporting_cycles, double_seats, wrong_way_seats, membership_circles),
    *(outside, unattested, called_for, conflicts),
)
"""What is looked for in a draft that can be read, besides faults of the model."""

_BY_FIELD = frozenset({"dangling-end", "wrong-end"})
_BY_ID = frozenset({"unknown-source", "dangling-conflict", "dangling-survey", "wrong-seat"})
"""Rules that a statement can break more than once: there the field, or the id at fault, is part of the finding's id."""


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
    """Return everything there is to find in a draft.

    Parameters
    ----------
    draft
        Statements, with their places and the problems met when reading them.

    Returns
    -------
    tuple of Finding
        In the order of file and line. While a file cannot be read, only that is told: what else seems wrong may
        follow from it.
    """
    found = sorted(_all(draft), key=lambda finding: (finding.file, finding.line, finding.id))
    accepted = {acceptance.finding: acceptance for acceptance in draft.accepted}
    told = [_accepted(finding, accepted) for finding in found]
    if draft.usable:
        told += _stale(draft, {finding.id for finding in found})
    return tuple(told)


def _all(draft: Draft) -> Iterator[Finding]:
    yield from _problems(draft)
    if not draft.usable:
        return
    for fault in faults(draft.nodes, draft.edges, draft.sources, draft.surveys):
        if fault.about not in draft.unread:
            detail = fault.field if fault.rule in _BY_FIELD else fault.about if fault.rule in _BY_ID else ""
            yield _finding(draft, fault, detail)
    for look in _LOOKS:
        for fault in look(draft):
            yield _finding(draft, fault)


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


def _finding(draft: Draft, fault: Fault, detail: str = "") -> Finding:
    rule = BY_NAME[fault.rule]
    id_ = f"{rule.code}:{fault.id}" + (f":{detail}" if detail else "")
    origin = draft.origin(fault.id, fault.field)
    return Finding(rule.code, rule.name, rule.severity, id_, fault.id, *origin, fault.message, rule.expected)


def _accepted(finding: Finding, accepted: dict[str, Acceptance]) -> Finding:
    acceptance = accepted.get(finding.id)
    return replace(finding, accepted=acceptance.reason) if acceptance and finding.code > "GM2" else finding


def _stale(draft: Draft, found: set[str]) -> Iterator[Finding]:
    rule = BY_NAME["stale-acceptance"]
    for id_, _, origin in draft.accepted:
        if id_ not in found:
            message = f"{id_!r} is accepted but not found any more"
            yield Finding(
                rule.code, rule.name, rule.severity, f"{rule.code}:{id_}", id_, *origin, message, rule.expected
            )

"""A report of findings, and its formats: text for people, JSON for programs, SARIF 2.1.0 for code review tools."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from graphmodel.checks.findings import first_findings
from graphmodel.checks.rules import BY_NAME, RULES
from graphmodel.errors import printable
from graphmodel.model.draft import FIRST

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from graphmodel.checks.findings import Finding
    from graphmodel.model.draft import Draft

__all__ = ["Report", "report"]

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_SHOWN = 5


def report(draft: Draft) -> Report:
    """Check a draft.

    Parameters
    ----------
    draft
        Statements, with their places and the problems met when reading them.

    Returns
    -------
    Report
        All findings, the accepted ones among them; of each rule the first hundred that count, and how many more.
    """
    found, more = first_findings(draft)
    return Report(found, draft.folder, usable=draft.usable, more=more)


@dataclass(frozen=True, repr=False)
class Report:
    """All findings of a folder of seeds."""

    findings: tuple[Finding, ...]
    folder: str = ""
    """The folder in which the files of the findings lie."""
    usable: bool = True
    """Whether every file could be read."""
    more: Mapping[str, int] = field(default_factory=dict)
    """How many more findings of a severity there are than are listed."""

    def __repr__(self) -> str:
        counts = ", ".join(f"{number} {name}" for name, number in self.counts().items())
        return f"<Report: {counts}{'' if self.usable else ', not usable'}>"

    @property
    def exit_code(self) -> int:
        """0 when nothing is to be mended or accepted, 1 when something is, 2 when a file cannot be read."""
        if not self.usable:
            return 2
        return int(any(finding.counts for finding in self.findings))

    def counts(self) -> dict[str, int]:
        """Return how many findings there are of each severity, and how many were accepted."""
        counts = Counter("accepted" if finding.accepted else finding.severity for finding in self.findings)
        counts.update(self.more)
        return {name: counts[name] for name in ("error", "warning", "note", "accepted")}

    def as_text(self) -> str:
        """Return the report for people: what is to be mended in full, notes and accepted findings in short."""
        lines = [line for finding in self.findings if finding.counts for line in self._told(finding)]
        if more := sum(self.more.values()):
            lines.append(f"… and {more:,} more: the first {FIRST} of each rule are listed, mend them first")
        lines += self._short("note", [f for f in self.findings if f.severity == "note" and not f.accepted])
        lines += self._short("accepted", [f for f in self.findings if f.accepted])
        return "".join(f"{printable(line)}\n" for line in (*lines, self._line()))

    def _told(self, finding: Finding) -> Iterator[str]:
        yield f"{self._place(finding)}: {finding.severity} {finding.code} {_message(finding)}"
        yield f"    expected: {finding.expected}"
        yield f"    finding: {finding.id}"

    def _short(self, what: str, findings: list[Finding]) -> Iterator[str]:
        for rule in RULES:
            of_rule = [finding for finding in findings if finding.code == rule.code]
            if not of_rule:
                continue
            yield f"{what}: {len(of_rule)} × {rule.code} {rule.name}: {rule.finds}"
            for finding in of_rule[:_SHOWN]:
                reason = f" (accepted: {finding.accepted})" if finding.accepted else ""
                yield f"    {self._place(finding)}: {_message(finding)}{reason}"
            if len(of_rule) > _SHOWN:
                yield f"    … and {len(of_rule) - _SHOWN} more; all of them with --format json"

    def _line(self) -> str:
        return ", ".join(f"{count} {_plural(name, count)}" for name, count in self.counts().items())

    def _place(self, finding: Finding) -> str:
        """Return the place of a finding: file and line, or workbook, sheet and cell."""
        return f"{self.folder}, {finding.file}" if self._workbook else f"{self._path(finding)}:{finding.line}"

    @property
    def _workbook(self) -> bool:
        return self.folder.lower().endswith(".xlsx")

    def _path(self, finding: Finding) -> str:
        if self._workbook:
            return self.folder
        return finding.file if self.folder in ("", ".") else f"{self.folder}/{finding.file}"

    def as_json(self) -> str:
        """Return the report as JSON: ``findings`` and ``counts``; fields are added to it, never changed."""
        entries = [
            asdict(finding) | {"file": self._path(finding), "place": self._place(finding)} for finding in self.findings
        ]
        counts = {"counts": self.counts(), "not_listed": sum(self.more.values()), "exit_code": self.exit_code}
        return _json({**counts, "findings": entries})

    def as_sarif(self) -> str:
        """Return the report as a log in SARIF 2.1.0; an accepted finding is a suppressed result."""
        driver = {"name": "graphmodel", "rules": [_sarif_rule(rule.name) for rule in RULES]}
        run = {
            "tool": {"driver": driver},
            "columnKind": "unicodeCodePoints",
            "results": [self._sarif_result(finding) for finding in self.findings],
        }
        return _json({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]})

    def _sarif_result(self, finding: Finding) -> dict[str, Any]:
        place = {
            "artifactLocation": {"uri": quote(self._path(finding))},
            "region": {"startLine": max(finding.line, 1)},
        }
        result: dict[str, Any] = {
            "ruleId": finding.code,
            "ruleIndex": [rule.code for rule in RULES].index(finding.code),
            "level": finding.severity,
            "message": {"text": f"{_message(finding)} Expected: {finding.expected}."},
            "locations": [{"physicalLocation": place}],
            "partialFingerprints": {"finding/v1": finding.id},
        }
        if finding.accepted:
            result["suppressions"] = [{"kind": "external", "justification": finding.accepted}]
        return result


def _message(finding: Finding) -> str:
    named = finding.subject in finding.message or finding.subject == f"{finding.file}:{finding.line}"
    return finding.message if named else f"{finding.subject}: {finding.message}"


def _plural(name: str, count: int) -> str:
    return name if name == "accepted" or count == 1 else f"{name}s"


def _sarif_rule(name: str) -> dict[str, Any]:
    rule = BY_NAME[name]
    return {
        "id": rule.code,
        "name": "".join(word.capitalize() for word in name.split("-")),
        "shortDescription": {"text": rule.finds},
        "help": {"text": f"Expected: {rule.expected}."},
        "defaultConfiguration": {"level": rule.severity},
    }


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"

"""What a well-formed draft may still get wrong: findings with stable ids, places and what was expected.

Each finding follows from a rule in :mod:`graphmodel.checks.rules`. A finding that is known and stays on purpose is
accepted, with its reason, in ``accepted-findings.yaml`` beside the seeds; it is still told.
"""

from graphmodel.checks.findings import Finding, findings
from graphmodel.checks.report import Report, report
from graphmodel.checks.rules import RULES, Rule
from graphmodel.checks.structure import common_memberships

__all__ = ["RULES", "Finding", "Report", "Rule", "common_memberships", "findings", "report"]

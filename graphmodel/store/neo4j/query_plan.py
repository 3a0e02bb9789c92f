"""Whether a query, as the server plans to run it, starts from labels only.

While a large load is under way, or after one was cut short, there are nodes in the database that belong to no current
graph. They carry none of the labels that questions name, and are tied to each other only. So a query that starts from
a label never meets them; one that looks at all nodes, or all relationships of a type, does.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["starts_from_labels"]

_BY_LABEL = re.compile(r"\w*ByLabels?Scan|\w*Node(?:Unique)?Index\w*")
_STARTS_NOWHERE = frozenset(("Argument", "EmptyRow", "EmptyResult", "Projection", "ProcedureCall"))
_COUNTED_LABEL = "(:"
_HIDDEN = re.compile(r"\b(?:COUNT|EXISTS|COLLECT)\s*\{|\[\(", re.IGNORECASE)
_NOT_ALWAYS = re.compile(r"\b(?:NOT|OR|XOR)\b", re.IGNORECASE)
_END = re.compile(r"\(([^()]+)\)")


def starts_from_labels(plan: Mapping[str, Any]) -> bool:
    """Tell whether a query looks only at nodes with labels that it names, and at what hangs on them.

    Parameters
    ----------
    plan
        The plan as the driver gives it.

    Returns
    -------
    bool
        False also where the plan does not tell, as of a subquery inside an expression.
    """
    return all(_by_label(*leaf) for leaf in _leaves(plan, ()))


def _leaves(plan: Mapping[str, Any], filters: tuple[str, ...]) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Yield each operator from which rows come: its name, what it does, and the filters that its rows pass."""
    operator, children = str(plan["operatorType"]).partition("@")[0], plan.get("children") or ()
    does = str(plan["args"].get("Details") or "")
    if not children or (_HIDDEN.search(does) and operator != "ProduceResults"):
        yield operator, does, filters
    for child in children:
        yield from _leaves(child, (*filters, does) if operator == "Filter" else filters)


def _by_label(operator: str, does: str, filters: tuple[str, ...]) -> bool:
    if _HIDDEN.search(does):
        return False
    if operator in _STARTS_NOWHERE or _BY_LABEL.fullmatch(operator):
        return True
    if operator.endswith("CountFromCountStore"):
        return _COUNTED_LABEL in does
    ends = "|".join(re.escape(end) for end in _END.findall(does))
    labelled = re.compile(rf"(?<!\w)(?:{ends}):\w")
    return bool(ends) and any(labelled.search(each) and not _NOT_ALWAYS.search(each) for each in filters)

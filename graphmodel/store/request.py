"""A request to a store, resolved before an engine sees it: the question and its parameters."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from graphmodel.errors import QueryError, did_you_mean
from graphmodel.queries import Query, bind
from graphmodel.queries.outline import UNHOLDABLE, outline, write_clause
from graphmodel.tables import Result

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

__all__ = ["QueryRequest", "find", "refusal", "resolve"]

_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LARGEST = 2**63


@dataclass(frozen=True, slots=True)
class QueryRequest:
    """Cypher text with the values of its parameters, and the library question it comes from, if any."""

    text: str
    parameters: Mapping[str, Any]
    question: Query | None = None

    def result(self, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> Result:
        """Return an engine's answer, for a library question under its own columns and with dates as dates.

        Raises
        ------
        QueryError
            If the columns are not those that the question declares.
        """
        if self.question is None:
            return Result(tuple(columns), tuple(tuple(row) for row in rows))
        declared = tuple(column.name for column in self.question.columns)
        if set(columns) != set(declared):
            actual, expected = ", ".join(columns), ", ".join(declared)
            raise QueryError(f"the question {self.question.name} returns {actual}, but its header declares {expected}")
        places = [list(columns).index(name) for name in declared]
        dated = [column.type.base == "date" for column in self.question.columns]
        return Result(
            declared,
            tuple(tuple(_day(row[p]) if d else row[p] for p, d in zip(places, dated, strict=True)) for row in rows),
            tuple((column.label.nb, column.label.en) for column in self.question.columns),
        )


def _day(value: Any) -> Any:  # noqa: ANN401 - whatever the query returned
    if isinstance(value, list):
        return [_day(each) for each in value]
    return date.fromisoformat(value) if isinstance(value, str) else value


def find(query: str | Query, library: Callable[[], Mapping[str, Query]]) -> str | Query:
    """Return the question of a name (a word with hyphens, which no Cypher is); a question or Cypher text as it is.

    Raises
    ------
    QueryError
        If there is no such question.
    """
    if not isinstance(query, (str, Query)):
        raise QueryError(f"a {type(query).__name__} is not a question: expected the name of one, or Cypher text")
    if isinstance(query, Query) or not _NAME.fullmatch(query):
        return query
    questions = library()
    if query not in questions:
        raise QueryError(f"no question is called {query!r}{did_you_mean(query, questions)}")
    return questions[query]


def resolve(query: str | Query, parameters: Mapping[str, object], last_described: date | None = None) -> QueryRequest:
    """Resolve a question and its parameters to a request.

    Parameters
    ----------
    query
        A question, or Cypher text.
    parameters
        The values that were given.
    last_described
        The last day that the graph describes, for a question that has it for a default.

    Raises
    ------
    QueryError
        If a parameter is missing, unknown or cannot be held by a store.
    """
    if isinstance(query, Query):
        return QueryRequest(query.text, bind(query, parameters, last_described), query)
    _check_names(outline(query).parameters, parameters)
    return QueryRequest(query, {name: _value(name, value) for name, value in parameters.items()})


def _check_names(wanted: Sequence[str], values: Mapping[str, object]) -> None:
    for name in values:
        if name not in wanted:
            expected = f"expected {', '.join(wanted)}" if wanted else "it takes none"
            raise QueryError(f"the query has no parameter ${name}: {expected}{did_you_mean(name, wanted)}")
    missing = [f"${name}" for name in wanted if name not in values]
    if missing:
        raise QueryError(f"the query needs {', '.join(missing)}: give a value for each parameter")


def _value(name: str, value: object) -> object:
    match value:
        case None | bool() | float():
            return value
        case str():
            if match := UNHOLDABLE.search(value):
                raise QueryError(f"parameter {name} holds the character {match[0]!a}, which no store can hold")
            return value
        case int():
            if not -_LARGEST <= value < _LARGEST:
                raise QueryError(f"parameter {name} is beyond the 64 bits of a store's whole numbers")
            return value
        case list() | tuple():
            return [_value(name, each) for each in value]
        case dict():
            return {_key(name, key): _value(name, each) for key, each in value.items()}
        case _ if type(value) is date:
            return value
    expected = "expected text, a number, a truth value, a date, None, or a list or mapping of those"
    raise QueryError(f"parameter {name} is a {type(value).__name__}: {expected}")


def _key(name: str, key: object) -> str:
    if not isinstance(key, str) or UNHOLDABLE.search(key) or key.startswith("\1"):
        raise QueryError(f"parameter {name} has the key {key!a}: expected plain text")
    return key


def refusal(text: str) -> str:
    """Return why an engine refuses to read by a text: where it writes, or that it calls what is not there."""
    if clause := write_clause(text):
        return f"{clause.place}: a query cannot {clause.words}: it only reads; a store changes by loading a graph"
    return "the query writes, or it calls a function or procedure that this store does not have"

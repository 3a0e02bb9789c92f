"""Entries of seed files become statements of the model; what does not fit becomes a problem with its line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import ValidationError

from graphmodel.errors import did_you_mean
from graphmodel.model import Edge, Name, Node, Number, Seat, Source, Statement, Survey
from graphmodel.model.complaints import edge_kind_meant, expected, kind_meant
from graphmodel.model.draft import Draft, Problem, Problems, Translation
from graphmodel.model.statement import TRANSLATIONS
from graphmodel.schema import EDGE_KINDS, KINDS
from graphmodel.seeds.text import SeedEntry

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from pydantic_core import ErrorDetails

    from graphmodel.model.draft import Acceptance
    from graphmodel.model.statement import Record

__all__ = ["EDGE_KEYS", "NODE_KEYS", "PART_KEYS", "SOURCE_KEYS", "SURVEY_KEYS", "Reading"]

R = TypeVar("R", bound="Record")

_NODE_PERIOD = {"since": "from", "until": "to"}
_EDGE_ENDS = {"from_id": "from", "to_id": "to"}


def _keys(record: type[Record], written: dict[str, str]) -> dict[str, str]:
    """Return the keys of an entry, each with the field of the model that it fills; what all statements share last."""
    shared = Statement.model_fields if issubclass(record, Statement) else {}
    fields = sorted(record.model_fields, key=lambda field: field in shared)
    return {written.get(field, field): field for field in fields}


NODE_KEYS = _keys(Node, _NODE_PERIOD) | {"kind": "kind", "edges": "edges"}
EDGE_KEYS = _keys(Seat, _EDGE_ENDS) | {"type": "type"}
SOURCE_KEYS = _keys(Source, {})
SURVEY_KEYS = _keys(Survey, {})
PART_KEYS = {"names": _keys(Name, _NODE_PERIOD), "numbers": _keys(Number, _NODE_PERIOD)}

_TRUE_OR_FALSE = ("class_of_bodies", "founding")
_TRUTHS = {"SANN": "true", "USANN": "false"}
"""How a spreadsheet in Norwegian shows the two."""


class Reading:
    """Statements read so far, each with its place, and the problems."""

    def __init__(self) -> None:
        self.nodes: dict[str, Node] = {}
        self.edges: dict[str, Edge] = {}
        self.sources: dict[str, Source] = {}
        self.surveys: dict[str, Survey] = {}
        self.problems = Problems()
        self.unread: set[str] = set()
        self.locators: dict[tuple[str, str], SeedEntry] = {}
        self.translations: dict[str, Translation] = {}

    def draft(
        self,
        *,
        folder: str,
        ignored: Iterable[str] = (),
        accepted: Iterable[Acceptance] = (),
    ) -> Draft:
        """Return everything that was taken over."""
        return Draft(
            nodes=tuple(self.nodes.values()),
            edges=tuple(self.edges.values()),
            sources=tuple(self.sources.values()),
            surveys=tuple(self.surveys.values()),
            problems=tuple(self.problems),
            more_problems=self.problems.more,
            ignored=tuple(sorted(ignored)),
            accepted=tuple(accepted),
            translations=tuple(self.translations.values()),
            folder=folder,
            unread=frozenset(self.unread),
            locators=self.locators,
        )

    def node(self, entry: SeedEntry) -> None:
        """Read a node and the edges beneath it."""
        kind = self._one_of("kind", KINDS, entry)
        if kind:
            fields = self._fields(entry, NODE_KEYS, drop=("kind", "edges"))
            for part, keys in PART_KEYS.items():
                fields[part] = self._parts(entry.get(part, ()), keys, entry, part)
            self._add("node", self.nodes, kind, fields, entry)
        for edge in self._entries(entry.get("edges", ()), entry, "edges"):
            if "from" in edge:
                message = f"an edge beneath a node begins at that node, {entry.get('id', '')!r}: leave `from` out"
                self._problem("unknown-key", edge, message, "from")
            edge["from"] = entry.get("id", "")
            self.edge(edge)

    def edge(self, entry: SeedEntry) -> None:
        """Read an edge; without an id it gets the default one of its ends and type."""
        kind = self._one_of("type", EDGE_KINDS, entry)
        if not kind:
            return
        if "id" not in entry:
            entry["id"] = kind.cls.default_id(str(entry.get("from", "")), str(entry.get("to", "")))
        fields = self._fields(entry, EDGE_KEYS, drop=("type",))
        self._add("edge", self.edges, kind.cls, fields, entry)

    def source(self, entry: SeedEntry) -> None:
        """Take over a source."""
        self._add("source", self.sources, Source, self._fields(entry, SOURCE_KEYS), entry)

    def survey(self, entry: SeedEntry) -> None:
        """Take over a survey."""
        self._add("survey", self.surveys, Survey, self._fields(entry, SURVEY_KEYS), entry)

    def translation(self, row: SeedEntry) -> None:
        """Take over the English of a text."""
        missing = [key for key in ("nb", "en") if key not in row]
        if missing:
            self._problem("missing-key", row, f"{missing[0]}: is missing: expected a text and its English", missing[0])
            return
        try:
            ((nb, en),) = TRANSLATIONS.validate_python({row["nb"]: row["en"]}).items()
        except ValidationError as error:
            detail = error.errors(include_url=False)[0]
            key = "nb" if detail["loc"][-1] == "[key]" else "en"
            self._problem("bad-value", row, f"{key}: {expected(detail)}", key)
            return
        first = self.translations.setdefault(nb, Translation(nb, en, row.origin()))
        if first.origin != row.origin():
            message = f"the text {nb[:80]!r} is already defined at {first.origin}: keep one row"
            self._problem("duplicate-id", row, message, "nb")

    def _one_of(self, key: str, known: dict[str, R] | Any, entry: SeedEntry) -> Any:  # noqa: ANN401 - a kind of either sort
        """Return the kind that an entry names, or note what was expected."""
        word = entry.get(key)
        if isinstance(word, str) and word in known:
            return known[word]
        if word is None:
            listed = ", and stands in no list" if key == "kind" else ""
            self._problem(
                "missing-key", entry, lambda: f"has no `{key}`{listed}: expected one of {', '.join(known)}", key
            )
        else:
            shown_word, meant = str(word)[:80], kind_meant if key == "kind" else edge_kind_meant
            self._problem("bad-value", entry, lambda: f"{shown_word!r} is not a {key}{meant(shown_word)}", key)
        self._leave_out(entry)
        return None

    def _fields(
        self, entry: SeedEntry, keys: dict[str, str], drop: tuple[str, ...] = (), within: str = ""
    ) -> dict[str, Any]:
        """Return the fields of the model that an entry fills; note the keys that fill none."""
        fields: dict[str, Any] = {}
        for key, value in entry.items():
            if key not in keys:
                self._unknown_key(entry, key, keys, within)
            elif key == "cites":
                fields[key] = self._citations(value, entry)
            elif key not in drop:
                fields[keys[key]] = _TRUTHS.get(str(value), value) if key in _TRUE_OR_FALSE else value
        return fields

    def _unknown_key(self, entry: SeedEntry, key: str, keys: Iterable[str], within: str) -> None:
        if not self.problems.has_room("unknown-key"):
            return
        hint = did_you_mean(key, keys) or f"; expected one of {', '.join(keys)}"
        message = f"the key {key[:80]!r} is not known{hint}"
        problem = Problem("unknown-key", entry.origin(key), message, str(within or entry.get("id", ""))[:120], key[:80])
        self.problems.append(problem)

    def _citations(self, value: Any, entry: SeedEntry) -> list[Any]:  # noqa: ANN401 - as written
        """Return citations in full: a source may be written alone, or with its locator after a colon."""
        if not isinstance(value, list):
            message = "`cites` expects a list: begin each source with '- '"
            self._problem("bad-value", entry, message, "cites")
            return [self._citation(value, entry)] if value else []
        return [self._citation(item, entry) for item in value]

    def _citation(self, item: Any, entry: SeedEntry) -> Any:  # noqa: ANN401 - as written
        if isinstance(item, str):
            return {"source": item}
        if not isinstance(item, SeedEntry) or "source" in item:
            return item
        if len(item) == 1:
            ((source, locator),) = item.items()
            return {"source": source, "locator": locator}
        self._problem("bad-value", item, "expected '- source-id' or '- source-id: where in it'", "")
        return {"source": next(iter(item), entry.get("id"))}

    def _parts(self, value: Any, keys: dict[str, str], entry: SeedEntry, part: str) -> list[dict[str, Any]]:  # noqa: ANN401
        within = str(entry.get("id", ""))
        return [self._fields(item, keys, within=within) for item in self._entries(value, entry, part)]

    def _entries(self, value: Any, entry: SeedEntry, key: str) -> list[SeedEntry]:  # noqa: ANN401 - as written
        """Return a list of entries as written; note what is something else."""
        items = value if isinstance(value, list | tuple) else [value]
        for item in items:
            if not isinstance(item, SeedEntry):
                self._problem("bad-value", entry, f"`{key}` expects a list of entries, each with keys of its own", key)
        return [item for item in items if isinstance(item, SeedEntry)]

    def _add(self, group: str, read: dict[str, Any], cls: type[R], fields: dict[str, Any], entry: SeedEntry) -> None:
        try:
            statement: Any = cls.model_validate(fields)
        except ValidationError as error:
            for detail in error.errors(include_url=False):
                self._invalid(detail, entry, fields, _EDGE_ENDS if group == "edge" else _NODE_PERIOD)
            self._leave_out(entry, fields.get("id"))
            return
        if statement.id in read:
            self._twice(group, statement.id, entry)
        else:
            read[statement.id] = statement
            self.locators[group, statement.id] = entry

    def _leave_out(self, entry: SeedEntry, id_: object = None) -> None:
        self.unread.add(str(id_ or entry.get("id", "")))

    def _twice(self, group: str, id_: str, entry: SeedEntry) -> None:
        first = self.locators[group, id_].origin("id")
        hint = "give this one an id of its own, such as" if group == "edge" else "choose another, or merge the two"
        example = f" {id_}:2" if group == "edge" else ""
        message = f"the id {id_!r} is already defined at {first}: {hint}{example}"
        self._problem("duplicate-id", entry, message, "id", id_)

    def _invalid(
        self, detail: ErrorDetails, entry: SeedEntry, fields: dict[str, Any], written: Mapping[str, str]
    ) -> None:
        keys = [str(part + 1) if isinstance(part, int) else written.get(part, part) for part in detail["loc"]]
        rule = "missing-key" if detail["type"] == "missing" else "bad-value"
        if not self.problems.has_room(rule):
            return
        place, key = _within(entry, detail["loc"], keys)
        message = f"{' '.join(keys)}: {expected(detail)}"
        problem = Problem(rule, place.origin(key), message, str(fields.get("id", ""))[:120], ".".join(keys))
        self.problems.append(problem)

    def _problem(
        self, rule: str, entry: SeedEntry, message: str | Callable[[], str], key: str, id_: str | None = None
    ) -> None:
        """Note a problem; an expensive message is computed only where it is shown."""
        if not self.problems.has_room(rule):
            return
        message = message if isinstance(message, str) else message()
        named = entry.get("id", "") if id_ is None else id_
        self.problems.append(Problem(rule, entry.origin(key), message, str(named)[:120], key))


def _within(entry: SeedEntry, loc: tuple[int | str, ...], keys: list[str]) -> tuple[SeedEntry, str]:
    """Return the entry with a wrong value, which may be a name or number of a node, and its key."""
    parts = entry.get(keys[0])
    if len(loc) > 1 and isinstance(loc[1], int) and isinstance(parts, list) and isinstance(parts[loc[1]], SeedEntry):
        return parts[loc[1]], keys[-1]
    return entry, keys[0]

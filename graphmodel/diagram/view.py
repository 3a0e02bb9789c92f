"""What a picture shows: a view, as a planner writes it down in a YAML file of its own; every error names its line."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import yaml
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    Field,
    PrivateAttr,
    StringConstraints,
    ValidationError,
    model_validator,
)

from graphmodel.choices import LANGUAGES, PAPERS, Lang, Paper, language
from graphmodel.errors import ViewError, did_you_mean, printable
from graphmodel.files import UnreadableError, read_text
from graphmodel.model.complaints import edge_kind_meant, kind_meant
from graphmodel.model.edges import Flow  # noqa: TC001 - pydantic reads it at run time
from graphmodel.model.nodes import Level
from graphmodel.model.statement import Label, Record, Text
from graphmodel.period import as_day
from graphmodel.schema import EDGE_KINDS, KINDS
from graphmodel.strict_yaml import StrictYamlError, compose

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic_core import ErrorDetails

__all__ = [
    "LANGUAGES",
    "PAPERS",
    "Budget",
    "Fold",
    "Lang",
    "Lines",
    "Paper",
    "Pick",
    "View",
    "ViewColumn",
    "ViewParameter",
    "Words",
    "find_view",
    "parse_view",
    "read_view",
    "view_names",
    "view_title",
]


def _listed(value: object) -> object:
    """Take one value for a list of one."""
    return value if isinstance(value, list | tuple) else (value,)


def _kind(name: str) -> str:
    if name not in KINDS:
        raise ValueError(f"{name!r} is not a kind of node{kind_meant(name)}")
    return name


def _edge_type(name: str) -> str:
    if name not in EDGE_KINDS:
        raise ValueError(f"{name!r} is not a kind of edge{edge_kind_meant(name)}")
    return name


def _day(text: str) -> str:
    return as_day(text).isoformat()


_Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=120)]
_Ids = Annotated[tuple[_Id, ...], BeforeValidator(_listed)]
_Kinds = Annotated[tuple[Annotated[str, AfterValidator(_kind)], ...], BeforeValidator(_listed)]
_Levels = Annotated[tuple[Level, ...], BeforeValidator(_listed)]
_Types = Annotated[tuple[Annotated[str, AfterValidator(_edge_type)], ...], BeforeValidator(_listed)]
_Steps = Annotated[int, Field(ge=0, le=6)]
_Count = Annotated[int, Field(ge=1)]
_OneDay = Annotated[str, AfterValidator(_day)]


class Words(Record):
    """A text in both languages."""

    nb: Label
    en: Label

    def in_(self, lang: str) -> str:
        """Return the text in a language."""
        return self.nb if language(lang) == "nb" else self.en


class Note(Record):
    """A longer text in both languages."""

    nb: Text
    en: Text

    def in_(self, lang: str) -> str:
        """Return the text in a language."""
        return self.nb if language(lang) == "nb" else self.en


class Pick(Record):
    """Nodes that meet all that it says; what is left out does not matter."""

    ids: _Ids = Field((), description="These nodes.")
    kinds: _Kinds = Field((), description="Nodes of these kinds, for instance Municipality.")
    levels: _Levels = Field((), description="Nodes at these levels.")
    within: _Ids = Field((), description="Nodes that are part or members of one of these.")
    around: _Ids = Field(
        (),
        description="These nodes and what ties lead to, in `steps` steps; not the ties of the last among themselves.",
    )
    steps: _Steps = Field(1, description="How many lines to follow from `around`.")
    path: _Ids = Field((), description="Two nodes: what lies on the shortest ways between them.")
    result: bool = Field(default=False, description="The nodes that a query or an analysis found.")

    @model_validator(mode="after")
    def _says_something(self) -> Pick:
        if self.path and len(self.path) != 2:  # noqa: PLR2004 - a way has two ends
            raise ValueError(f"path: expected the ids of two nodes, got {len(self.path)}")
        if self.model_fields_set <= {"steps"}:
            raise ValueError("expected at least one of ids, kinds, levels, within, around, path, result")
        return self


class Fold(Pick):
    """Nodes that stand as one box."""

    by: Literal["kind", "ties", "region", "county"] = Field(
        "kind", description="One box for all of a kind, for those with the same lines, or for each region or county."
    )
    name: Words | None = Field(None, description="Name of the box; {n} stands for the number of nodes in it.")
    members: bool = Field(default=True, description="Whether the box lists the names.")


class Lines(Record):
    """Which edges are drawn, and what is written on them."""

    types: _Types = Field((), description="Only edges of these kinds, for instance STEERS.")
    flow: Flow | None = Field(None, description="Only edges that carry this flow: authority or voice.")
    without: _Types = Field((), description="No edges of these kinds.")
    called_for: bool = Field(default=False, description="Whether ties that were only called for are drawn too.")
    leave_out: _Types = Field(
        (), description="Kinds to leave out, in this order, as far as the budget asks for it; the picture says which."
    )
    text: Literal["number", "verb", "role"] = Field("number", description="What stands on a line.")
    numbers: bool = Field(default=True, description="Whether lines are numbered; else what stands on them is all.")
    single: bool = Field(default=False, description="Whether each kind of tie between two boxes is a line of its own.")


class ViewParameter(Record):
    """A value that the one who draws may choose; written as $name elsewhere in the view."""

    default: str
    label: Words
    kind: Annotated[str, AfterValidator(_kind)] | None = Field(None, description="The kind that its node must be of.")
    value: str = Field("", description="The value chosen; filled in when the view is read.")


class ViewColumn(Record):
    """Boxes that stand below one another under a heading, in whatever lanes they are."""

    name: Words
    ids: _Ids = Field(min_length=1, description="The nodes of the column.")


class Budget(Record):
    """The most that a picture shows; one that would show more folds further, and then leaves out what it may."""

    boxes: _Count | None = Field(None, description="The most boxes.")
    lines: _Count | None = Field(None, description="The most lines.")
    pages: _Count | None = Field(None, description="The most pages.")


class View(Record):
    """What to show, how to group it, and what to write above it."""

    name: Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
    title: Words
    note: Note | None = None
    day: _OneDay | None = Field(None, description="The day; by default the last that a source describes.")
    lang: Lang = "nb"
    paper: Paper = "A3"
    direction: Literal["down", "right"] = Field("down", description="Where the lanes run: from the top, or the left.")
    axis: Literal["levels", "time"] = Field(
        "levels", description="`time`: a row for each node, along a dated axis that ends on the day of the picture."
    )
    group: Literal["level", "county", "region"] = Field(
        "level", description="`county` or `region` also sorts each lane into columns."
    )
    columns: tuple[ViewColumn, ...] = Field((), description="Columns under headings; all else stands where it fits.")
    strong: _Ids = Field((), description="Nodes that stand out, because the picture is about them.")
    parameters: dict[str, ViewParameter] = Field(default_factory=dict)
    show: tuple[Pick, ...] = Field(min_length=1, description="Each entry adds the nodes that meet all it says.")
    hide: tuple[Pick, ...] = Field((), description="Each entry takes away the nodes that meet all it says.")
    lines: Lines = Lines()
    fold: tuple[Fold, ...] = ()
    budget: Budget = Budget()
    legend: bool = Field(default=True, description="Whether signs and colours are explained above the picture.")
    foot: bool = Field(default=True, description="Whether view, date of the sources and page number stand below.")
    lonely: bool = Field(default=True, description="Whether nodes without a line are drawn.")

    _places: Mapping[tuple[str, int, str], str] = PrivateAttr(default_factory=dict)

    def read_from(self, places: Mapping[tuple[str, int, str], str]) -> View:
        """Return the view with the file and line of each text in its entries, by field, entry and text."""
        view = self.model_copy()
        view._places = places  # noqa: SLF001 - the same class
        return view

    def place(self, field: str, entry: int, text: str) -> str:
        """Return where a text stands in the file of the view: file, line and entry; without a file the entry alone.

        An empty text is the entry itself.
        """
        there = self._places.get((field, entry, text), self.name)
        return f"{there}: {field}" if field in {"strong", "budget"} else f"{there}: {field}.{entry}"

    def __repr__(self) -> str:
        return f"<View {self.name}: {self.title.en[:60]}>"

    def named(self, names: Mapping[str, Words]) -> View:
        """Return the view with the parameters that its title and note name, as ``{name}``, put into words."""
        title = {lang: _filled(self.title.in_(lang), lang, names) for lang in LANGUAGES}
        note = self.note and Note(**{lang: _filled(self.note.in_(lang), lang, names) for lang in LANGUAGES})
        return self.model_copy(update={"title": Words(**title), "note": note})


def _filled(text: str, lang: str, names: Mapping[str, Words]) -> str:
    for name, words in names.items():
        text = text.replace(f"{{{name}}}", words.in_(lang))
    return text


_LARGEST = 200_000
_DEEPEST = 12
_PARAMETER = re.compile(r"\$([a-z_]+)")
_MODELS: Mapping[str, type[BaseModel]] = {
    "title": Words,
    "note": Note,
    "lines": Lines,
    "budget": Budget,
    "show": Pick,
    "hide": Pick,
    "fold": Fold,
    "columns": ViewColumn,
    "parameters": ViewParameter,
}

_SHOWN = 80
_PLAIN: Mapping[str, str] = {
    "missing": "is missing",
    "literal_error": "'{found}' is not one of {expected}",
    "string_type": "expected text",
    "string_too_short": "is empty",
    "string_too_long": "is too long; expected at most {max_length} characters",
    "string_pattern_mismatch": "'{found}' is no id; expected small letters a to z, digits and hyphens: digi-agder",
    "int_parsing": "'{found}' is not a whole number",
    "int_type": "expected a whole number",
    "less_than_equal": "'{found}' is too large; expected at most {le}",
    "greater_than_equal": "'{found}' is too small; expected at least {ge}",
    "bool_parsing": "'{found}' is neither true nor false",
    "bool_type": "expected true or false",
    "too_short": "is empty; expected at least one entry",
    "tuple_type": "expected a list of entries, each behind a hyphen",
    "dict_type": "expected fields with a name and a colon",
    "model_type": "expected fields with a name and a colon",
    "model_attributes_type": "expected fields with a name and a colon",
}
"""What is wrong with a field, in a planner's words, by the kind of error."""

Place = tuple[str | int, ...]
"""The way to a field: keys and positions from the top."""


class _Reading:
    """The fields of one file as plain values, and the line of each."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.lines: dict[Place, int] = {}

    def error(self, line: int, message: str) -> ViewError:
        return ViewError(f"{self.path}:{line}: {printable(message)}")

    def values(self, node: yaml.Node, place: Place = ()) -> Any:  # noqa: ANN401 - the nested values of a file
        self.lines[place] = node.start_mark.line + 1
        if len(place) > _DEEPEST:
            raise self.error(self.lines[place], "is nested too deeply for a view")
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, place)
        if isinstance(node, yaml.SequenceNode):
            return [self.values(item, (*place, position)) for position, item in enumerate(node.value)]
        return node.value

    def _mapping(self, node: yaml.MappingNode, place: Place) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for key, value in node.value:
            line = key.start_mark.line + 1
            if not isinstance(key, yaml.ScalarNode):
                raise self.error(line, "expected a field name before the colon")
            if key.value in values:
                raise self.error(line, f"the field {key.value!r} stands twice")
            values[key.value] = self.values(value, (*place, key.value))
            self.lines[(*place, key.value)] = line
        return values

    def line(self, place: Place) -> int:
        """Return the line of a field, or of the nearest one around it."""
        while place not in self.lines and place:
            place = place[:-1]
        return self.lines.get(place, 1)


def parse_view(text: str, name: str, path: str = "view", /, **values: str | int) -> View:
    """Read a view from the text of its file.

    Parameters
    ----------
    text
        The YAML text.
    name
        The name of the view.
    path
        The file, for messages.
    **values
        Values of the view's parameters; the defaults where left out.

    Returns
    -------
    View
        The view, with its parameters filled in.

    Raises
    ------
    ViewError
        If the text is not a view; the message names file, line and field.
    """
    reading = _Reading(path)
    raw = reading.values(_root(text, reading))
    if not isinstance(raw, dict):
        raise reading.error(1, "expected fields such as 'title:' and 'show:' at the top")
    chosen = _values(raw, values, reading)
    filled = _with_values(raw, chosen, (), reading)
    try:
        view = View.model_validate({"name": name, **filled})
    except ValidationError as error:
        raise ViewError("\n".join(printable(_told(each, reading)) for each in _causes(error.errors()))) from error
    parameters = {key: each.model_copy(update={"value": chosen[key]}) for key, each in view.parameters.items()}
    return view.model_copy(update={"parameters": parameters}).read_from(_places(filled, reading))


def _places(value: Any, reading: _Reading, place: Place = ()) -> dict[tuple[str, int, str], str]:  # noqa: ANN401 - as values()
    """Return file and line of each text in the entries of a view, by field, entry counted from one, and text.

    An entry itself stands under an empty text.
    """
    entry = next((part + 1 for part in place if isinstance(part, int)), 1)
    here = {(str(place[0]), entry, ""): f"{reading.path}:{reading.line(place)}"} if place else {}
    if isinstance(value, dict):
        inner = [_places(each, reading, (*place, key)) for key, each in value.items()]
    elif isinstance(value, list):
        inner = [_places(each, reading, (*place, position)) for position, each in enumerate(value)]
    else:
        inner = [{(field, entry, str(value)): found for (field, entry, _), found in here.items()}]
    return {key: found for each in reversed(inner) for key, found in each.items()} | here


def _root(text: str, reading: _Reading) -> yaml.Node:
    if len(text) > _LARGEST:
        raise reading.error(1, f"is {len(text):,} characters long; expected at most {_LARGEST:,}")
    try:
        root = compose(text)
    except StrictYamlError as error:
        raise reading.error(error.line, error.message) from error
    if root is None:
        raise reading.error(1, "is empty; expected fields such as 'title:' and 'show:'")
    return root


def _values(raw: dict[str, Any], given: Mapping[str, str | int], reading: _Reading) -> dict[str, str]:
    """Return the value of each parameter: the one given, else the default."""
    declared = raw.get("parameters") or {}
    defaults = (
        {name: str(each.get("default", "")) for name, each in declared.items() if isinstance(each, dict)}
        if isinstance(declared, dict)
        else {}
    )
    for name in given:
        if name not in defaults:
            expected = f"; it has {', '.join(sorted(defaults))}" if defaults else "; it has none"
            raise ViewError(
                f"{reading.path}: the view has no parameter {name!r}{did_you_mean(name, defaults) or expected}"
            )
    return defaults | {name: str(value) for name, value in given.items()}


def _with_values(value: Any, values: Mapping[str, str], place: Place, reading: _Reading) -> Any:  # noqa: ANN401 - as values()
    """Return the fields with every $name replaced by its value."""
    if isinstance(value, dict):
        return {key: _with_values(each, values, (*place, key), reading) for key, each in value.items()}
    if isinstance(value, list):
        return [_with_values(each, values, (*place, position), reading) for position, each in enumerate(value)]
    whole = _PARAMETER.fullmatch(str(value))
    if whole is None or place[:1] == ("title",):
        return value
    if whole[1] not in values:
        message = f"{_field(place)}: no parameter {whole[1]!r} is declared under 'parameters:'"
        raise reading.error(reading.line(place), message + did_you_mean(whole[1], values))
    return values[whole[1]]


def _causes(errors: list[ErrorDetails]) -> list[ErrorDetails]:
    """Leave out what only follows from another error: a list that is too short because its entries are wrong."""
    places = [error["loc"] for error in errors]
    return [
        error
        for error in errors
        if error["type"] != "too_short" or not any(place[:-1][: len(error["loc"])] == error["loc"] for place in places)
    ]


def _told(error: ErrorDetails, reading: _Reading) -> str:
    place = tuple(error["loc"])
    message = error["msg"].removeprefix("Value error, ")
    if error["type"] == "extra_forbidden":
        message = f"is not a field of a view here{did_you_mean(str(place[-1]), _fields_at(place))}"
        message += f"; expected one of {', '.join(_fields_at(place))}"
    elif error["type"] in _PLAIN:
        told = _PLAIN[error["type"]].format(**error.get("ctx", {}), found=str(error["input"])[:_SHOWN])
        message = told + (did_you_mean(str(error["input"]), _words(error)) if error["type"] == "literal_error" else "")
    return f"{reading.path}:{reading.line(place)}: {_field(place)}: {message}"


def _words(error: ErrorDetails) -> list[str]:
    return re.findall(r"'([^']*)'", str(error.get("ctx", {}).get("expected", "")))


def _field(place: Place) -> str:
    """Return the way to a field as a planner would say it, entries counted from one."""
    return ".".join(str(part + 1) if isinstance(part, int) else part for part in place) or "view"


def _fields_at(place: Place) -> tuple[str, ...]:
    model = _MODELS.get(str(place[0]), View) if len(place) > 1 else View
    return tuple(name for name in model.model_fields if not (model is View and name == "name"))


def read_view(path: Path | str, /, **values: str | int) -> View:
    """Read a view from its file.

    Parameters
    ----------
    path
        The YAML file; the view is named after it.
    **values
        Values of the view's parameters; the defaults where left out.

    Returns
    -------
    View
        The view, with its parameters filled in.

    Raises
    ------
    ViewError
        If the file is not there or is not a view.
    """
    path = Path(path)
    try:
        text = read_text(path, _LARGEST)
    except UnreadableError as error:
        raise ViewError(f"{path}:{error.line}: {error.message}") from error
    return parse_view(text, path.stem, str(path), **values)


def view_names(folder: Path) -> tuple[str, ...]:
    """Return the names of the views in a folder, sorted.

    Raises
    ------
    ViewError
        If there is no such folder.
    """
    if not folder.is_dir():
        raise ViewError(f"{str(folder)!r} is not a folder of views")
    return tuple(sorted(path.stem for path in folder.glob("*.yaml")))


def find_view(name: str, folder: Path, /, **values: str | int) -> View:
    """Read the view that a name or path means.

    Parameters
    ----------
    name
        The name of a view in ``folder``, or the path of a file that ends in ``.yaml``.
    folder
        Where named views lie.
    **values
        Values of the view's parameters.

    Returns
    -------
    View
        The view.

    Raises
    ------
    ViewError
        If there is none; it names the nearest.
    """
    if name.endswith((".yaml", ".yml")):
        return read_view(name, **values)
    names = view_names(folder)
    if name not in names:
        known = did_you_mean(name, names) or f"; there are {', '.join(names)}" if names else ""
        raise ViewError(f"no view is called {name[:80]!r}{known}")
    return read_view(folder / f"{name}.yaml", **values)


def view_title(name: str, folder: Path, lang: str = "nb") -> str:
    """Return the title of a view; where it names a parameter, with what the parameter is called.

    Parameters
    ----------
    name
        As for :func:`find_view`.
    folder
        Where named views lie.
    lang
        ``nb`` or ``en``.

    Raises
    ------
    ViewError
        If there is no such view, or its file is not as it should be.
    """
    view = find_view(name, folder)
    return view.named({key: each.label for key, each in view.parameters.items()}).title.in_(lang)

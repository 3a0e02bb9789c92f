"""What a picture shows: a view, as a planner writes it down in a file of its own."""

from __future__ import annotations

from collections.abc import Mapping  # noqa: TC003 - pydantic reads it at run time
from difflib import get_close_matches
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field, PrivateAttr, StringConstraints, model_validator

from graphmodel.choices import LANGUAGES, PAPERS, Lang, Paper, language
from graphmodel.errors import did_you_mean
from graphmodel.model.edges import Flow  # noqa: TC001 - pydantic reads it at run time
from graphmodel.model.nodes import Level
from graphmodel.model.statement import Label, Record, Text
from graphmodel.period import as_day
from graphmodel.schema import EDGE_KINDS, KINDS

__all__ = ["LANGUAGES", "PAPERS", "Column", "Fold", "Lang", "Lines", "Paper", "Parameter", "Pick", "View", "Words"]


def _listed(value: object) -> object:
    """Take one value for a list of one."""
    return value if isinstance(value, list | tuple) else (value,)


def _kind(name: str) -> str:
    if name not in KINDS:
        words = {kind: each.words for kind, each in KINDS.items()}
        raise ValueError(f"{name!r} is not a kind of node{_meant(name, words)}")
    return name


def _edge_type(name: str) -> str:
    if name not in EDGE_KINDS:
        words = {type_: each.reads for type_, each in EDGE_KINDS.items()}
        raise ValueError(f"{name!r} is not a kind of edge{_meant(name, words)}")
    return name


def _meant(word: str, names: Mapping[str, tuple[str, ...]]) -> str:
    """Return a clause that tells which of some names is called so in Norwegian or English, or is spelled alike."""
    said = {text.casefold(): text for texts in names.values() for text in texts}
    alike = did_you_mean(word, names)
    near = get_close_matches(word[:200].casefold(), said, n=1, cutoff=1.0 if alike else 0.8)
    if not near:
        return alike
    called = [name for name, texts in names.items() if said[near[0]] in texts]
    return f"; did you mean {' or '.join(map(repr, called))} ({said[near[0]]})?"


def _day(text: str) -> str:
    return as_day(text).isoformat()


_Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=120)]
_Ids = Annotated[tuple[_Id, ...], BeforeValidator(_listed)]
_Kinds = Annotated[tuple[Annotated[str, AfterValidator(_kind)], ...], BeforeValidator(_listed)]
_Levels = Annotated[tuple[Level, ...], BeforeValidator(_listed)]
_Types = Annotated[tuple[Annotated[str, AfterValidator(_edge_type)], ...], BeforeValidator(_listed)]
_Steps = Annotated[int, Field(ge=0, le=6)]
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
    text: Literal["number", "verb", "role"] = Field("number", description="What stands on a line.")
    numbers: bool = Field(default=True, description="Whether lines are numbered; else what stands on them is all.")
    single: bool = Field(default=False, description="Whether each kind of tie between two boxes is a line of its own.")


class Parameter(Record):
    """A value that the one who draws may choose; written as $name elsewhere in the view."""

    default: str
    label: Words
    kind: Annotated[str, AfterValidator(_kind)] | None = Field(None, description="The kind that its node must be of.")
    value: str = Field("", description="The value chosen; filled in when the view is read.")


class Column(Record):
    """Boxes that stand below one another under a heading, in whatever lanes they are."""

    name: Words
    ids: _Ids = Field(min_length=1, description="The nodes of the column.")


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
    columns: tuple[Column, ...] = Field((), description="Columns under headings; all else stands where it fits.")
    strong: _Ids = Field((), description="Nodes that stand out, because the picture is about them.")
    parameters: dict[str, Parameter] = Field(default_factory=dict)
    show: tuple[Pick, ...] = Field(min_length=1, description="Each entry adds the nodes that meet all it says.")
    hide: tuple[Pick, ...] = Field((), description="Each entry takes away the nodes that meet all it says.")
    lines: Lines = Lines()
    fold: tuple[Fold, ...] = ()
    lonely: bool = Field(default=True, description="Whether nodes without a line are drawn.")

    _places: Mapping[tuple[str, int, str], str] = PrivateAttr(default_factory=dict)

    def read_from(self, places: Mapping[tuple[str, int, str], str]) -> View:
        """Return the view with the file and line of each text in its entries, by field, entry and text."""
        view = self.model_copy()
        view._places = places  # noqa: SLF001 - the same class
        return view

    def place(self, field: str, entry: int, text: str) -> str:
        """Return where a text stands in the file of the view: file, line and entry; without a file the entry alone."""
        there = self._places.get((field, entry, text), self.name)
        return f"{there}: {field}.{entry}" if field != "strong" else f"{there}: {field}"

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

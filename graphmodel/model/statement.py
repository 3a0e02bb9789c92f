"""What every node and edge has in common: dates, confidence, citations and texts; sources; surveys.

Field names are those that a planner writes in the seed files, but for the two ends of a period: ``from`` and ``to`` of
a node, ``since`` and ``until`` of an edge are ``since`` and ``until`` here.

In the modules of records annotations are values, not text (no ``from __future__ import annotations``): pydantic would
compile each text anew for each of some forty kinds, at every start.
"""

import re
import unicodedata
from functools import cache, cached_property
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal, get_args
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, TypeAdapter, WithJsonSchema

from graphmodel.period import ALWAYS, UNKNOWN, Attested, Bounds, Moment, bounds, parse, span

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = [
    "TEXT_FIELDS",
    "TRANSLATIONS",
    "Citation",
    "Confidence",
    "Day",
    "End",
    "Label",
    "Name",
    "Number",
    "OfficialNumber",
    "OrganisationNumber",
    "Record",
    "Slug",
    "Source",
    "Start",
    "Statement",
    "Survey",
    "Text",
    "texts",
]

# Marks that move a terminal's cursor, break a line unseen, or turn the reading order around.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")


def _plain_text(text: str) -> str:
    composed = text if text.isascii() else unicodedata.normalize("NFC", text)
    if composed.isprintable():
        return composed
    if match := _CONTROL.search(composed):
        raise ValueError(f"holds a control character (U+{ord(match[0]):04X}); expected plain text")
    if all(unicodedata.category(each) in {"Cf", "Zs"} for each in composed):
        raise ValueError("holds nothing that can be seen; expected text")
    return composed


def _address(text: str) -> str:
    try:
        parts = urlsplit(_plain_text(text))
        host = parts.hostname if parts.port is None or parts.port else None
    except ValueError as error:
        raise ValueError(f"is not an address: {error}") from error
    if not host:
        raise ValueError("is not an address: it names no host")
    return text


def _date(text: str) -> str:
    return parse(text).text


def _span(text: str) -> str:
    return "/".join(parse(date).text for date in text.split("/", 1))


def _start(text: str) -> str:
    return text if text == ALWAYS else parse(text).text


def _end(text: str) -> str:
    if text == ALWAYS:
        raise ValueError(f"{ALWAYS!r} is not a last day: leave it out while it still holds, or write {UNKNOWN!r}")
    return text if text == UNKNOWN else parse(text).text


Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=120)]
"""An id: lower-case letters a-z, digits and single hyphens."""

EdgeId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+([-:][a-z0-9]+)*$", max_length=300)]
"""An edge's id: as a node's, and with colons between its parts."""

Label = Annotated[
    str, StringConstraints(min_length=1, max_length=500, strip_whitespace=True), AfterValidator(_plain_text)
]
"""A name or title."""

Text = Annotated[
    str, StringConstraints(min_length=1, max_length=10_000, strip_whitespace=True), AfterValidator(_plain_text)
]
"""A sentence or several."""


def _written(*examples: str) -> WithJsonSchema:
    """Tell an editor that a plain year or number needs no quotes."""
    return WithJsonSchema({"type": ["string", "integer"], "examples": list(examples)})


Day = Annotated[
    str, StringConstraints(max_length=40), AfterValidator(_date), _written("2021", "2021-11", "2021-11-29", "2021-21")
]
"""A date in EDTF."""

Start = Annotated[
    str, StringConstraints(max_length=40), AfterValidator(_start), _written("2021", "2021-11", "2021-11-29", ALWAYS)
]
"""The first day in EDTF, or ``..`` for as long as anyone looks back."""

End = Annotated[
    str, StringConstraints(max_length=40), AfterValidator(_end), _written("2021", "2021-11", "2021-11-29", UNKNOWN)
]
"""The last day in EDTF, or ``unknown`` for an end that came on a day that is not known."""

Span = Annotated[str, StringConstraints(max_length=40), AfterValidator(_span), _written("2021", "2021-11/2021-12")]
"""A date in EDTF, or two with a slash between."""

OfficialNumber = Annotated[str, StringConstraints(pattern=r"^\d{2}(\d{2})?$"), _written("0301", "4204")]
"""The number of a municipality (four digits) or county (two)."""

OrganisationNumber = Annotated[str, StringConstraints(pattern=r"^\d{9}$"), _written("971032146")]
"""The number of a body in Enhetsregisteret, nine digits."""

Confidence = Literal["stated", "inferred"]
CONFIDENCES: tuple[str, ...] = get_args(Confidence)


class Record(BaseModel):
    """A frozen value that refuses unknown fields."""

    # What validates a kind is built when the first of it is validated: many commands never see one of most kinds.
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Citation(Record):
    """A source, and the place in it that carries the statement."""

    source: Slug = Field(description="Id of the source.")
    locator: Label | None = Field(None, description="Where in the source: section, page, table, heading.")

    def __str__(self) -> str:
        return f"{self.source} ({self.locator})" if self.locator else self.source


class Source(Record):
    """A public document that statements cite."""

    id: Slug = Field(description="Lower-case letters, digits and hyphens; never reused.")
    title: Label
    publisher: Label | None = None
    url: (
        Annotated[str, StringConstraints(pattern=r"^https?://\S+$", max_length=2000), AfterValidator(_address)] | None
    ) = None
    published: Span | None = Field(None, description="When it was published.")
    as_of: Span | None = Field(None, description="The latest moment it describes.")
    as_of_basis: Text | None = Field(None, description="How `as_of` is known.")
    description: Text | None = Field(None, description="What it tells, in our own words.")
    standing: Literal["original", "copy"] = Field(
        "original", description="`copy`: a mirror, dump or staging copy; the publisher's own was not found."
    )

    @property
    def moment(self) -> Moment | None:
        """The moment it describes, else that of its publishing, where either is known."""
        described = self.as_of or self.published
        return span(described) if described else None


class Name(Record):
    """A name that a node has or had; without dates it is only a further name to find it by."""

    name: Label
    since: Start | None = Field(None, description="First day of the name; `..` for always.")
    until: End | None = Field(None, description="Last day of the name.")
    language: Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}$")] | None = Field(
        None, description="Language code where it is not Norwegian, for instance `se` or `fkv`."
    )
    remark: Label | None = None

    @cached_property
    def bounds(self) -> Bounds:
        """The period of the name."""
        return bounds(self.since, self.until)


class Number(Record):
    """An official number that a municipality or county had in a period."""

    number: OfficialNumber
    since: Start | None = Field(None, description="First day of the number; `..` for always.")
    until: End | None = Field(None, description="Last day of the number.")

    @cached_property
    def bounds(self) -> Bounds:
        """The period of the number."""
        return bounds(self.since, self.until)


class Statement(Record):
    """What a node and an edge share: when it holds, how sure we are, and which documents carry it."""

    whole_years: ClassVar[bool] = False
    """Whether a plain year in the period covers all of that year."""

    since: Start | None = Field(
        None, description="First day, in EDTF; `..` for as long as anyone looks back. Left out: unknown."
    )
    until: End | None = Field(
        None,
        description="Last day, in EDTF; `unknown` when it has ended, no one knows when. Left out: it still holds.",
    )
    as_of: Day | None = Field(None, description="The latest moment that a cited source describes.")
    note: Text | None = Field(None, description="What else there is to know, in our own words, in Norwegian.")
    confidence: Confidence = Field(
        "stated", description="`stated` by a source, or `inferred` by us; then with `reasoning`."
    )
    reasoning: Text | None = Field(None, description="Why we infer it.")
    conflict: Text | None = Field(
        None, description="What another source says instead; the value here is the one chosen."
    )
    founding: bool = Field(default=False, description="Whether one of the two founding documents carries it.")
    cites: tuple[Citation, ...] = Field((), description="The sources that carry it.")

    @cached_property
    def bounds(self) -> Bounds:
        """The half-open period in which it holds, as far as its own dates tell; a graph also knows its sources."""
        return self.period(Attested.by([parse(self.as_of)] if self.as_of else []))

    def period(self, attested: Attested) -> Bounds:
        """Return the half-open period in which it holds, with when sources describe it."""
        return bounds(self.since, self.until, whole_years=self.whole_years, attested=attested)


class Survey(Record):
    """A list that is known to be complete: all edges of one kind at one end of a node, as of a day.

    Where there is none, a missing edge means *not surveyed*, never *no*.
    """

    id: Slug = Field(description="Lower-case letters, digits and hyphens; never reused.")
    node: Slug = Field(description="The node whose edges are all known.")
    type: Annotated[str, StringConstraints(pattern=r"^[A-Z_]+$")] = Field(
        description="The edge kind, for instance MEMBER_OF."
    )
    side: Literal["from", "to"] = Field(
        "to", description="The end at which the node stands: `to` for its members, `from` for what it is a member of."
    )
    kinds: tuple[str, ...] = Field(
        (), description="Only the edges whose other end is of these kinds; all when left out."
    )
    on: Day = Field(description="The day or period for which the list is complete.")
    note: Text | None = Field(None, description="What else there is to know, in our own words, in Norwegian.")
    cites: tuple[Citation, ...] = Field((), description="The sources that carry it.")


TEXT_FIELDS = (
    *("role", "note", "reasoning", "conflict", "form", "remark", "locator"),
    *("description", "as_of_basis"),
)
"""The fields that hold such a text, whatever record they belong to."""

TRANSLATIONS = TypeAdapter(dict[Text, Text], config=ConfigDict(strict=True, defer_build=True))
"""Validates English texts by the Norwegian ones."""


def texts(record: Record) -> "Iterator[tuple[str, str]]":
    """Yield the texts of a statement, source or survey, each after its field; those of its names and citations too."""
    for field in _fields(type(record)):
        if text := getattr(record, field):
            yield field, text
    for part in (*getattr(record, "names", ()), *getattr(record, "cites", ())):
        yield from texts(part)


@cache
def _fields(kind: type[Record]) -> tuple[str, ...]:
    return tuple(field for field in TEXT_FIELDS if field in kind.model_fields)

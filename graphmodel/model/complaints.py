"""What a field of a statement should have been, in words that seeds, scenarios, views, exports and stores share."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING

from graphmodel.errors import did_you_mean
from graphmodel.model.edges import EDGE_KINDS
from graphmodel.model.nodes import NODE_KINDS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic_core import ErrorDetails

__all__ = ["edge_kind_meant", "expected", "kind_meant"]

_EXPECTED = {
    "missing": "is missing",
    "string_type": "expected text",
    "tuple_type": "expected a list",
    "bool_parsing": "expected true or false",
    "bool_type": "expected true or false",
    "model_type": "expected an entry with keys of its own",
    "extra_forbidden": "is only for a seat: an edge of type MEMBER_OF, REPRESENTED_IN or LEADS",
}


def expected(detail: ErrorDetails) -> str:
    """Return in our own words what a value should have been."""
    value, context, type_ = detail["input"], detail.get("ctx", {}), detail["type"]
    shown = repr(value if len(str(value)) <= 60 else f"{str(value)[:60]}…") if isinstance(value, str) else ""  # noqa: PLR2004
    if type_ == "string_pattern_mismatch":
        pattern = context["pattern"]
        return (
            f"{shown} {_from_excel(str(value), pattern) or f'does not fit: expected {_PATTERNS.get(pattern, pattern)}'}"
        )
    if type_ == "string_too_long":
        return f"has {len(str(value)):,} characters; expected at most {context['max_length']:,}"
    if type_ == "string_too_short":
        return "is empty: expected text, or leave the key out"
    if type_ == "literal_error":
        return f"{shown} is not one of {context['expected']}"
    if type_ == "value_error":
        return str(context["error"])
    return f"{shown} {_EXPECTED.get(type_, detail['msg'])}".strip()


def kind_meant(word: object) -> str:
    """Return a clause that tells which kind of node is called so, in Norwegian or English, or is spelled alike."""
    return _meant(word, {kind.__name__: kind.words for kind in NODE_KINDS})


def edge_kind_meant(word: object) -> str:
    """Return a clause that tells which kind of edge reads so, in Norwegian or English, or is spelled alike."""
    return _meant(word, {kind.type_name(): kind.reads for kind in EDGE_KINDS})


def _meant(word: object, names: Mapping[str, tuple[str, ...]]) -> str:
    if not isinstance(word, str):
        return ""
    said = {text.casefold(): text for texts in names.values() for text in texts}
    alike = did_you_mean(word, names)
    near = get_close_matches(word[:200].casefold(), said, n=1, cutoff=1.0 if alike else 0.8)
    if not near:
        return alike
    called = [name for name, texts in names.items() if said[near[0]] in texts]
    return f"; did you mean {' or '.join(map(repr, called))} ({said[near[0]]})?"


_OFFICIAL, _ORGANISATION = r"^\d{2}(\d{2})?$", r"^\d{9}$"


def _from_excel(text: str, pattern: str) -> str:
    """Return what a spreadsheet has made of an official number."""
    if pattern == _OFFICIAL and re.fullmatch(r"\d|\d{3}", text, re.ASCII):
        return f"has lost the zero in front, as in Excel: write 0{text}, and format the column as text"
    if pattern == _ORGANISATION and re.fullmatch(r"\d([.,]\d+)?E\+?\d+", text, re.ASCII | re.IGNORECASE):
        return "was shortened by a spreadsheet: write all nine digits, and format the column as text"
    digits = re.sub(r"\s", "", text)
    if pattern == _ORGANISATION and re.fullmatch(r"\d{9}", digits, re.ASCII):
        return f"has spaces in it: write {digits}"
    if plain := re.fullmatch(r"(\d+)[.,]0+", text, re.ASCII):
        number = plain[1].zfill(4 if len(plain[1]) > 2 else 2) if pattern == _OFFICIAL else plain[1]  # noqa: PLR2004
        return f"was taken for a figure by a spreadsheet: write {number}, and format the column as text"
    return ""


_PATTERNS = {
    r"^[a-z0-9]+(-[a-z0-9]+)*$": "lower-case letters a-z, digits and single hyphens",
    r"^[a-z0-9]+([-:][a-z0-9]+)*$": "lower-case letters a-z, digits, single hyphens and colons",
    r"^https?://\S+$": "an address that begins with https:// or http://",
    _OFFICIAL: "two or four digits",
    _ORGANISATION: "nine digits",
    r"^[a-z]{2,3}$": "a language code of two or three letters, such as se or fkv",
    r"^[A-Z_]+$": "the kind of an edge in capitals, such as MEMBER_OF",
}

"""YAML as people keep it by hand: every scalar is text, and what such a file never needs is refused with its line.

Refused are tags, anchors and aliases: a file of a few lines could stand for millions.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["StrictYamlError", "compose"]

_STR, _MAP, _SEQ = (f"tag:yaml.org,2002:{kind}" for kind in ("str", "map", "seq"))

# An anchor, alias or tag can only begin where a token can: cheap to look for, and rarely there.
_PROPERTY = re.compile(r"[&*!](?=\S)(?<![^\s\[{,:].)")


class StrictYamlError(Exception):
    """A parse error with its line; the caller adds the file."""

    def __init__(self, line: int, message: str) -> None:
        self.line = line
        self.message = message
        super().__init__(message)


class _TextLoader(yaml.CSafeLoader):
    """libyaml's parser, which takes every untagged scalar for text."""

    def resolve(self, kind: type, _value: object, _implicit: object) -> str:
        return _STR if kind is yaml.ScalarNode else _MAP if kind is yaml.MappingNode else _SEQ

    def descend_resolver(self, _parent: object, _index: object) -> None:
        """Keep no path: nothing is resolved by it."""

    def ascend_resolver(self) -> None:
        """Keep no path: nothing is resolved by it."""


def compose(text: str) -> yaml.Node | None:
    """Return the root of the one document in a text; nothing where it is empty.

    Raises
    ------
    StrictYamlError
        If it is not YAML, holds several documents, or uses what such a file never needs.
    """
    try:
        if _PROPERTY.search(text):
            _refuse_properties(text)
        return _TextLoader(text).get_single_node()
    except yaml.MarkedYAMLError as error:
        raise _syntax_error(text, error) from error
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise StrictYamlError(line, f"holds a character that is not text: {error.reason}") from error


def _refuse_properties(text: str) -> None:
    events: Iterable[Any] = yaml.parse(text, Loader=_TextLoader)
    for event in events:
        line = event.start_mark.line + 1
        if getattr(event, "anchor", None):
            raise StrictYamlError(line, f"uses the anchor or alias {event.anchor!r}: write the value out in full")
        if getattr(event, "tag", None):
            raise StrictYamlError(line, f"uses the tag {event.tag!r}: leave it out; put text with ! in front in quotes")


def _syntax_error(text: str, error: yaml.MarkedYAMLError) -> StrictYamlError:
    line = error.problem_mark.line + 1 if error.problem_mark else 1
    written = text.split("\n")[line - 1 : line]
    if written and written[0][: len(written[0]) - len(written[0].lstrip())].count("\t"):
        return StrictYamlError(line, "is indented with a tab: indent with spaces")
    context = f" {error.context}" if error.context else ""
    hint = "; put a text with ': ' or ' #' in it in quotes" if "mapping values" in str(error.problem) else ""
    return StrictYamlError(line, f"is not YAML: {error.problem}{context}{hint}")

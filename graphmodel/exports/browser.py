"""The library for Neo4j Browser: a saved script for each question, and a style sheet in the colours of the pictures.

Neo4j Browser 5 takes an archive of ``.cypher`` files that is dropped on it, and names each script after the comment in
its first line; it takes a file ``.grass`` in the same way.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from graphmodel import config
from graphmodel.markdown import escaped
from graphmodel.schema import LEVELS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from graphmodel.model import Graph
    from graphmodel.queries import Query

__all__ = ["browser", "script"]

_README = """\
# The questions in Neo4j Browser

Drop `saved-scripts.zip` on the window of Neo4j Browser: the questions below then stand under *Favorites* (the star),
*Local scripts*, each by its title, with its parameters in `:param` lines to change before it is run. A click on the
last statement in the frame that follows shows the answer. Drop `style.grass` on the window for the colours of the
pictures. The folder `scripts/` has the same scripts one by one.

A script is several statements; Neo4j Browser runs it as it is as long as *Enable multi statement query editor* is on in
its settings, as it is at first.
"""


def browser(graph: Graph) -> Iterator[tuple[str, Iterable[bytes]]]:
    """Yield the saved scripts, one by one and as an archive, and the style sheet; they fit every graph."""
    from graphmodel.queries import read_queries  # noqa: PLC0415 - the other formats need no parser of Cypher

    questions = sorted(read_queries(*config.query_folders()).values(), key=lambda each: (each.theme, each.name))
    scripts = {f"{each.theme}-{each.name}.cypher": script(each, graph.last_described) for each in questions}
    for name, text in scripts.items():
        yield f"scripts/{name}", [text.encode()]
    yield "saved-scripts.zip", [_archive(scripts)]
    yield "style.grass", [_style().encode()]
    yield "README.md", ["\n".join([_README, *_contents(questions), ""]).encode()]


def script(question: Query, last_described: date) -> str:
    """Return a question as a saved script: comments that tell of it, and statements."""
    from graphmodel.queries import pasteable  # noqa: PLC0415

    head = (f"{question.theme}: {question.title.nb}", question.title.en, question.question.nb, question.question.en)
    comments = "".join(f"// {' '.join(text.split())}\n" for text in head)
    return f"{comments}\n{pasteable(question, {}, last_described)}"


def _archive(scripts: Mapping[str, str]) -> bytes:
    """Return an archive without dates, so that equal scripts give equal bytes."""
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, text in scripts.items():
            archive.writestr(ZipInfo(name), text, ZIP_DEFLATED)
    return out.getvalue()


def _contents(questions: Iterable[Query]) -> Iterator[str]:
    for each in questions:
        theme, *words = map(escaped, (each.theme, each.title.nb, each.title.en, each.question.en))
        yield "- **{}: {}** ({}). {}".format(theme, *words)


def _style() -> str:
    """Return the style sheet in the colours of the pictures."""
    # Imported here: only this format needs the colours of the pictures.
    from graphmodel.diagram import style  # noqa: PLC0415

    ink, outline = style.INK, style.QUIET
    levels = {f"{level.capitalize()}Body": style.LANE_FILLS[level][1] for level in LEVELS}
    labels = {**style.FAMILY_FILLS, **levels}
    plain = {"color": "#ffffff", "border-color": outline, "text-color-internal": ink, "caption": "{name}"}
    rules = {
        "node": {"diameter": "65px", "border-width": "1px", "font-size": "10px", **plain},
        "relationship": {"color": outline, "shaft-width": "2px", "font-size": "8px", "padding": "3px"}
        | {"text-color-external": ink, "text-color-internal": "#ffffff", "caption": "<type>"},
        **{f"node.{label}": {**plain, "color": colour} for label, colour in labels.items()},
        **{f"node.{label}": {**plain, "caption": "{id}"} for label in ("Source", "Survey")},
        **{f"relationship.{type_}": {"color": each.colour} for type_, each in style.STYLES.items()},
    }
    return "\n".join(_rule(selector, properties) for selector, properties in rules.items())


def _rule(selector: str, properties: Mapping[str, str]) -> str:
    lines = (f"  {name}: {_value(value)};\n" for name, value in properties.items())
    return f"{selector} {{\n{''.join(lines)}}}\n"


def _value(value: str) -> str:
    return f'"{value}"' if value[0] in "{<" else value

"""The text alternative of a picture: everything it shows as headed sentences and a table, in HTML and Markdown."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from graphmodel.diagram.heading import day_words, of_change, title_words
from graphmodel.diagram.scene import ChangeKind
from graphmodel.diagram.sentences import description, details, marks_text
from graphmodel.language import alphabetical
from graphmodel.language.pictures import phrase
from graphmodel.markdown import escaped
from graphmodel.period import Validity
from graphmodel.schema import EDGE_KINDS, LEVELS, level_label, sentence
from graphmodel.tables import MATH_IGNORED

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from graphmodel.diagram.scene import Box, Line, Scene
    from graphmodel.diagram.sentences import LineNote, Notes, SourceMark
    from graphmodel.diagram.view import View
    from graphmodel.model import Edge

__all__ = ["as_cell", "as_html", "as_markdown", "columns", "rows"]

_PAGE_STYLE = """
:root { color-scheme: light; }
body { font: 1rem/1.5 "DejaVu Sans", Verdana, Geneva, sans-serif; color: #1a1a1a; background: #fff; }
body { margin: 1.5rem auto; max-width: 100rem; padding: 0 1rem; }
#picture { display: flex; gap: 1rem; align-items: flex-start; }
#stage { flex: 1 1 0; min-width: 0; }
figure { margin: 1rem 0; overflow-x: auto; }
figure svg { box-sizing: border-box; width: 100%; height: auto; border: 1px solid #767676; touch-action: pan-y; }
figure svg .thing { cursor: pointer; }
.tracing .thing:not(.lit) { opacity: 0.15; }
.off { display: none; }
#note { flex: 0 1 24rem; max-height: 90vh; overflow: auto; position: sticky; top: 1rem; font-size: 0.9rem; }
#note { border: 1px solid #767676; padding: 0 1rem; margin: 1rem 0; overflow-wrap: anywhere; }
#note[hidden], #tools[hidden] { display: none; }
#note > button { float: right; margin-top: 1rem; }
#tools { display: flex; flex-wrap: wrap; gap: 0.5rem 1.5rem; align-items: center; }
#tools fieldset { display: flex; flex-wrap: wrap; gap: 0 1rem; border: 1px solid #767676; }
#tools ul { flex-basis: 100%; display: flex; flex-wrap: wrap; gap: 0.3rem; margin: 0; padding: 0; list-style: none; }
input, button { font: inherit; min-height: 24px; min-width: 24px; }
nav ul { columns: 20rem; }
table { border-collapse: collapse; width: 100%; font-size: 0.9rem; }
.wide { overflow-x: auto; }
caption { text-align: start; font-weight: bold; padding: 0.5rem 0; }
th, td { border: 1px solid #767676; padding: 0.3rem 0.5rem; text-align: start; vertical-align: top; }
thead th { background: #e6e6e6; }
a { color: #0b4f94; }
h1, h2, h3, h4, p, li { overflow-wrap: anywhere; }
:focus-visible { outline: 3px solid #0b4f94; outline-offset: 2px; }
.skip { position: absolute; left: -100vw; }
.skip:focus { left: 1rem; background: #fff; padding: 0.5rem; }
@media (max-width: 60rem) { #picture { display: block; } #note { position: static; max-height: none; } }
@media print { .skip, #tools, #note { display: none; } }
"""
_SCRIPT = Path(__file__).with_name("page.js")
_CELL_STYLE = """
.graphmodel-picture figure { margin: 0; overflow-x: auto; }
.graphmodel-picture svg { max-width: 100%; height: auto; background: #fff; }
"""


class TieRow(NamedTuple):
    """One edge of the picture, for the table."""

    number: int
    """That of its line; 0 for one inside a folded box."""
    edge: str
    cells: tuple[str, str, str, str]
    """From, what, to, and what else there is to say."""
    marks: tuple[SourceMark, ...]


def rows(scene: Scene, found: Notes) -> Iterator[TieRow]:
    """Yield every edge of the picture by the number of its line; those inside a folded box come last."""
    for line in sorted(scene.lines.values(), key=lambda line: line.number):
        for id_ in line.edges:
            yield _row(scene, scene.part.edges[id_], line.number, line.change, found)
    for ids in scene.inside.values():
        for id_ in ids:
            yield _row(scene, scene.part.edges[id_], 0, ChangeKind.NONE, found)


def _row(scene: Scene, edge: Edge, number: int, change: ChangeKind, found: Notes) -> TieRow:
    from_name, to_name = (scene.record.name(id_, scene.lang, scene.day) for id_ in (edge.from_id, edge.to_id))
    reads: str = edge.reads.verb(scene.lang)
    return TieRow(
        number, edge.id, (from_name, reads, to_name, details(scene, edge, change)), found.edges.get(edge.id, ())
    )


def _lanes(scene: Scene) -> Iterator[tuple[str, list[Box]]]:
    """Yield each level from the top, with its boxes by name."""
    for level in reversed(LEVELS):
        boxes = [box for box in scene.boxes.values() if box.level == level]
        if boxes:
            yield level_label(level, scene.lang), sorted(boxes, key=lambda box: alphabetical(box.name))


def _of(box: Box, found: Notes) -> tuple[list[LineNote], list[LineNote]]:
    """Return the lines from a box, and those to it."""
    return [note for note in found.lines if note.line.tail == box.id], [
        note for note in found.lines if note.line.head == box.id
    ]


class ChangeGroup(NamedTuple):
    """What happened of one sort between two days."""

    heading: str
    sentences: tuple[str, ...]


def _groups(scene: Scene, found: Notes) -> list[ChangeGroup]:
    """Return what began, ended and changed, boxes before lines; nothing for a single day."""
    groups = []
    for change in (ChangeKind.BEGUN, ChangeKind.ENDED, ChangeKind.CHANGED):
        boxes = [box for box in scene.boxes.values() if box.change is change]
        told = [_box_change(box, scene, found) for box in sorted(boxes, key=lambda box: alphabetical(box.name))]
        told += [f"{note.number}: {note.told.sentence}" for note in found.lines if note.line.change is change]
        if told:
            groups.append(ChangeGroup(of_change(f"heading {change.value}", scene), tuple(told)))
    surer = tuple(_surer(scene))
    return [*groups, ChangeGroup(phrase("heading surer", scene.lang), surer)] if surer else groups


def _surer(scene: Scene) -> Iterator[str]:
    """Yield what only possibly held on the first of two days and certainly on the second: nothing changed."""

    def surer(id_: str) -> bool:
        return [scene.record.validity(id_, day) for day in scene.days] == [Validity.POSSIBLY, Validity.YES]

    def name(id_: str) -> str:
        return scene.record.name(id_, scene.lang, scene.day)

    if len(scene.days) > 1:
        yield from sorted(map(name, filter(surer, scene.part.nodes)), key=alphabetical)
        for edge in scene.part.edges.values():
            if surer(edge.id):
                yield sentence(edge, name(edge.from_id), name(edge.to_id), scene.lang)


def _box_change(box: Box, scene: Scene, found: Notes) -> str:
    before = f", {phrase('was called', scene.lang).format(name=box.before)}" if box.before else ""
    members = f": {', '.join(box.members)}" if box.members else ""
    return f"{box.name}{members}{before}" if box.folded else f"{found.boxes[box.id].sentence}{before}"


def columns(lang: str) -> tuple[str, ...]:
    """Return the headings of the table of all edges."""
    return tuple(phrase(f"column {name}", lang) for name in ("number", "from", "reads", "to", "details", "sources"))


# --- HTML -------------------------------------------------------------------------------------------------------


def as_html(scene: Scene, view: View, found: Notes, svgs: Sequence[str]) -> str:
    """Return a page with the picture, and all that it shows as headed sentences and a table.

    Parameters
    ----------
    scene
        What is drawn.
    view
        Its view.
    found
        Its notes.
    svgs
        The pages of the picture.

    Returns
    -------
    str
        One file that loads nothing from anywhere.
    """
    lang, title, note = scene.lang, _text(title_words(scene, view)), _text(phrase("note", scene.lang))
    body = "\n".join(
        (
            f'<a class="skip" href="#text">{_text(phrase("skip", lang))}</a>',
            f"<main>\n<h1>{title}</h1>\n<p><strong>{_text(day_words(scene))}</strong></p>",
            *_tools(scene),
            f'<div id="picture">\n<div id="stage">\n{_figures(svgs)}\n</div>',
            f'<section id="note" aria-label="{note}" aria-live="polite" hidden></section>\n</div>',
            *_contents(scene),
            f'<h2 id="text" tabindex="-1">{_text(phrase("in words", lang))}</h2>',
            *_Words(scene, view, found).told(),
            "</main>",
        )
    )
    script = _SCRIPT.read_text("utf-8")
    styles = {_PAGE_STYLE, *(style for svg in svgs for style in _STYLES.findall(svg))}
    policy = (
        f"default-src 'none'; style-src {' '.join(sorted(map(_digest, styles)))}; script-src {_digest(script)};"
        " base-uri 'none'; form-action 'none'"
    )
    head = (
        f'<meta charset="utf-8">\n<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        f'<meta name="viewport" content="width=device-width">\n<title>{title}</title>'
    )
    return (
        f'<!DOCTYPE html>\n<html lang="{lang}">\n<head>\n{head}\n<style>{_PAGE_STYLE}</style>\n</head>\n'
        f'<body>\n{body}\n<script type="application/json" id="data">{_data(scene, found)}</script>\n'
        f"<script>{script}</script>\n</body>\n</html>\n"
    )


_STYLES = re.compile("<style>(.*?)</style>", re.DOTALL)


def _digest(text: str) -> str:
    """Return how a content security policy names a script or style that stands in the page itself."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _data(scene: Scene, found: Notes) -> str:
    """Return what the script of the page needs to know, as JSON in which nothing can end its element."""
    lines = {
        f"edge-{note.line.id}": {
            "tail": f"node-{note.line.tail}",
            "head": f"node-{note.line.head}",
            "number": note.number,
            "types": _types(scene, note.line),
        }
        for note in found.lines
    }
    sentences = {f"node-{id_}": told.sentence for id_, told in found.boxes.items()}
    sentences |= {f"edge-{note.line.id}": note.told.sentence for note in found.lines}
    names = {f"node-{box.id}": box.name for box in scene.boxes.values()}
    names |= {f"edge-{note.line.id}": f"{note.number}: {note.told.sentence}" for note in found.lines}
    words = {
        "close": phrase("close", scene.lang),
        "found": phrase("hits", scene.lang),
        "sources": phrase("notes sources", scene.lang),
    }
    data = {"lines": lines, "names": names, "sentences": sentences, "words": words}
    return json.dumps(data, ensure_ascii=False).replace("<", "\\u003c").replace("\u2028", "\\u2028")


def _types(scene: Scene, line: Line) -> list[str]:
    return sorted({scene.part.edges[id_].type for id_ in line.edges})


def _tools(scene: Scene) -> Iterator[str]:
    """Yield the tools of the picture, which stay hidden where no script runs."""
    lang = scene.lang
    yield f'<section id="tools" aria-label="{_text(phrase("tools", lang))}" hidden>'
    search = _text(phrase("search", lang))
    yield f'<label>{search} <input type="search" id="search" autocomplete="off"></label>'
    yield '<div id="zoom">'
    for value in ("in", "out", "whole"):
        yield f'<button type="button" value="{value}">{_text(phrase(f"zoom {value}", lang))}</button>'
    yield f'</div>\n<fieldset id="kinds"><legend>{_text(phrase("kinds", lang))}</legend>'
    drawn = {type_ for line in scene.lines.values() for type_ in _types(scene, line)}
    for type_, kind in EDGE_KINDS.items():
        if type_ in drawn:
            reads = _text(kind.reads.verb(lang))
            yield f'<label><input type="checkbox" value="{type_}" checked> {reads}</label>'
    yield f"</fieldset>\n<p>{_text(phrase('keys', lang))}</p>"
    yield '<p id="count" role="status"></p>\n<ul id="hits"></ul>\n</section>'


def _contents(scene: Scene) -> Iterator[str]:
    yield f'<nav aria-label="{_text(phrase("contents", scene.lang))}">'
    yield f"<details><summary>{_text(phrase('contents', scene.lang))}</summary>"
    for level, boxes in _lanes(scene):
        links = "".join(f'<li><a href="#text-{_text(box.id)}">{_text(box.name)}</a></li>' for box in boxes)
        yield f"<p>{_text(level)}</p>\n<ul>{links}</ul>"
    yield "</details></nav>"


def as_cell(scene: Scene, view: View, found: Notes, svgs: Sequence[str], prefix: str) -> str:
    """Return the picture for a cell of a notebook, with all that it shows in words folded below it.

    Parameters
    ----------
    scene, view, found, svgs
        As for :func:`as_html`.
    prefix
        Put before every id, so that it stands once in a notebook; that of the pages of the picture too.
    """
    words = "\n".join(_Words(scene, view, found, prefix).told())
    fold = f"<details><summary>{_text(phrase('in words', scene.lang))}</summary>\n{words}\n</details>"
    # The classes keep MathJax from reading dollars in names as mathematics.
    return (
        f'<div lang="{scene.lang}" class="graphmodel-picture {MATH_IGNORED}">'
        f"<style>{_CELL_STYLE}</style>\n{_figures(svgs)}\n{fold}</div>"
    )


def _figures(svgs: Sequence[str]) -> str:
    return "\n".join(f"<figure>\n{svg}</figure>" for svg in svgs)


def _text(text: str) -> str:
    return escape(text, quote=True).replace("\n", " ")


@dataclass(frozen=True, slots=True)
class _Words:
    """What a picture shows, as parts of an HTML page."""

    scene: Scene
    view: View
    found: Notes
    prefix: str = ""
    """Put before every id."""

    def told(self) -> Iterator[str]:
        yield f"<p>{_text(description(self.scene, self.view))}</p>"
        yield from self._changes()
        yield from self._lanes()
        yield from self._table()
        yield from self._sources()

    def _marks(self, marks: Sequence[SourceMark]) -> str:
        told = "; ".join(
            f'<a href="#{self.prefix}source-{mark.number}">{mark.number}</a>'
            + (f": {_text(mark.where)}" if mark.where else "")
            for mark in marks
        )
        return f" [{told}]" if told else ""

    def _told(self, sentence: str, reasoning: str, marks: Sequence[SourceMark]) -> str:
        because = f" ({_text(reasoning)})" if reasoning else ""
        return f"{_text(sentence)}{because}{self._marks(marks)}"

    def _changes(self) -> Iterator[str]:
        for group in _groups(self.scene, self.found):
            items = "\n".join(f"<li>{_text(sentence)}</li>" for sentence in group.sentences)
            yield f"<h3>{_text(group.heading)}</h3>\n<ul>\n{items}\n</ul>"

    def _lanes(self) -> Iterator[str]:
        for level, boxes in _lanes(self.scene):
            yield f"<h3>{_text(level)}</h3>"
            for box in boxes:
                told = self.found.boxes[box.id]
                yield f'<h4 id="{self.prefix}text-{_text(box.id)}">{_text(box.name)}</h4>'
                yield f"<p>{self._told(*told)}.</p>"
                outward, inward = _of(box, self.found)
                items = [f'<li id="{self.prefix}line-{note.number}">{self._line(note)}</li>' for note in outward]
                items += [f"<li>{self._back(note)}</li>" for note in inward]
                if items:
                    yield "<ul>\n" + "\n".join(items) + "\n</ul>"

    def _line(self, note: LineNote) -> str:
        parts = "".join(f"<li>{self._told(*part)}</li>" for part in note.parts)
        nested = f"<ul>{parts}</ul>" if parts else ""
        return f"{note.number}: {self._told(*note.told)}{nested}"

    def _back(self, note: LineNote) -> str:
        return f"{note.number}: {self._told(note.back, '', note.told.marks)}"

    def _table(self) -> Iterator[str]:
        lang = self.scene.lang
        heads = "".join(f'<th scope="col">{_text(name)}</th>' for name in columns(lang))
        yield f'<div class="wide" role="region" tabindex="0" aria-label="{_text(phrase("table", lang))}">'
        yield f"<table>\n<caption>{_text(phrase('table', lang))}</caption>\n<thead><tr>{heads}</tr></thead>\n<tbody>"
        for row in rows(self.scene, self.found):
            cells = "".join(f"<td>{_text(cell)}</td>" for cell in row.cells)
            number = str(row.number) if row.number else phrase("inside", lang)
            yield f'<tr><th scope="row">{number}</th>{cells}<td>{self._marks(row.marks).strip()}</td></tr>'
        yield "</tbody>\n</table>\n</div>"

    def _sources(self) -> Iterator[str]:
        yield f"<h2>{_text(phrase('notes sources', self.scene.lang))}</h2>\n<ol>"
        for source in self.found.sources:
            address = _text(source.url)
            link = f' <a href="{address}">{address}</a>' if source.url else ""
            id_ = f"{self.prefix}source-{source.number}"
            yield f'<li id="{id_}" value="{source.number}">{_text(source.text)}{link}</li>'
        yield "</ol>"


# --- Markdown ---------------------------------------------------------------------------------------------------


def as_markdown(scene: Scene, view: View, found: Notes) -> str:
    """Return all that a picture shows as headed sentences and a table.

    Parameters
    ----------
    scene
        What is drawn.
    view
        Its view.
    found
        Its notes.
    """
    lines = [f"# {escaped(title_words(scene, view))}", "", escaped(description(scene, view)), ""]
    for group in _groups(scene, found):
        items = [f"- {escaped(sentence)}" for sentence in group.sentences]
        lines += [f"## {escaped(group.heading)}", "", *items, ""]
    for level, boxes in _lanes(scene):
        lines += [f"## {escaped(level)}", ""]
        for box in boxes:
            lines += [f"### {escaped(box.name)}", "", escaped(f"{found.boxes[box.id]}."), ""]
            outward, inward = _of(box, found)
            lines += [item for note in outward for item in _markdown_line(note)]
            lines += [f"- {escaped(_back_text(note))}" for note in inward]
            lines += [""] if outward or inward else []
    lines += [f"## {escaped(phrase('table', scene.lang))}", "", *_markdown_table(scene, found), ""]
    lines += [f"## {escaped(phrase('notes sources', scene.lang))}", ""]
    lines += [_markdown_source(source.number, source.text, source.url) for source in found.sources]
    return "\n".join(lines) + "\n"


def _markdown_line(note: LineNote) -> Iterator[str]:
    yield f"- {escaped(f'{note.number}: {note.told}')}"
    for part in note.parts:
        yield f"  - {escaped(str(part))}"


def _back_text(note: LineNote) -> str:
    return f"{note.number}: {note.back} {marks_text(note.told.marks)}".strip()


def _markdown_table(scene: Scene, found: Notes) -> Iterator[str]:
    heads = [escaped(name) for name in columns(scene.lang)]
    yield f"| {' | '.join(heads)} |"
    yield f"| {' | '.join('---' for _ in heads)} |"
    for row in rows(scene, found):
        number = str(row.number) if row.number else phrase("inside", scene.lang)
        cells = [number, *row.cells, marks_text(row.marks)]
        yield f"| {' | '.join(map(escaped, cells))} |"


def _markdown_source(number: int, text: str, url: str) -> str:
    address = url.replace("<", "%3C").replace(">", "%3E")
    return f"{number}. {escaped(text)}" + (f" <{address}>" if url else "")

"""The text twin of a picture: everything it shows as headed sentences and a table, in HTML and Markdown."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING, NamedTuple

from graphmodel.diagram.heading import day_words, sources_to
from graphmodel.diagram.notes import marks_text
from graphmodel.diagram.phrases import listed, phrase
from graphmodel.diagram.scene import Change
from graphmodel.diagram.telling import details
from graphmodel.schema import LEVEL_WORDS, LEVELS
from graphmodel.wording import alphabetical, date_in_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from graphmodel.diagram.notes import LineNote, Mark, Notes
    from graphmodel.diagram.scene import Box, Scene
    from graphmodel.diagram.view import View
    from graphmodel.model import Edge

__all__ = ["as_html", "as_markdown", "description"]

_PAGE_STYLE = """
:root { color-scheme: light; }
body { font: 1rem/1.5 "DejaVu Sans", Verdana, Geneva, sans-serif; color: #1a1a1a; background: #fff; }
body { margin: 1.5rem auto; max-width: 78rem; padding: 0 1rem; }
figure { margin: 1rem 0; overflow-x: auto; }
figure svg { box-sizing: border-box; width: 100%; min-width: 60rem; height: auto; border: 1px solid #767676; }
table { border-collapse: collapse; width: 100%; font-size: 0.9rem; }
caption { text-align: start; font-weight: bold; padding: 0.5rem 0; }
th, td { border: 1px solid #767676; padding: 0.3rem 0.5rem; text-align: start; vertical-align: top; }
thead th { background: #e6e6e6; }
a { color: #0b4f94; }
:focus-visible { outline: 3px solid #0b4f94; outline-offset: 2px; }
.skip { position: absolute; left: -100vw; }
.skip:focus { left: 1rem; background: #fff; padding: 0.5rem; }
@media print { .skip { display: none; } }
"""


class Row(NamedTuple):
    """One edge of the picture, for the table."""

    number: int
    """That of its line; 0 for one inside a folded box."""
    edge: str
    cells: tuple[str, str, str, str]
    """From, what, to, and what else there is to say."""
    marks: tuple[Mark, ...]


def description(scene: Scene, view: View) -> str:
    """Return what a picture shows, in a few sentences: title, day, how much of what, and where it came from."""
    lang = scene.lang
    counts = [
        f"{sum(box.level == level for box in scene.boxes.values())} {LEVEL_WORDS[level][lang == 'en'].lower()}"
        for level in reversed(LEVELS)
        if any(box.level == level for box in scene.boxes.values())
    ]
    parts = [
        f"{view.title.in_(lang)}. {day_words(scene)}.",
        phrase("description", lang).format(
            boxes=len(scene.boxes), nodes=len(scene.part.nodes), levels=listed(counts, lang), lines=len(scene.lines)
        ),
        *_changes(scene),
        *([view.note.in_(lang)] if view.note else []),
        *scene.remarks,
    ]
    until = sources_to(scene)
    if until:
        parts.append(phrase("sources to", lang).format(date=date_in_words(until, lang)) + ".")
    return " ".join(parts)


def _changes(scene: Scene) -> Iterator[str]:
    if len(scene.days) > 1:
        found = [box.change for box in scene.boxes.values()] + [line.change for line in scene.lines.values()]
        counts = {change.value: found.count(change) for change in Change}
        yield phrase("description changes", scene.lang).format(**counts)


def _rows(scene: Scene, found: Notes) -> Iterator[Row]:
    """Yield every edge of the picture by the number of its line; those inside a folded box come last."""
    for line in sorted(scene.lines.values(), key=lambda line: line.number):
        for id_ in line.edges:
            yield _row(scene, scene.part.edges[id_], line.number, line.change, found)
    for ids in scene.inside.values():
        for id_ in ids:
            yield _row(scene, scene.part.edges[id_], 0, Change.NONE, found)


def _row(scene: Scene, edge: Edge, number: int, change: Change, found: Notes) -> Row:
    from_name, to_name = (scene.record.name(id_, scene.lang, scene.day) for id_ in (edge.from_id, edge.to_id))
    reads: str = getattr(edge.reads, scene.lang)
    return Row(number, edge.id, (from_name, reads, to_name, details(scene, edge, change)), found.edges.get(edge.id, ()))


def _lanes(scene: Scene) -> Iterator[tuple[str, list[Box]]]:
    """Yield each level from the top, with its boxes by name."""
    for level in reversed(LEVELS):
        boxes = [box for box in scene.boxes.values() if box.level == level]
        if boxes:
            yield LEVEL_WORDS[level][scene.lang == "en"], sorted(boxes, key=lambda box: alphabetical(box.name))


def _of(box: Box, found: Notes) -> tuple[list[LineNote], list[LineNote]]:
    """Return the lines from a box, and those to it."""
    return [note for note in found.lines if note.line.tail == box.id], [
        note for note in found.lines if note.line.head == box.id
    ]


class Group(NamedTuple):
    """What happened of one sort between two days."""

    heading: str
    sentences: tuple[str, ...]


def _groups(scene: Scene, found: Notes) -> list[Group]:
    """Return what began, ended and changed, boxes before lines; nothing for a single day."""
    groups = []
    for change in (Change.BEGUN, Change.ENDED, Change.CHANGED):
        boxes = [box for box in scene.boxes.values() if box.change is change]
        told = [_box_change(box, scene, found) for box in sorted(boxes, key=lambda box: alphabetical(box.name))]
        told += [f"{note.number}: {note.told.sentence}" for note in found.lines if note.line.change is change]
        if told:
            groups.append(Group(phrase(f"heading {change.value}", scene.lang), tuple(told)))
    return groups


def _box_change(box: Box, scene: Scene, found: Notes) -> str:
    before = f", {phrase('was called', scene.lang).format(name=box.before)}" if box.before else ""
    members = f": {', '.join(box.members)}" if box.members else ""
    return f"{box.name}{members}{before}" if box.folded else f"{found.boxes[box.id].sentence}{before}"


def _columns(lang: str) -> tuple[str, ...]:
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
    lang, title = scene.lang, _text(view.title.in_(scene.lang))
    figures = "\n".join(f"<figure>\n{svg}</figure>" for svg in svgs)
    body = "\n".join(
        (
            f'<a class="skip" href="#text">{_text(phrase("skip", lang))}</a>',
            f"<main>\n<h1>{title}</h1>\n<p><strong>{_text(day_words(scene))}</strong></p>",
            figures,
            f'<h2 id="text" tabindex="-1">{_text(phrase("in words", lang))}</h2>',
            f"<p>{_text(description(scene, view))}</p>",
            *_html_changes(scene, found),
            *_html_lanes(scene, found),
            *_html_table(scene, found),
            *_html_sources(scene, found),
            "</main>",
        )
    )
    head = f'<meta charset="utf-8">\n<meta name="viewport" content="width=device-width">\n<title>{title}</title>'
    return (
        f'<!DOCTYPE html>\n<html lang="{lang}">\n<head>\n{head}\n<style>{_PAGE_STYLE}</style>\n</head>\n'
        f"<body>\n{body}\n</body>\n</html>\n"
    )


def _text(text: str) -> str:
    return escape(text, quote=True).replace("\n", " ")


def _html_marks(marks: Sequence[Mark]) -> str:
    told = "; ".join(
        f'<a href="#source-{mark.number}">{mark.number}</a>' + (f": {_text(mark.where)}" if mark.where else "")
        for mark in marks
    )
    return f" [{told}]" if told else ""


def _html_told(sentence: str, reasoning: str, marks: Sequence[Mark]) -> str:
    because = f" ({_text(reasoning)})" if reasoning else ""
    return f"{_text(sentence)}{because}{_html_marks(marks)}"


def _html_changes(scene: Scene, found: Notes) -> Iterator[str]:
    for group in _groups(scene, found):
        items = "\n".join(f"<li>{_text(sentence)}</li>" for sentence in group.sentences)
        yield f"<h3>{_text(group.heading)}</h3>\n<ul>\n{items}\n</ul>"


def _html_lanes(scene: Scene, found: Notes) -> Iterator[str]:
    for level, boxes in _lanes(scene):
        yield f"<h3>{_text(level)}</h3>"
        for box in boxes:
            told = found.boxes[box.id]
            yield f'<h4 id="text-{_text(box.id)}">{_text(box.name)}</h4>'
            yield f"<p>{_html_told(*told)}.</p>"
            outward, inward = _of(box, found)
            items = [*(_html_line(note) for note in outward), *(_html_back(note) for note in inward)]
            if items:
                yield "<ul>\n" + "\n".join(f"<li>{item}</li>" for item in items) + "\n</ul>"


def _html_line(note: LineNote) -> str:
    parts = "".join(f"<li>{_html_told(*part)}</li>" for part in note.parts)
    nested = f"<ul>{parts}</ul>" if parts else ""
    return f"{note.number}: {_html_told(*note.told)}{nested}"


def _html_back(note: LineNote) -> str:
    return f"{note.number}: {_html_told(note.back, '', note.told.marks)}"


def _html_table(scene: Scene, found: Notes) -> Iterator[str]:
    heads = "".join(f'<th scope="col">{_text(name)}</th>' for name in _columns(scene.lang))
    yield f"<table>\n<caption>{_text(phrase('table', scene.lang))}</caption>\n<thead><tr>{heads}</tr></thead>\n<tbody>"
    for row in _rows(scene, found):
        cells = "".join(f"<td>{_text(cell)}</td>" for cell in row.cells)
        number = str(row.number) if row.number else phrase("inside", scene.lang)
        yield f'<tr><th scope="row">{number}</th>{cells}<td>{_html_marks(row.marks).strip()}</td></tr>'
    yield "</tbody>\n</table>"


def _html_sources(scene: Scene, found: Notes) -> Iterator[str]:
    yield f"<h2>{_text(phrase('notes sources', scene.lang))}</h2>\n<ol>"
    for source in found.sources:
        address = _text(source.url)
        link = f' <a href="{address}">{address}</a>' if source.url else ""
        yield f'<li id="source-{source.number}" value="{source.number}">{_text(source.text)}{link}</li>'
    yield "</ol>"


# --- Markdown ---------------------------------------------------------------------------------------------------

_SPECIAL = re.compile(r"([\\`*_\[\]<>|#&~$!{}])")
_LEADING = re.compile(r"^(\d+)([.)])|^([-+=:])")
_LINKS = re.compile(r"(?i)(https?|ftp|mailto|xmpp):|(www)\.|@")


def markdown_text(text: str) -> str:
    """Return text that Markdown shows as it stands: nothing in it becomes markup or a link."""
    plain = _SPECIAL.sub(r"\\\1", re.sub(r"\s+", " ", text).strip())
    plain = _LEADING.sub(lambda found: f"{found[1]}\\{found[2]}" if found[1] else f"\\{found[3]}", plain)
    return _LINKS.sub(lambda found: found[0][:-1] + "\\" + found[0][-1], plain)


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
    lines = [f"# {markdown_text(view.title.in_(scene.lang))}", "", markdown_text(description(scene, view)), ""]
    for group in _groups(scene, found):
        items = [f"- {markdown_text(sentence)}" for sentence in group.sentences]
        lines += [f"## {markdown_text(group.heading)}", "", *items, ""]
    for level, boxes in _lanes(scene):
        lines += [f"## {markdown_text(level)}", ""]
        for box in boxes:
            lines += [f"### {markdown_text(box.name)}", "", markdown_text(f"{found.boxes[box.id]}."), ""]
            outward, inward = _of(box, found)
            lines += [item for note in outward for item in _markdown_line(note)]
            lines += [f"- {markdown_text(_back_text(note))}" for note in inward]
            lines += [""] if outward or inward else []
    lines += [f"## {markdown_text(phrase('table', scene.lang))}", "", *_markdown_table(scene, found), ""]
    lines += [f"## {markdown_text(phrase('notes sources', scene.lang))}", ""]
    lines += [_markdown_source(source.number, source.text, source.url) for source in found.sources]
    return "\n".join(lines) + "\n"


def _markdown_line(note: LineNote) -> Iterator[str]:
    yield f"- {markdown_text(f'{note.number}: {note.told}')}"
    for part in note.parts:
        yield f"  - {markdown_text(str(part))}"


def _back_text(note: LineNote) -> str:
    return f"{note.number}: {note.back} {marks_text(note.told.marks)}".strip()


def _markdown_table(scene: Scene, found: Notes) -> Iterator[str]:
    heads = [markdown_text(name) for name in _columns(scene.lang)]
    yield f"| {' | '.join(heads)} |"
    yield f"| {' | '.join('---' for _ in heads)} |"
    for row in _rows(scene, found):
        number = str(row.number) if row.number else phrase("inside", scene.lang)
        cells = [number, *row.cells, marks_text(row.marks)]
        yield f"| {' | '.join(map(markdown_text, cells))} |"


def _markdown_source(number: int, text: str, url: str) -> str:
    address = url.replace("<", "%3C").replace(">", "%3E")
    return f"{number}. {markdown_text(text)}" + (f" <{address}>" if url else "")

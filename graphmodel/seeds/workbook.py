"""The seeds as one workbook for Excel and LibreOffice, and back: nothing is lost, and each mistake is told by its cell.

Every cell is text, so that no spreadsheet makes a date of a month or takes the zero from a number. What a reader would
have to guess (a date, a number, a formula, merged cells) is refused and told.
"""

from __future__ import annotations

import io
import warnings
import zlib
from datetime import date, datetime
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple
from zipfile import BadZipFile, ZipFile

from graphmodel.errors import ConfigError, SeedError, did_you_mean, printable
from graphmodel.files import UnreadableError, read_bytes
from graphmodel.model.draft import Draft, Origin, Problem
from graphmodel.model.edges import CAPACITIES
from graphmodel.model.statement import CONFIDENCES
from graphmodel.schema import EDGE_KINDS, KINDS, LEVELS
from graphmodel.seeds.statements import EDGE_KEYS, NODE_KEYS, PART_KEYS, SOURCE_KEYS, SURVEY_KEYS, Reading
from graphmodel.seeds.text import SeedEntry, sheet_error
from graphmodel.seeds.writing import node_entry, source_entry, survey_entry

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from graphmodel.model import Graph

__all__ = ["CHOICES", "IDS", "SHEETS", "SPACED", "TOLD", "SheetLayout", "draft_of", "workbook"]


class SheetLayout(NamedTuple):
    """A sheet: its columns in their order, and those without which a row says nothing."""

    columns: tuple[str, ...]
    required: tuple[str, ...]


def _ordered(first: str, keys: Mapping[str, str], without: tuple[str, ...] = ()) -> tuple[str, ...]:
    return tuple(dict.fromkeys([*first.split(), *(key for key in keys if key not in without)]))


SHEETS: Mapping[str, SheetLayout] = {
    "organer": SheetLayout(
        _ordered("id kind level name name_en form from to cites", NODE_KEYS, ("edges", "names", "numbers")),
        ("id", "kind", "level", "name", "cites"),
    ),
    "bånd": SheetLayout(_ordered("from type to role since until cites", EDGE_KEYS), ("from", "type", "to", "cites")),
    "kilder": SheetLayout(_ordered("id title publisher url published as_of", SOURCE_KEYS), ("id", "title")),
    "kartlegginger": SheetLayout(
        _ordered("id node type side kinds on cites", SURVEY_KEYS), ("id", "node", "type", "on")
    ),
    "navn": SheetLayout(("node", *PART_KEYS["names"]), ("node", "name")),
    "nummer": SheetLayout(("node", *PART_KEYS["numbers"]), ("node", "number")),
    "oversettelser": SheetLayout(("nb", "en"), ("nb", "en")),
}
"""The sheets in their order; a workbook lacks none of them."""

SPACED = frozenset({"on_behalf_of", "appointed_by", "conflicts_with", "kinds"})
"""Columns that hold several words, with spaces between."""

IDS: Mapping[tuple[str, str], str] = {
    ("bånd", "from"): "organer",
    ("bånd", "to"): "organer",
    ("kartlegginger", "node"): "organer",
    ("navn", "node"): "organer",
    ("nummer", "node"): "organer",
}
"""Columns that hold an id of another sheet."""

_TRUE = ("true",)
CHOICES: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("organer", "kind"): tuple(KINDS),
    ("organer", "level"): tuple(LEVELS),
    ("organer", "class_of_bodies"): _TRUE,
    ("organer", "founding"): _TRUE,
    ("organer", "confidence"): CONFIDENCES,
    ("bånd", "type"): tuple(EDGE_KINDS),
    ("bånd", "capacity"): CAPACITIES,
    ("bånd", "status"): ("recorded", "called for"),
    ("bånd", "claim"): ("chosen", "alternative"),
    ("bånd", "founding"): _TRUE,
    ("bånd", "confidence"): CONFIDENCES,
    ("kilder", "standing"): ("original", "copy"),
    ("kartlegginger", "type"): tuple(EDGE_KINDS),
    ("kartlegginger", "side"): ("from", "to"),
}
"""Columns with a fixed set of words."""

_DATE = "Skriv datoer som tekst: 2021, 2021-11, 2021-11-29, 2021-21 (vår 2021) eller 2014~ (omtrent)."
_FIRST = f"Første dag. {_DATE} To punktum (..) betyr så lenge noen ser tilbake; tomt betyr ukjent."
_LAST = f"Siste dag. {_DATE} unknown betyr avsluttet, ingen vet når; tomt betyr at det fortsatt gjelder."
_ID = "Id: små bokstaver a-z, sifre og enkle bindestreker. Brukes aldri om igjen."

TOLD: Mapping[str, str] = {
    "id": _ID,
    "kind": "Hva slags organ, virkemiddel eller sted. Velg fra listen.",
    "level": "Nivå: lokalt, interkommunalt, regionalt eller nasjonalt. Velg fra listen.",
    "name": "Navnet på norsk, slik det er nå eller var til slutt.",
    "name_en": "Navnet på engelsk.",
    "form": "En finere inndeling, for eksempel styringsgruppe.",
    "from": "Første dag for et organ, et navn eller et nummer (dato som tekst); for et bånd id-en der det begynner.",
    "to": "Siste dag for et organ, et navn eller et nummer (dato som tekst); for et bånd id-en der det ender.",
    "since": _FIRST,
    "until": _LAST,
    "cites": "Kildene, en på hver linje: kilde-id, eller kilde-id: hvor i kilden. "
    "En linje som begynner med mellomrom, fortsetter den forrige.",
    "class_of_bodies": "true når det står for en hel klasse av organer, som alle statsforvaltere.",
    "number": "Offisielt nummer: fire sifre for en kommune, to for et fylke. Nullen foran skal være med.",
    "organisation_number": "Nummeret i Enhetsregisteret, ni sifre.",
    "type": "Hva slags bånd. Velg fra listen.",
    "role": "Hva båndet er mer presist, for eksempel observatør.",
    "capacity": "Hva den som har plassen, kan gjøre der; tomt betyr ukjent.",
    "on_behalf_of": "Id-er for dem plassen er på vegne av, med mellomrom mellom.",
    "appointed_by": "Id-er for dem som pekte ut til plassen, med mellomrom mellom.",
    "status": "called for når en kilde bare sier at båndet burde finnes; tomt ellers.",
    "claim": "Når kilder motsier hverandre: om dette er påstanden som er valgt.",
    "conflicts_with": "Id-er for bånd som påstår noe annet, med mellomrom mellom.",
    "as_of": f"Det siste tidspunktet en kilde beskriver. {_DATE}",
    "as_of_basis": "Hvordan tidspunktet er kjent.",
    "note": "Hva mer det er å vite, med egne ord.",
    "confidence": "stated når en kilde sier det, inferred når vi slutter det; da med begrunnelse i reasoning.",
    "reasoning": "Hvorfor vi slutter det.",
    "conflict": "Hva en annen kilde sier i stedet.",
    "founding": "true når et av de to grunndokumentene sier det.",
    "title": "Tittelen på dokumentet.",
    "publisher": "Hvem som har gitt det ut.",
    "url": "Adressen, som begynner med https:// eller http://.",
    "published": f"Når det ble gitt ut. {_DATE} To datoer med skråstrek mellom for et tidsrom.",
    "description": "Hva det forteller, med egne ord.",
    "standing": "copy for en kopi når utgiverens egen utgave ikke ble funnet; tomt ellers.",
    "node": "Id-en til organet det gjelder. Velg fra listen.",
    "side": "Enden der organet står: to for medlemmene dets, from for det som det er medlem av.",
    "kinds": "Bare bånd der den andre enden er av disse typene, med mellomrom mellom; tomt betyr alle.",
    "on": f"Dagen eller tidsrommet listen er fullstendig for. {_DATE}",
    "language": "Språkkode når navnet ikke er norsk, for eksempel se eller fkv.",
    "remark": "En merknad til navnet.",
    "nb": "Teksten på norsk, nøyaktig som den står i de andre arkene.",
    "en": "Teksten på engelsk.",
}
"""What each column holds; it stands as a comment on its heading."""


LARGEST = 50_000_000
LARGEST_UNPACKED = 400_000_000

_LONGEST_CELL = 32_767
_MOST_ROWS = 1_048_576
_ROOM = 1000
"""Rows below the last one that have drop-downs, for what is added by hand."""

_WIDTHS = {"name": 40, "title": 60, "cites": 50, "note": 50, "url": 40, "nb": 60, "en": 60}
_OWN_SHEET = "valg"
"""The hidden sheet with the words that may be chosen."""


# --- writing ----------------------------------------------------------------------------------------------------


def workbook(graph: Graph) -> bytes:
    """Return a graph as a workbook.

    Raises
    ------
    ConfigError
        If there is more than a sheet, or a cell, can hold.
    """
    # Imported here: only this one format needs it.
    import xlsxwriter  # noqa: PLC0415

    rows = _rows(graph)
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"created": datetime(2000, 1, 1)})  # noqa: DTZ001 - so that equal graphs give equal bytes
    text, bold = book.add_format({"num_format": "@", "valign": "top"}), book.add_format({"bold": True})
    for name, (columns, required) in SHEETS.items():
        sheet = book.add_worksheet(name)
        for number, column in enumerate(columns):
            sheet.set_column(number, number, _WIDTHS.get(column, 18), text)
            sheet.write_string(0, number, column, bold)
            must = " Må fylles ut." if column in required else ""
            sheet.write_comment(0, number, TOLD[column] + must, {"x_scale": 2, "y_scale": 1.5})
        for line, row in enumerate(rows[name], start=1):
            for column, value in row.items():
                sheet.write_string(line, columns.index(column), _fitting(name, row, column, value), text)
        sheet.freeze_panes(1, 1)
        sheet.autofilter(0, 0, max(len(rows[name]), 1), len(columns) - 1)
    _choices(book, {name: len(found) for name, found in rows.items()})
    book.close()
    return out.getvalue()


def _rows(graph: Graph) -> dict[str, list[dict[str, str]]]:
    """Return the rows of each sheet, each with the columns that say something."""
    rows: dict[str, list[dict[str, str]]] = {name: [] for name in SHEETS}
    for node in graph.nodes.values():
        entry = node_entry(node)
        rows["navn"] += [{"node": node.id} | name for name in entry.pop("names", ())]
        rows["nummer"] += [{"node": node.id} | number for number in entry.pop("numbers", ())]
        rows["organer"].append(_texts(entry))
    for id_ in graph.nodes:
        beneath = node_entry(graph.nodes[id_], graph.edges_from(id_)).get("edges", ())
        rows["bånd"] += [{"from": id_} | _texts(edge) for edge in beneath]
    rows["kilder"] = [_texts(source_entry(source)) for source in graph.sources.values()]
    rows["kartlegginger"] = [_texts(survey_entry(survey)) for survey in graph.surveys.values()]
    rows["oversettelser"] = [{"nb": nb, "en": en} for nb, en in graph.translations.items()]
    return rows


def _texts(entry: Mapping[str, Any]) -> dict[str, str]:
    """Return an entry of a seed file as the cells of a row."""
    return {key: _cell(key, value) for key, value in entry.items()}


def _cell(key: str, value: Any) -> str:  # noqa: ANN401 - as written in a seed file
    match value:
        case bool():
            return str(value).lower()
        case list() if key == "cites":
            return "\n".join(map(_citation, value))
        case list():
            return " ".join(value)
    return str(value)


def _citation(citation: str | dict[str, str]) -> str:
    """Return a citation on a line of its own; further lines of its locator are set in by a space."""
    if isinstance(citation, str):
        return citation
    ((source, locator),) = citation.items()
    return f"{source}: {locator}".replace("\n", "\n ")


def _fitting(sheet: str, row: Mapping[str, str], column: str, value: str) -> str:
    if len(value.encode("utf-16-le")) // 2 > _LONGEST_CELL:
        raise ConfigError(
            f"{sheet}: {row.get('id') or row.get('from') or row.get('node')}: {column}: {len(value):,} characters; a "
            f"cell of a workbook holds {_LONGEST_CELL:,}: export as JSON"
        )
    return value


def _choices(book: Any, counts: Mapping[str, int]) -> None:  # noqa: ANN401 - of XlsxWriter
    """Add the drop-downs: words stand on a hidden sheet, since a list in a cell's rule may have 255 characters only."""
    if max(counts.values()) >= _MOST_ROWS:
        raise ConfigError(f"a sheet of a workbook holds {_MOST_ROWS - 1:,} rows; the graph has more: export as JSON")
    hidden = book.add_worksheet(_OWN_SHEET)
    hidden.hide()
    rules: dict[tuple[str, str], tuple[str, str]] = {}
    for number, (place, words) in enumerate(CHOICES.items()):
        hidden.write_column(0, number, words)
        letter = _letter(number)
        rules[place] = (f"={_OWN_SHEET}!${letter}$1:${letter}${len(words)}", "stop")
    for place, sheet in IDS.items():
        rules[place] = (f"={sheet}!$A$2:$A${min(counts[sheet] + _ROOM, _MOST_ROWS)}", "warning")
    for (name, column), (source, kind) in rules.items():
        number, last = SHEETS[name].columns.index(column), min(counts[name] + _ROOM, _MOST_ROWS - 1)
        rule = {"validate": "list", "source": source, "error_type": kind}
        message = "Velg et ord fra listen." if kind == "stop" else "Ingen har denne id-en ennå. Beholde den?"
        options = {"error_title": "Ikke i listen", "error_message": message}
        book.get_worksheet_by_name(name).data_validation(1, number, last, number, rule | options)


def _letter(number: int) -> str:
    """Return the letters of a column, from 0."""
    first, last = divmod(number, 26)
    return (chr(ord("A") + first - 1) if first else "") + chr(ord("A") + last)


# --- reading ----------------------------------------------------------------------------------------------------


class _Cell(Origin):
    """A place in a workbook, told in Norwegian as its headings are: ``ark organer, celle C5``."""

    __slots__ = ()

    def __str__(self) -> str:
        return self.file


def _place(sheet: str, cell: str, line: int) -> _Cell:
    return _Cell(f"ark {sheet}, {'celler' if ':' in cell else 'celle'} {cell}", line)


class _SheetRow(SeedEntry):
    """The fields of one row, which know their cells."""

    __slots__ = ("columns",)

    def __init__(self, sheet: str, line: int, columns: Mapping[str, int]) -> None:
        super().__init__(sheet, line)
        self.columns = columns

    def origin(self, key: str = "") -> Origin:
        """Return the cell of a field, or of the first one."""
        part, _, number = key.partition(".")
        if number.isdecimal():
            return self._part(part, int(number)).origin()
        column = {"since": "from", "until": "to"}.get(key, key) if key not in self.columns else key
        return _place(self.file, f"{_letter(self.columns.get(column, 0))}{self.line}", self.line)


def draft_of(path: Path) -> Draft:
    """Read a workbook as far as it can be read, and note every problem on the way.

    Raises
    ------
    SeedError
        If it is no workbook at all.
    """
    book, reading = _opened(path), Reading()
    for sheet in book.worksheets:
        if sheet.title not in {*SHEETS, _OWN_SHEET} and any(map(_text, chain.from_iterable(sheet.iter_rows()))):
            hint = f"move its rows to one of {', '.join(SHEETS)}, or delete it"
            _unreadable(reading, Origin(path.name, 0), f"the sheet {printable(sheet.title)!r} is not known: {hint}")
    for name in SHEETS:
        if name not in book.sheetnames:
            near = did_you_mean(name, book.sheetnames)
            _unreadable(reading, Origin(path.name, 0), f"the sheet {name!r} is missing{near}")
    rows = {name: list(_entries(book[name], reading)) for name in SHEETS if name in book.sheetnames}
    if not any(problem.rule == "unreadable-file" for problem in reading.problems):
        _take(rows, reading)
    return reading.draft(folder=printable(path.name))


def _take(rows: Mapping[str, list[_SheetRow]], reading: Reading) -> None:
    """Have all rows become statements."""
    nodes = {row.get("id", ""): row for row in rows["organer"]}
    for part, sheet in (("names", "navn"), ("numbers", "nummer")):
        for row in rows[sheet]:
            id_ = row.pop("node", "")
            if id_ in nodes:
                nodes[id_].setdefault(part, []).append(row)
            elif id_ not in reading.unread:
                message = f"node: no node has the id {id_[:120]!r}{did_you_mean(id_, nodes)}"
                reading.problems.append(Problem("dangling-end", row.origin("node"), message, id_[:120], "node"))
    for row in rows["oversettelser"]:
        reading.translation(row)
    for row in rows["organer"]:
        reading.node(row)
    for row in rows["bånd"]:
        reading.edge(row)
    for row in rows["kilder"]:
        reading.source(row)
    for row in rows["kartlegginger"]:
        reading.survey(row)


def _opened(path: Path) -> Any:  # noqa: ANN401 - of openpyxl
    from openpyxl import load_workbook  # noqa: PLC0415 - slow to import

    try:
        content = io.BytesIO(read_bytes(path, LARGEST))
        size = sum(each.file_size for each in ZipFile(content).infolist())
        if size > LARGEST_UNPACKED:
            raise SeedError(f"{path} holds {size:,} bytes; expected at most {LARGEST_UNPACKED:,}")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what openpyxl does not keep, and we do not read
            return load_workbook(content)
    except UnreadableError as error:
        raise SeedError(f"{path} {error.message}") from error
    except _DAMAGED as error:
        raise SeedError(f"{path} cannot be read as a workbook: save it as .xlsx in Excel or LibreOffice") from error


_DAMAGED = (
    *(BadZipFile, zlib.error, KeyError, ValueError, TypeError, AttributeError, IndexError, EOFError, OSError),
    *(NotImplementedError, RuntimeError, SyntaxError),
)
"""What openpyxl raises on a file that is none, or damaged."""


def _entries(sheet: Any, reading: Reading) -> Iterator[_SheetRow]:  # noqa: ANN401 - of openpyxl
    """Yield the rows of a sheet; note what cannot be read in it."""
    for merged in sheet.merged_cells.ranges:
        place = _place(sheet.title, merged.coord, merged.min_row)
        _unreadable(reading, place, "the cells are merged: split them, and write the text in each")
    lines = sheet.iter_rows()
    columns = _columns(sheet.title, next(lines, ()), reading)
    whole = len(columns) == len(SHEETS[sheet.title].columns)  # else what is wrong is a heading
    for cells in lines:
        row = _SheetRow(sheet.title, cells[0].row if cells else 0, columns)
        sound = True
        for key, number in columns.items():
            cell = cells[number]
            problem = _problem(cell)
            if problem:
                sound = False
                reading.problems.append(Problem("bad-value", row.origin(key), f"{key}: {problem}", "", key))
            elif (text := _text(cell)).strip():
                row[key] = _value(key, text)
        for number, cell in enumerate(cells):
            if whole and number not in columns.values() and _text(cell).strip():
                sound = False
                place = _place(sheet.title, f"{_letter(number)}{row.line}", row.line)
                reading.problems.append(Problem("bad-value", place, "stands beneath no heading: move or delete it"))
        if sound and row:
            yield row
        elif not sound:
            reading.unread.add(str(row.get("id", "")))


def _columns(sheet: str, cells: Iterable[Any], reading: Reading) -> dict[str, int]:
    """Return the position of each column."""
    positions: dict[str, int] = {}
    known = SHEETS[sheet].columns
    for number, cell in enumerate(cells):
        name = _text(cell).strip()
        place = _place(sheet, f"{_letter(number)}1", 1)
        if name in positions:
            _unreadable(reading, place, f"the column {name[:80]!r} is given twice: keep one")
        elif name and name not in known:
            hint = did_you_mean(name, known) or f"; expected {', '.join(known)}"
            _unreadable(reading, place, f"the column {name[:80]!r} is not known{hint}")
        elif name:
            positions[name] = number
    for name in known:
        if name not in positions:
            _unreadable(reading, _place(sheet, "A1", 1), f"the column {name!r} is missing in the first row")
    return positions


def _unreadable(reading: Reading, origin: Origin, message: str) -> None:
    if reading.problems.has_room("unreadable-file"):
        reading.problems.append(Problem("unreadable-file", origin, message))


def _problem(cell: Any) -> str:  # noqa: ANN401 - of openpyxl
    """Tell why a cell is not taken for text; nothing where it is text, a truth value or empty."""
    value = cell.value
    match cell.data_type:
        case "f":
            return "holds a formula: write the text that it stands for"
        case "e":
            return f"holds the error {value}: write text"
        case "d":
            shown = value.date() if isinstance(value, datetime) else value
            hint = f", here {shown.isoformat()}" if isinstance(shown, date) else ""
            return f"holds a date and not text: format the column as text, and write it as 2021-11-29{hint}"
        case "n" if value is not None:
            return (
                f"holds the number {value} and not text: format the column as text, and write it again with all zeros"
            )
        case "s" | "inlineStr":
            return sheet_error(value)
    return ""


def _text(cell: Any) -> str:  # noqa: ANN401 - of openpyxl
    if isinstance(cell.value, bool):
        return str(cell.value).lower()
    return "" if cell.value is None else str(cell.value).replace("\r\n", "\n")


def _value(key: str, text: str) -> Any:  # noqa: ANN401 - as written in a seed file
    if key == "cites":
        return [*_citations(text)]
    return text.split() if key in SPACED else text.strip()


def _citations(text: str) -> Iterator[dict[str, str]]:
    """Yield citations, one a line; a line that begins with a space goes on with the locator before it."""
    lines: list[str] = []
    for line in text.split("\n"):
        if line.startswith(" ") and lines:
            lines[-1] += f"\n{line[1:]}"
        elif line.strip():
            lines.append(line)
    for line in lines:
        source, _, locator = line.partition(":")
        place = {"locator": locator.strip()} if locator.strip() else {}
        yield {"source": source.strip()} | place

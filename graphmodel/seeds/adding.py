"""Adding a statement to the seed file with the most similar ones, as a person would write it.

Nothing here writes: the files come back as they would be, to be checked first. A file keeps its comments, its order,
its separators and its line ends; only lines are added to it, and those of a municipality that ends are moved.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from datetime import date, timedelta
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

import yaml

from graphmodel.errors import SeedError, did_you_mean
from graphmodel.seeds.statements import EDGE_KEYS
from graphmodel.seeds.text import SeedEntry, columns, decode
from graphmodel.seeds.writing import text
from graphmodel.strict_yaml import compose

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping
    from pathlib import Path

    from graphmodel.model import Edge, Node, Source
    from graphmodel.model.draft import Draft

    Like = Callable[[Any], bool]
    Fields = Mapping[str, Any]

__all__ = ["Addition"]

_TRANSLATIONS = "translations.csv"
_SCHEMA = "schema/nodes.json"
_INHERITED = (
    "Kommunene som gikk inn i den, var alle medlem.",
    "The municipalities that merged into it all were members.",
)
_MERGED, _IN_COUNTY = "kommunesammenslåing", "kommune i fylket"


class Addition:
    """What is added to a folder of seeds: the files that change, as they would be.

    Parameters
    ----------
    folder
        The folder.
    draft
        What it holds.
    file
        The file to add to, below the folder; by default that of its like.
    """

    def __init__(self, folder: Path, draft: Draft, file: str | None = None) -> None:
        self._folder = folder
        self._draft = draft
        self._file = file
        self._nodes = {node.id: node for node in draft.nodes}
        self._translated = {*draft.english}
        self.files: dict[str, str] = {}
        """The new text of each file that changes, by its path below the folder."""

    def before(self, name: str) -> str:
        """Return the content of a file; a new one is empty."""
        path = self._folder / name
        return decode(path) if path.is_file() else ""

    def body(self, fields: Fields) -> None:
        """Add a body, instrument or place."""
        kind, level = fields["kind"], fields["level"]
        likes: tuple[Callable[[Node], bool], ...] = (
            lambda node: (node.kind, node.level) == (kind, level),
            lambda node: node.level == level,
            lambda _: True,
        )
        self._add(self._file or self._place(self._draft.nodes, likes) or f"{fields['id']}.yaml", fields)

    def tie(self, fields: Fields) -> None:
        """Add an edge beneath its first node or, if that is in a list only, next to similar edges."""
        self._edge(fields, self._entry(fields["from"]))

    def _edge(self, fields: Fields, entry: SeedEntry) -> None:
        """Add an edge that begins at the node of an entry, or at one that is added beside it."""
        listed = self._list_of(fields) or self._beside(entry) if _is_row(entry) else entry.file
        name = self._file or listed
        if name.endswith(".csv"):
            self._add(name, fields)
            return
        first = {key: fields[key] for key in ("type", "to")}
        edge = first | {key: fields[key] for key in EDGE_KEYS if key in fields and key != "from"}
        whole = self._now(name)
        beneath = _with_edge(whole, fields["from"], edge, name)
        self.files[name] = beneath or _appended(whole or self._header(name), {"id": fields["from"], "edges": [edge]})

    def source(self, fields: Fields) -> None:
        """Add a source."""
        likes: tuple[Callable[[Source], bool], ...] = (
            lambda source: source.publisher is not None and source.publisher == fields.get("publisher"),
            lambda _: True,
        )
        self._add(self._file or self._place(self._draft.sources, likes) or "sources.yaml", fields)

    def english(self, nb: str, en: str) -> None:
        """Add the English of a text, unless it is known."""
        if nb in self._translated:
            return
        self._translated.add(nb)
        whole = self._now(_TRANSLATIONS) or "nb,en\n"
        row = _row(whole, {"nb": nb, "en": en}, _TRANSLATIONS)
        lines = whole.splitlines(keepends=True)
        place = next((n for n, line in enumerate(lines) if n and _folded(line) > _folded(row)), len(lines))
        self.files[_TRANSLATIONS] = "".join([*lines[:place], row, *lines[place:]])

    def merger(
        self, fields: Fields, old: Iterable[str], county: str, *, common: Iterable[Collection[str]]
    ) -> list[Edge]:
        """Add a municipality that others merge into.

        Parameters
        ----------
        fields
            The new one: ``id``, ``name``, ``from`` (a day), ``cites`` and so on.
        old
            The ids of those that end the day before.
        county
            The id of its county.
        common
            Bodies of which nearly every municipality is in one: where all the old ones are in the same, the new one is
            put there too, as an inference.

        Returns
        -------
        list of Edge
            What else ties the old ones to others: nothing of it is handed on.
        """
        old = list(dict.fromkeys(old))
        rows = {id_: self._row_of(id_) for id_ in old}
        here = rows[old[0]]
        former = self._place(self._draft.nodes, (self._is_former,)) or here.file
        for id_ in old:
            self._end(id_, rows[id_], _day_before(fields["from"]), former)
        self._add(here.file, {"id": fields["id"], "kind": "Municipality", "level": "local", **fields})
        dated = {"since": fields["from"], "cites": fields["cites"]}
        for id_ in old:
            edge = {"from": id_, "type": "SUCCEEDED_BY", "to": fields["id"], "role": _MERGED, **dated}
            self._edge(edge, rows[id_])
        self._edge({"from": fields["id"], "type": "PART_OF", "to": county, "role": _IN_COUNTY, **dated}, here)
        open_ = [edge for edge in self._draft.edges if edge.until is None and {edge.from_id, edge.to_id} & {*old}]
        left = [edge for edge in open_ if edge.type != "PART_OF" and not edge.event]
        for bodies in common:
            edges = [edge for edge in left if edge.type == "MEMBER_OF" and edge.to_id in bodies]
            if {edge.from_id for edge in edges} == {*old} and len({edge.to_id for edge in edges}) == 1:
                self._inherit(fields, edges, here)
                left = [edge for edge in left if edge not in edges]
        return left

    def _inherit(self, fields: Fields, edges: list[Edge], here: SeedEntry) -> None:
        cites = dict.fromkeys(_cited(each) for edge in edges for each in edge.cites)
        role = {"role": edges[0].role} if edges[0].role else {}
        edge = {"from": fields["id"], "type": "MEMBER_OF", "to": edges[0].to_id, **role}
        inferred = {"confidence": "inferred", "reasoning": _INHERITED[0], "cites": [*cites]}
        self._edge(edge | inferred, here)
        self.english(*_INHERITED)

    # --- where ------------------------------------------------------------------------------------------------------

    def _place(self, statements: Iterable[Any], likes: Iterable[Like]) -> str | None:
        """Return the file with most of the most similar statements, if any."""
        statements = list(statements)
        for like in likes:
            files = Counter(self._draft.origin(each.id).file for each in statements if like(each))
            if files:
                return max(sorted(files), key=lambda name: files[name])
        return None

    def _entry(self, id_: str) -> SeedEntry:
        entry = self._draft.locators.get(("node", id_))
        if not isinstance(entry, SeedEntry):
            raise SeedError(f"no node has the id {id_!r}{did_you_mean(id_, self._nodes)}")
        return entry

    def _row_of(self, id_: str) -> SeedEntry:
        """Return the row of a node in a list, else its entry."""
        entry = self._entry(id_)
        return entry.row or entry

    def _is_former(self, node: Node) -> bool:
        return node.kind == "Municipality" and node.until is not None and _is_row(self._row_of(node.id))

    def _list_of(self, fields: Fields) -> str | None:
        """Return the CSV list with edges of this type to the same node, or between such kinds of node."""
        from_kind, to = (self._nodes[id_].kind if id_ in self._nodes else "" for id_ in (fields["from"], fields["to"]))

        def ends(edge: Edge) -> tuple[str, ...]:
            return tuple(self._nodes[id_].kind for id_ in (edge.from_id, edge.to_id) if id_ in self._nodes)

        listed = [edge for edge in self._draft.edges if edge.type == fields["type"] and self._in_list(edge)]
        likes: tuple[Callable[[Edge], bool], ...] = (
            lambda edge: edge.to_id == fields["to"],
            lambda edge: ends(edge) == (from_kind or "Municipality", to or "Municipality"),
        )
        return self._place(listed, likes)

    def _in_list(self, edge: Edge) -> bool:
        return self._draft.origin(edge.id).file.endswith(".csv")

    def _beside(self, entry: SeedEntry) -> str:
        """Return the YAML file beside a list for further fields of its nodes; a new one if there is none."""
        folder = PurePosixPath(entry.file).parent
        files = Counter(
            each.file
            for (group, _), each in self._draft.locators.items()
            if group == "node" and isinstance(each, SeedEntry) and each.row and each.row.file == entry.file
        )
        near = [name for name in sorted(files) if PurePosixPath(name).parent == folder]
        return max(near, key=lambda name: files[name]) if near else (folder / f"{entry['id']}.yaml").as_posix()

    # --- how --------------------------------------------------------------------------------------------------------

    def _now(self, name: str) -> str:
        return self.files[name] if name in self.files else self.before(name)

    def _add(self, name: str, fields: Fields) -> None:
        whole = self._now(name)
        if name.endswith(".csv"):
            self.files[name] = _ended(whole) + _row(whole, fields, name)
        else:
            self.files[name] = _appended(whole or self._header(name), fields)

    def _end(self, id_: str, entry: SeedEntry, last: str, former: str) -> None:
        """Have a node end: its row moves to the list of former ones, or its entry gets a last day."""
        if _is_row(entry):
            self.files[entry.file], row = _without_row(self._now(entry.file), id_)
            self._add(former, row | {"to": last})
        else:
            self.files[entry.file] = _with_key(self._now(entry.file), id_, "to", last, entry.file)

    def _header(self, name: str) -> str:
        """Return the first line of a new YAML file: an editor finds its schema by it."""
        if not (self._folder / _SCHEMA).is_file() or name.startswith("sources"):
            return ""
        return f"# yaml-language-server: $schema={'../' * name.count('/')}{_SCHEMA}\n"


def _is_row(entry: SeedEntry) -> bool:
    """Tell a row of a list from an entry of a YAML file."""
    return entry.lines is None


def _day_before(day: str) -> str:
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat()


def _folded(line: str) -> str:
    """Return what rows are in the order of."""
    return line.strip('"').casefold()


def _cited(citation: Any) -> str:  # noqa: ANN401 - a citation of the model
    return f"{citation.source}: {citation.locator}" if citation.locator else citation.source


# --- YAML ---------------------------------------------------------------------------------------------------------


def _plain(fields: Fields) -> dict[str, Any]:
    """Return the fields of an entry, each citation in its short form."""
    entry = dict(fields)
    if "cites" in entry:
        parts = [cited.partition(":") for cited in entry["cites"]]
        cites = [{source.strip(): where.strip()} if where.strip() else source.strip() for source, _, where in parts]
        entry["cites"] = cites
    if "edges" in entry:
        entry["edges"] = [_plain(edge) for edge in entry["edges"]]
    return entry


def _appended(whole: str, fields: Fields) -> str:
    """Return a file of entries with one more at its end."""
    gap = "\n" if whole.strip() and not whole.endswith("\n\n") else ""
    return _as_in(whole, f"{_ended(whole)}{gap}{text([_plain(fields)])}")


def _with_edge(whole: str, id_: str, edge: Fields, name: str) -> str | None:
    """Return a file with one more edge beneath a node; ``None`` if the node is not in it."""
    node = _entry_of(whole, id_, name)
    if node is None:
        return None
    there = next((value for key, value in node.value if key.value == "edges"), None)
    indent = node.value[0][0].start_mark.column
    written = text([_plain(edge)])
    if there is None:
        return _inserted(whole, _last_line(node), "edges:\n" + written, indent)
    if not isinstance(there, yaml.SequenceNode) or there.flow_style or not there.value:
        message = "its `edges` are no list with one edge a line: write them so first"
        raise SeedError(f"{name}:{there.start_mark.line + 1}: {id_}: {message}")
    return _inserted(whole, _last_line(there), written, there.start_mark.column)


def _with_key(whole: str, id_: str, key: str, value: str, name: str) -> str:
    """Return a file in which an entry has one more key."""
    node = _entry_of(whole, id_, name)
    if node is None or any(each.value == key for each, _ in node.value):
        raise SeedError(f"{name}: {id_}: has a `{key}` already")
    keys = {each.value: value for each, value in node.value}
    after = keys.get("from") or keys.get("name") or keys["id"]
    return _inserted(whole, _last_line(after), f"{key}: {value}\n", node.value[0][0].start_mark.column)


def _entry_of(whole: str, id_: str, name: str) -> yaml.MappingNode | None:
    root = compose(whole)
    for node in root.value if isinstance(root, yaml.SequenceNode) else ():
        if any(key.value == "id" and value.value == id_ for key, value in node.value):
            entry: yaml.MappingNode = node
            if entry.flow_style:
                message = "stands in one line: write its keys on lines of their own first"
                raise SeedError(f"{name}:{entry.start_mark.line + 1}: {id_}: {message}")
            return entry
    return None


def _last_line(node: yaml.Node) -> int:
    """Return the number, from 0, of the last line of a value; comments below it belong to what follows."""
    while isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        node = last[1] if isinstance(last, tuple) else last
    mark: yaml.Mark = node.end_mark
    # A block of text ends where the next line begins.
    return int(mark.line) - (mark.column == 0 and mark.line > node.start_mark.line)


def _inserted(whole: str, after: int, block: str, indent: int) -> str:
    lines = _ended(whole).splitlines(keepends=True)
    while not lines[after].strip():
        after -= 1
    new = [f"{' ' * indent}{line}" for line in block.splitlines(keepends=True)]
    return _as_in(whole, "".join([*lines[: after + 1], *new, *lines[after + 1 :]]))


# --- CSV ----------------------------------------------------------------------------------------------------------


def _row(whole: str, fields: Fields, name: str) -> str:
    """Return a row for a list, in the order of its columns."""
    separator, header = columns(whole)
    cells = {key: "; ".join(value) if key == "cites" else value for key, value in fields.items()}
    for key, value in cells.items():
        if key not in header and value:
            raise SeedError(f"{name} has no column {key!r}: add it, or name another file with --file")
    out = io.StringIO()
    values = [" ".join(cell) if isinstance(cell := cells.get(key, ""), list) else cell for key in header]
    csv.writer(out, delimiter=separator, lineterminator=_newline(whole)).writerow(values)
    return out.getvalue()


def _without_row(whole: str, id_: str) -> tuple[str, dict[str, Any]]:
    """Return a list without the row of a node, and that row."""
    separator, header = columns(whole)
    lines = io.StringIO(whole, newline="").readlines()
    reader = csv.reader(lines, delimiter=separator)
    before = 0
    for cells in reader:
        row = {key: cell for key, cell in zip(header, cells, strict=False) if cell.strip()}
        if row.get("id", "").strip() == id_:
            cites = [part.strip() for part in row.get("cites", "").split(";") if part.strip()]
            return "".join([*lines[:before], *lines[reader.line_num :]]), row | {"cites": cites}
        before = reader.line_num
    raise SeedError(f"{id_!r} stands in no list")


def _newline(whole: str) -> str:
    return "\r\n" if "\r\n" in whole else "\n"


def _ended(whole: str) -> str:
    """Return a text that ends with its last line."""
    return whole if not whole or whole.endswith("\n") else whole + _newline(whole)


def _as_in(whole: str, new: str) -> str:
    """Return a text with the line ends of another."""
    return new.replace("\r\n", "\n").replace("\n", "\r\n") if "\r\n" in whole else new

"""Keeping the facts: a statement is prepared, checked together with all others, and only then written to its file."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, Literal

from graphmodel import config
from graphmodel.errors import DateError, SeedError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from datetime import date

    from graphmodel.checks import Finding
    from graphmodel.model import Edge, Graph, Node
    from graphmodel.model.draft import Draft
    from graphmodel.seeds import Addition

__all__ = ["SeedEdit", "StatementKind", "prepare", "slug"]

StatementKind = Literal["body", "tie", "source", "merger"]

_LETTERS = str.maketrans({"æ": "ae", "ø": "o", "å": "a", "ä": "a", "ö": "o", "é": "e", "š": "s", "č": "c", "á": "a"})
_SHOWN = 10


@dataclass(frozen=True)
class SeedEdit:
    """Seed files as they would be with a new statement in them."""

    folder: Path
    files: Mapping[str, str]
    """The text of each file that changes, by its path below the folder."""
    before: Mapping[str, str]
    """The same files as they stand; a new one is empty."""
    findings: tuple[Finding, ...]
    """What ``graphmodel check`` would find that it does not find now; none of it is an error."""
    left: tuple[Edge, ...] = ()
    """After a merger, the ties of the old municipalities that are not handed on by themselves."""

    def difference(self) -> str:
        """Return what changes, file by file, with ``+`` and ``-`` before the lines."""
        parts: list[str] = []
        for name, text in self.files.items():
            old, new = (each.splitlines() for each in (self.before[name], text))
            path = (self.folder / name).as_posix()
            parts += unified_diff(old, new, path if old else "/dev/null", path, lineterm="", n=2)
        return "".join(f"{line}\n" for line in parts)

    def write(self) -> list[Path]:
        """Write the files, all of them or none.

        Raises
        ------
        ConfigError
            If one cannot be written.
        """
        from graphmodel.files import write_folder  # noqa: PLC0415 - only here

        return write_folder(self.folder, ((name, [text.encode()]) for name, text in self.files.items()), force=True)


def prepare(
    what: StatementKind,
    fields: Mapping[str, Any],
    *,
    seeds: str | Path | None = None,
    file: str | None = None,
    english: Mapping[str, str] | None = None,
) -> SeedEdit:
    """Put a new statement into a folder of seeds, in thought.

    Parameters
    ----------
    what
        ``body`` (or an instrument or place), ``tie``, ``source`` or ``merger`` (of municipalities).
    fields
        What it says, under the keys of a seed file; names stand for ids. A merger has the fields of the new
        municipality, and ``of``: those that end, and ``county``.
    seeds
        The folder; the shipped one by default.
    file
        The file to put it into, below the folder; by default the one where its like stand.
    english
        The English of texts in it.

    Returns
    -------
    SeedEdit
        Nothing is written yet.

    Raises
    ------
    SeedError
        If the seeds, or with it they, are not sound; the message names each error with its file and line.
    UnknownIdError
        If a name or id is none.

    Examples
    --------
    >>> from graphmodel.keeping import prepare
    >>> fields = {"id": "vedtak-2030", "title": "Vedtak", "publisher": "Eksempel kommune"}
    >>> print(prepare("source", fields, file="sources/eksempel.yaml").files["sources/eksempel.yaml"], end="")
    - id: vedtak-2030
      title: Vedtak
      publisher: Eksempel kommune
    """
    from graphmodel import checks  # noqa: PLC0415 - slow to import
    from graphmodel.seeds import Addition, graph_of, read_draft  # noqa: PLC0415 - as above

    folder = config.shipped("seeds") if seeds is None else Path(seeds)
    draft = read_draft(folder)
    graph = graph_of(draft)
    addition = Addition(folder, draft, _below(file) if file else None)
    resolved = _resolve_names(graph, {key: value for key, value in fields.items() if value})
    left: list[Edge] = []
    match what:
        case "body":
            addition.body(_first(resolved, "id", "kind", "level", "name"))
        case "tie":
            addition.tie(_numbered(graph, resolved))
        case "source":
            addition.source(_first(resolved, "id", "title"))
        case "merger":
            left = _merge(addition, graph, resolved, checks.common_memberships(draft).values())
    for nb, en in (english or {}).items():
        addition.english(nb, en)
    new = _new_findings(draft, read_draft(folder, instead=addition.files))
    _refuse_errors(new)
    before = {name: addition.before(name) for name in addition.files}
    return SeedEdit(folder, addition.files, before, tuple(new), tuple(left))


def slug(name: str) -> str:
    """Return the id that a name suggests.

    Examples
    --------
    >>> from graphmodel.keeping import slug
    >>> slug("Vegårshei kommune")
    'vegarshei-kommune'
    """
    return re.sub(r"[^a-z0-9]+", "-", name.casefold().translate(_LETTERS)).strip("-")


def _below(file: str) -> str:
    """Return the path of a seed file below its folder."""
    path = PurePosixPath(file.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or path.suffix.lower() not in (".yaml", ".yml", ".csv"):
        raise SeedError(
            f"{file!r} is not a seed file: expected a path below the folder of seeds that ends in .yaml or .csv"
        )
    return path.as_posix()


def _resolve_names(graph: Graph, fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return fields in which ids stand for names."""
    from graphmodel.lookup import resolve  # noqa: PLC0415 - as above

    resolved = dict(fields)
    for key in ("from", "to") if "type" in resolved else ():  # of a body they are days
        resolved[key] = resolve(graph, resolved[key])
    if "county" in resolved:
        resolved["county"] = resolve(graph, resolved["county"], ("County",))
    for key in ("of", "on_behalf_of", "appointed_by"):
        if key in resolved:
            resolved[key] = [resolve(graph, each, ("Municipality",) if key == "of" else ()) for each in resolved[key]]
    return resolved


def _first(fields: Mapping[str, Any], *keys: str) -> dict[str, Any]:
    """Return fields with some of them first, as people read them, and the sources last."""
    last = {key: fields[key] for key in ("cites",) if key in fields}
    return {key: fields[key] for key in (*keys, *fields) if key in fields and key not in last} | last


def _numbered(graph: Graph, fields: dict[str, Any]) -> dict[str, Any]:
    """Return an edge with an id of its own where its ends are joined so already, as for a second term."""
    from graphmodel.schema import EDGE_KINDS  # noqa: PLC0415 - as above

    if fields.get("type") not in EDGE_KINDS:
        return fields
    first = EDGE_KINDS[fields["type"]].cls.default_id(fields["from"], fields["to"])
    taken = (f"{first}:{number}" for number in range(2, len(graph.edges) + 3))
    free = first if first not in graph.edges else next(id_ for id_ in taken if id_ not in graph.edges)
    return fields if free == first else {**fields, "id": free}


def _merge(addition: Addition, graph: Graph, fields: dict[str, Any], common: Iterable[Collection[str]]) -> list[Edge]:
    from graphmodel.period import as_day  # noqa: PLC0415 - as above

    old, county = fields.pop("of"), fields.pop("county")
    try:
        day = as_day(fields["from"])
    except DateError as error:
        raise SeedError(f"from: a merger has a day, such as 2030-01-01: {error}") from error
    _refuse_no_merger(graph, fields, old, county, day)
    ordered = _first(fields, "id", "name", "name_en", "number", "from")
    return addition.merger(ordered, old, county, common=common)


def _refuse_no_merger(graph: Graph, fields: Mapping[str, Any], old: list[str], county: str, day: date) -> None:
    if fields["id"] in graph.nodes:
        year = fields["from"][:4]
        hint = f"give the new one an id of its own, such as {fields['id']}-{year}"
        raise SeedError(f"the id {fields['id']!r} is taken by {graph.nodes[fields['id']].name}: {hint}")
    if len(old) == 1 or len(set(old)) < len(old):
        raise SeedError(f"of: expected two municipalities or more, each once, not {', '.join(old)}")
    for id_ in old:
        node = graph.nodes[id_]
        if node.kind != "Municipality" or node.until is not None:
            raise SeedError(f"{id_} is not a municipality of today: expected those that end the day before {day}")
    if not graph.validity(county, day):
        raise SeedError(f"county: {county} is not there on {day}: expected a county of that day")
    number = fields.get("number")
    others = (node for node in graph.nodes.values() if node.id not in old and number in _numbers(graph, node, day))
    if number and (taken := next(others, None)):
        raise SeedError(f"number: {number} is that of {taken.id} on {day}: expected one that is free")


def _numbers(graph: Graph, node: Node, day: date) -> list[str | None]:
    """Return the official numbers of a municipality or county on a day."""
    if not graph.validity(node.id, day):
        return []
    return [each.number for each in node.numbers if each.bounds.at(day)] or [node.number]


def _new_findings(before: Draft, after: Draft) -> list[Finding]:
    from graphmodel.checks import findings  # noqa: PLC0415 - as above

    known = {finding.id for finding in findings(before)}
    return [finding for finding in findings(after) if finding.id not in known and finding.accepted is None]


def _refuse_errors(findings: Iterable[Finding]) -> None:
    errors = [each for each in findings if each.severity == "error"]
    if errors:
        lines = [f"{each.file}:{each.line}: {each.message}" for each in errors[:_SHOWN]]
        raise SeedError("nothing was written, since this would be wrong:\n" + "\n".join(lines))

"""A graph, and the library of questions, in the formats of other programs; and back from those that hold all of it.

Each module tells of one format: it has one :data:`Exporter`, which yields files and writes none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from graphmodel.choices import one_of
from graphmodel.errors import ConfigError, SeedError
from graphmodel.exports.archimate import archimate
from graphmodel.exports.browser import browser
from graphmodel.exports.document import document, read_document
from graphmodel.exports.flat import csv_lists
from graphmodel.exports.gexf import gexf
from graphmodel.exports.graphml import graphml
from graphmodel.exports.linked_data import jsonld, turtle
from graphmodel.exports.neo4j_admin import neo4j_admin
from graphmodel.exports.parquet import parquet
from graphmodel.files import write_folder, write_parts
from graphmodel.seeds.workbook import workbook as workbook_bytes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    from graphmodel.model import Graph

    Exporter = Callable[[Graph], Iterable[tuple[str, Iterable[bytes]]]]
    """Makes a format: yields the name of each file, below the folder that was named, and the parts of its content.

    A format that is one file names it ``""``, since that is what somebody named.
    """

__all__ = ["FORMATS", "READERS", "Format", "export", "format_of", "reader"]


def workbook(graph: Graph) -> Iterator[tuple[str, Iterable[bytes]]]:
    """Yield one file with all that the seeds hold, for Excel and LibreOffice."""
    yield "", [workbook_bytes(graph)]


class Format(NamedTuple):
    """A format: what makes its files, and the ending of its one file; without an ending they fill a folder."""

    files: Exporter
    ending: str = ""


FORMATS: Mapping[str, Format] = {
    "json": Format(document, ".json"),
    "workbook": Format(workbook, ".xlsx"),
    "graphml": Format(graphml, ".graphml"),
    "gexf": Format(gexf, ".gexf"),
    "csv": Format(csv_lists),
    "parquet": Format(parquet),
    "turtle": Format(turtle, ".ttl"),
    "jsonld": Format(jsonld, ".jsonld"),
    "archimate": Format(archimate, ".xml"),
    "neo4j-admin": Format(neo4j_admin),
    "browser": Format(browser),
}
"""The formats by name."""

READERS: Mapping[str, Callable[[Path], Graph]] = {".json": read_document}
"""What reads a graph back, by the ending of the file."""


def format_of(path: Path) -> str:
    """Return the name of the format that the ending of a file means.

    Raises
    ------
    ConfigError
        If it means none.
    """
    for name, each in FORMATS.items():
        if each.ending and path.suffix.lower() == each.ending:
            return name
    endings = ", ".join(each.ending for each in FORMATS.values() if each.ending)
    folders = ", ".join(name for name, each in FORMATS.items() if not each.ending)
    raise ConfigError(f"{path} does not say in which format: end it in one of {endings}; or name one of {folders}")


def reader(path: Path) -> Callable[[Path], Graph]:
    """Return what reads a graph back from a file.

    Raises
    ------
    SeedError
        If none does.
    """
    if path.suffix.lower() in READERS:
        return READERS[path.suffix.lower()]
    raise SeedError(
        f"{path} is a file: expected a folder of seed files, or a file that ends in {' or '.join([*READERS, '.xlsx'])}"
    )


def export(graph: Graph, name: str, path: Path, *, force: bool = False) -> list[Path]:
    """Write the files of a format, all of them or none; see :func:`graphmodel.workspace.export`."""
    chosen = FORMATS[one_of(name, tuple(FORMATS), "a format")]
    if not chosen.ending:
        return write_folder(path, chosen.files(graph), made_by=name, force=force)
    ((_, parts),) = chosen.files(graph)
    return [write_parts(path, parts, force=force)]

"""What is exported: files for an offline import that fill a real database, and the library for Neo4j Browser."""

from __future__ import annotations

import csv
import io
import re
from contextlib import chdir
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

import pytest
from graphs import crossroads, graphs
from hypothesis import given, settings
from neo4j import GraphDatabase
from neo4j_server import LocalServer, _local_is_possible

from graphmodel import config, exports, workspace
from graphmodel.diagram import style
from graphmodel.errors import ConfigError
from graphmodel.exports.browser import script
from graphmodel.model import Citation, Graph, Municipality, Name, PartOf, Source, StateBody
from graphmodel.queries import Bilingual, Query, QueryParameter, parse_type, pasteable
from graphmodel.schema import EDGE_KINDS, LABELS
from graphmodel.store import Credentials, Store, open_store
from graphmodel.store.neo4j.statements import CONSTRAINTS, INDEXES
from graphmodel.store.rows import edge_of, english_of, fingerprint, graph_of, node_of, source_of, survey_of

if TYPE_CHECKING:
    from collections.abc import Iterator

_AWKWARD = "A \"quoted\", name; with \\ and\n two lines, \ttab, 'single' and æøå 😀"


def _awkward() -> Graph:
    """Return a graph with all that one file format or another keeps for itself."""
    source = Source(id="law", title=_AWKWARD)
    cites = (Citation(source="law", locator='§ 1; "a", b'),)
    town = Municipality(
        id="town",
        level="local",
        name=_AWKWARD,
        names=(Name(name="Old; town"),),
        since="2020",
        founding=True,
        cites=cites,
    )
    state = StateBody(
        id="state",
        level="national",
        name="-",
        names=(Name(name="One", until="2019"), Name(name='T"wo', since="2019~", language="se")),
        note=_AWKWARD,
        cites=cites,
    )
    edges = (
        PartOf(
            id="town:part-of:state",
            from_id="town",
            to_id="state",
            since="2021-03",
            until="unknown",
            role="a;b",
            cites=cites,
        ),
        PartOf(id="town:part-of:state:2", from_id="town", to_id="state", as_of="2022", cites=cites),
    )
    return Graph((town, state), edges, (source,))


def _export(graph: Graph, folder: Path) -> list[Path]:
    return exports.export(graph, "neo4j-admin", folder)


# --- offline import ---------------------------------------------------------------------------------------------


def test_each_property_of_the_contract_is_a_column_with_its_type(tmp_path: Path) -> None:
    _export(_awkward(), tmp_path)
    header = (tmp_path / "nodes" / "Body-LocalBody-Municipality-header.csv").read_text(encoding="utf-8")
    columns = header.strip().split(",")
    assert columns[0] == "id:ID(GraphmodelNode)"
    assert {"from_earliest:date", "founding:boolean", "names:string[]", "name:string"} < set(columns)
    edges = (tmp_path / "relationships" / "PART_OF-header.csv").read_text(encoding="utf-8").strip().split(",")
    assert edges[:3] == [":START_ID(GraphmodelNode)", ":END_ID(GraphmodelNode)", "id:string"]


def test_the_arguments_name_every_file_with_its_labels_or_type(tmp_path: Path) -> None:
    written = _export(_awkward(), tmp_path)
    arguments = (tmp_path / "import.args").read_text(encoding="utf-8").splitlines()
    named = [file for argument in arguments if ".csv" in argument for file in argument.rpartition("=")[2].split(",")]
    assert sorted(named) == sorted(str(path.relative_to(tmp_path)) for path in written if path.suffix == ".csv")
    assert "--relationships=PART_OF=relationships/PART_OF-header.csv,relationships/PART_OF.csv" in arguments
    assert any(argument.startswith("--nodes=GraphmodelNode:Body:LocalBody:Municipality=") for argument in arguments)


def test_equal_graphs_give_equal_files(tmp_path: Path) -> None:
    one = _export(_awkward(), tmp_path / "one")
    graph = _awkward()
    shuffled = Graph(
        list(graph.nodes.values())[::-1],
        list(graph.edges.values())[::-1],
        graph.sources.values(),
        translations=graph.translations,
    )
    other = _export(shuffled, tmp_path / "other")
    assert [path.read_bytes() for path in one] == [path.read_bytes() for path in other]


@given(graphs())
@settings(max_examples=25)
def test_the_files_hold_the_whole_graph(graph: Graph) -> None:
    with TemporaryDirectory() as folder:
        if not _export_or_refuse(graph, Path(folder)):
            return
        nodes: dict[str, list[dict[str, Any]]] = {}
        edges: list[tuple[str, str, str, dict[str, Any]]] = []
        for argument in (Path(folder) / "import.args").read_text(encoding="utf-8").splitlines():
            option, _, rest = argument.partition("=")
            name, _, files = rest.rpartition("=")
            if option == "--nodes":
                nodes.setdefault(name.split(":")[0], []).extend(_rows(Path(folder), files))
            elif option == "--relationships":
                edges += [(name, row.pop(":START_ID"), row.pop(":END_ID"), row) for row in _rows(Path(folder), files)]
    read = graph_of(
        [node_of(row) for row in nodes.get("GraphmodelNode", [])],
        [edge_of(*each) for each in edges],
        [source_of(row) for row in nodes.get("GraphmodelSource", [])],
        [survey_of(row) for row in nodes.get("GraphmodelSurvey", [])],
        graph.day,
        english_of(row for rows in (*nodes.values(), (row for *_, row in edges)) for row in rows),
    )
    assert read == graph


def _export_or_refuse(graph: Graph, folder: Path) -> bool:
    if graph.nodes or graph.sources or graph.surveys:
        return bool(_export(graph, folder))
    with pytest.raises(ConfigError):
        _export(graph, folder)
    return False


def _rows(folder: Path, files: str) -> Iterator[dict[str, Any]]:
    """Read a header file and a data file as ``neo4j-admin`` does, with the lists that ``finish.cypher`` mends."""
    header, data = ((folder / name).read_text(encoding="utf-8") for name in files.split(","))
    columns = [column.partition("(")[0].rpartition(":")[::2] for column in header.strip().split(",")]
    for line in csv.reader(io.StringIO(data, newline="")):
        cells = zip(columns, line, strict=True)
        yield {name or f":{type_}": _value(type_, text) for (name, type_), text in cells if text}


def _value(type_: str, text: str) -> Any:
    match type_:
        case "date":
            return date.fromisoformat(text)
        case "boolean":
            return {"true": True, "false": False}[text]
        case "string[]":
            return [""] if text == "\x1e" else text.split("\x1f")
    return text


def test_an_empty_graph_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="the graph is empty"):
        _export(Graph(), tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    with pytest.raises(ConfigError, match="cannot be written"):
        _export(_awkward(), tmp_path / "file")
    assert (tmp_path / "file").read_text(encoding="utf-8") == "mine"


def test_an_unknown_format_is_refused_with_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="did you mean 'browser'"):
        workspace.export(Graph(), tmp_path, "brower")


def _everything() -> Graph:
    """Return the shipped seeds with the awkward graph beside them."""
    seeds, awkward = workspace.read(), _awkward()
    return Graph(
        [*seeds.nodes.values(), *awkward.nodes.values()],
        [*seeds.edges.values(), *awkward.edges.values()],
        [*seeds.sources.values(), *awkward.sources.values()],
        seeds.surveys.values(),
    )


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalServer]:
    """A server on what an offline import has made."""
    _local_is_possible()
    folder = tmp_path_factory.mktemp("export")
    _export(_everything(), folder)
    server = LocalServer(tmp_path_factory.mktemp("imported"))
    with chdir(folder):
        server.admin("database", "import", "full", "neo4j", "@import.args")
    server.admin("dbms", "set-initial-password", server.password)
    try:
        server.start()
        _run(server, (folder / "finish.cypher").read_text(encoding="utf-8"))
        yield server
    finally:
        server.kill()


def _run(server: LocalServer, script: str) -> None:
    with GraphDatabase.driver(server.access.uri, auth=server.access.auth) as driver:
        for statement in filter(None, script.split(";\n")):
            driver.execute_query(statement)


def _open(server: LocalServer) -> Store:
    return open_store(server.access.uri, Credentials(server.access.username, server.access.password))


@pytest.mark.neo4j
def test_a_database_imported_offline_is_the_one_that_a_load_makes(imported: LocalServer) -> None:
    graph = _everything()
    with _open(imported) as store:
        assert store.dump() == graph
        assert store.fingerprint() == fingerprint(graph)
        assert not store.load(graph)
        assert store.load(crossroads())
        assert store.dump() == crossroads()


@pytest.mark.neo4j
def test_a_database_imported_offline_has_all_rules_and_indexes(imported: LocalServer) -> None:
    with GraphDatabase.driver(imported.access.uri, auth=imported.access.auth) as driver:
        found = driver.execute_query("SHOW INDEXES YIELD name, state WHERE state = 'ONLINE' RETURN name").records
    assert {record["name"] for record in found} >= CONSTRAINTS.keys() | INDEXES.keys()


# --- Neo4j Browser ----------------------------------------------------------------------------------------------


def test_every_question_is_one_saved_script_under_its_title(tmp_path: Path) -> None:
    workspace.export(Graph(), tmp_path, "browser")
    library = workspace.library()
    with ZipFile(tmp_path / "saved-scripts.zip") as archive:
        scripts = {name: archive.read(name).decode() for name in archive.namelist()}
    assert sorted(scripts) == sorted(f"{each.theme}-{each.name}.cypher" for each in library.values())
    for each in library.values():
        name = f"{each.theme}-{each.name}.cypher"
        assert scripts[name].splitlines()[0] == f"// {each.theme}: {each.title.nb}"
        assert scripts[name] == (tmp_path / "scripts" / name).read_text(encoding="utf-8")
        assert re.findall(r"^:param (\w+) => ", scripts[name], re.MULTILINE) == [
            param.name for param in each.parameters
        ]


def test_the_browser_files_are_the_same_each_time(tmp_path: Path) -> None:
    one, other = (workspace.export(Graph(), tmp_path / name, "browser") for name in ("one", "other"))
    assert [path.read_bytes() for path in one] == [path.read_bytes() for path in other]


def test_parameters_are_pasted_as_cypher_values() -> None:
    said = Bilingual("", "")
    parameters = (
        QueryParameter("day", parse_type("date"), said, required=False, default=date(2021, 12, 1)),
        QueryParameter("words", parse_type("list of text"), said, required=False, default=("a", 'b"; MATCH (n)')),
        QueryParameter("level", parse_type("level"), said, required=False),
        QueryParameter("most", parse_type("integer"), said, required=False, default=10),
    )
    asked = Query("q", "t", said, said, said, parameters, (), (), "RETURN $day\n")
    assert pasteable(asked, {}) == (
        ':param day => date("2021-12-01");\n'
        ':param words => ["a", "b\\"; MATCH (n)"];\n'
        ":param level => null;\n"
        ":param most => 10;\n"
        "\n"
        "RETURN $day;\n"
    )


def test_a_title_of_several_lines_stays_a_comment() -> None:
    evil = Bilingual("Tittel\nMATCH (n) DETACH DELETE n;", "Title\r\n:clear")
    asked = Query("q", "t", evil, evil, evil, (), (), (), "RETURN 1")
    lines = script(asked, date(2021, 12, 1)).splitlines()
    assert [line for line in lines if not line.startswith("//")] == ["", "RETURN 1;"]


def test_the_style_sheet_has_a_rule_for_each_type_and_the_colours_of_the_pictures(tmp_path: Path) -> None:
    workspace.export(Graph(), tmp_path, "browser")
    grass = (tmp_path / "style.grass").read_text(encoding="utf-8")
    rules = dict(re.findall(r"^([\w.]+) \{\n(.*?)^\}$", grass, re.MULTILINE | re.DOTALL))
    assert {name.partition(".")[2] for name in rules if name.startswith("relationship.")} == set(EDGE_KINDS)
    assert {name.partition(".")[2] for name in rules if name.startswith("node.")} <= LABELS
    assert f"color: {style.STYLES['REPORTS_TO'].colour};" in rules["relationship.REPORTS_TO"]
    assert f"color: {style.LANE_FILLS['regional'][1]};" in rules["node.RegionalBody"]
    assert 'caption: "{name}";' in rules["node.RegionalBody"]


def test_the_shipped_names_are_text_of_one_line_in_the_list_of_questions(tmp_path: Path) -> None:
    workspace.export(Graph(), tmp_path, "browser")
    entries = [line for line in (tmp_path / "README.md").read_text(encoding="utf-8").splitlines() if line[:2] == "- "]
    assert len(entries) == len(list(config.shipped("queries").rglob("*.cypher")))

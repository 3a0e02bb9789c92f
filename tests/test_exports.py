"""Each format is opened by a program that we did not write, and what that shows is held against the record."""

from __future__ import annotations

import csv
import json
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import jsonschema
import networkx as nx
import pandas as pd
import pyarrow.parquet as pq
import pyshacl
import pytest
import rdflib
import shipped_record
from command import type_  # noqa: F401 - a fixture
from gephi_reader import read_with_gephi
from graphs import crossroads, graph, graphs, node, renamed
from graphs import edge as tie
from hypothesis import given, settings
from rdflib.compare import isomorphic

import graphmodel as gm
from graphmodel import exports, schema
from graphmodel.errors import ConfigError, SeedError
from graphmodel.exports.document import json_schema
from graphmodel.period import Validity

if TYPE_CHECKING:
    from command import Type

    from graphmodel.model import Graph
    from graphmodel.period import Bounds

DAY = "2021-12-01"
ONE_FILE = [name for name, each in exports.FORMATS.items() if each.ending]
SHAPES = Path(__file__).parent / "cpov" / "shacl.ttl"
GM, ORG, PROV, SKOS, CV = (
    rdflib.Namespace(iri)
    for iri in (
        "urn:graphmodel:term:",
        "http://www.w3.org/ns/org#",
        "http://www.w3.org/ns/prov#",
        "http://www.w3.org/2004/02/skos/core#",
        "http://data.europa.eu/m8g/",
    )
)


@pytest.fixture(scope="module")
def record() -> Graph:
    return shipped_record.record()


def _written(graph: Graph, folder: Path, name: str) -> Path:
    return gm.export(graph, folder / f"g{exports.FORMATS[name].ending}", name)[0]


def _networks(graph: Graph, folder: Path) -> dict[str, Any]:
    return {
        "graphml": nx.read_graphml(_written(graph, folder, "graphml"), force_multigraph=True),
        "gexf": nx.MultiDiGraph(nx.read_gexf(_written(graph, folder, "gexf"))),
    }


# --- what every network program reads ---------------------------------------------------------------------------


@pytest.mark.parametrize("on", [None, DAY])
def test_networkx_reads_each_node_and_tie_with_its_direction(record: Graph, tmp_path: Path, on: str | None) -> None:
    part = record.at(on) if on else record
    for network in _networks(part, tmp_path).values():
        assert set(network) == set(part.nodes)
        read = {
            data.get("id", key): (tail, head, data["kind"])
            for tail, head, key, data in network.edges(keys=True, data=True)
        }
        assert read == {id_: (edge.from_id, edge.to_id, edge.type) for id_, edge in part.edges.items()}


def test_networkx_reads_what_is_told_of_a_tie(record: Graph, tmp_path: Path) -> None:
    told = next(each for each in record.edges.values() if each.role and each.since and each.confidence == "inferred")
    for network in _networks(record, tmp_path).values():
        data = network.edges[told.from_id, told.to_id, told.id]
        assert data["role"] == told.role
        assert data["valid_from"] == told.since
        assert data["confidence"] == "inferred"
        assert data["status"] == "recorded"
        assert data["citations"] == "; ".join(map(str, told.cites))
        assert network.nodes[told.to_id]["name"] == record.name(told.to_id)


@settings(max_examples=10)
@given(graphs())
def test_any_text_survives_graphml_and_gexf(graph: Graph) -> None:
    with TemporaryDirectory() as folder:
        for network in _networks(graph, Path(folder)).values():
            names = {id_: data["name"] for id_, data in network.nodes(data=True)}
            assert names == {id_: each.name for id_, each in graph.nodes.items()}
            notes = {data.get("id", key): data.get("note") for *_, key, data in network.edges(keys=True, data=True)}
            assert notes == {id_: each.note for id_, each in graph.edges.items()}


@settings(max_examples=10)
@given(graphs())
def test_a_spell_covers_the_days_on_which_a_tie_may_hold(graph: Graph) -> None:
    with TemporaryDirectory() as folder:
        root = ET.parse(_written(graph, Path(folder), "gexf")).getroot()  # noqa: S314 - our own
    space = {"g": "http://www.gexf.net/1.2draft"}
    found = {each.get("id"): each for each in (*root.iterfind(".//g:node", space), *root.iterfind(".//g:edge", space))}
    days = [date(year, 7, 1) for year in range(1985, 2040, 5)]
    for id_ in graph.edges:
        element = found[id_]
        bounds = graph.bounds(id_)
        borders = [
            day for day in (bounds.from_earliest, bounds.from_latest, bounds.to_earliest, bounds.to_latest) if day
        ]
        near = [each for day in borders if date.min < day < date.max for each in (day, day - timedelta(days=1))]
        over_time = [each for each in element.iterfind(".//g:attvalue", space) if each.get("for") == "over_time"]
        for day in [*days, *near]:
            held = graph.validity(id_, day)
            assert _covers(element, day) is (held is not Validity.NO)
            told = {each.get("value") for each in over_time if _covers(each, day)}
            assert told == (set() if held is Validity.NO else {str(held)})


def _covers(element: ET.Element, day: date) -> bool:
    return (element.get("start") or "") <= day.isoformat() <= (element.get("end") or "9999-12-31")


@pytest.mark.gephi
def test_gephi_reads_each_node_and_tie_with_its_direction_and_time(record: Graph, tmp_path: Path) -> None:
    read = read_with_gephi(_written(record, tmp_path, "gexf"))
    assert read.complaints == []
    assert read.defaults == ("DIRECTED", "DATE", "INTERVAL")
    assert {id_: each.kind for id_, each in read.nodes.items()} == {
        id_: each.kind for id_, each in record.nodes.items()
    }
    ties = {id_: (each.source, each.target, each.direction, each.kind) for id_, each in read.edges.items()}
    assert ties == {id_: (each.from_id, each.to_id, "directed", each.type) for id_, each in record.edges.items()}
    spells = {id_: each.spell for id_, each in (read.nodes | read.edges).items()}
    assert spells == {id_: _gephi_spell(record.bounds(id_)) for id_ in (*record.nodes, *record.edges)}


def _gephi_spell(bounds: Bounds) -> str:
    """Return the time of an element as Gephi tells it: milliseconds of the first and of the last day."""
    first, end = (
        None if day is None else (day - date(1970, 1, 1)).days * 86_400_000.0
        for day in (bounds.from_earliest, bounds.to_latest)
    )
    if first is None and end is None:
        return ""
    last = "Infinity" if end is None else str(end - 86_400_000.0)
    return f"<[{'-Infinity' if first is None else first}, {last}]>"


@pytest.mark.gephi
def test_gephi_shows_from_when_a_tie_holds_for_certain(tmp_path: Path) -> None:
    read = read_with_gephi(_written(crossroads(), tmp_path, "gexf"))
    first, sure = (datetime(2021, *day, tzinfo=UTC).timestamp() * 1000 for day in ((6, 1), (6, 30)))
    assert read.edges["board:steers:network"].spell == f"<[{first}, Infinity]>"
    assert f"[{sure}, Infinity, yes]" in read.edges["board:steers:network"].validity


@pytest.mark.gephi
def test_gephi_reads_graphml(tmp_path: Path) -> None:
    read = read_with_gephi(_written(crossroads(), tmp_path, "graphml"))
    assert read.complaints == []
    ties = {id_: (each.source, each.target, each.direction, each.kind) for id_, each in read.edges.items()}
    assert ties == {id_: (each.from_id, each.to_id, "directed", each.type) for id_, each in crossroads().edges.items()}


# --- tables -----------------------------------------------------------------------------------------------------


def test_lists_hold_each_node_and_tie(record: Graph, tmp_path: Path) -> None:
    gm.export(record, tmp_path, "csv", on=DAY)
    part = record.at(DAY)
    with (tmp_path / "edges.csv").open(encoding="utf-8", newline="") as file:
        edges = {row["id"]: row for row in csv.DictReader(file)}
    with (tmp_path / "nodes.csv").open(encoding="utf-8", newline="") as file:
        nodes = {row["id"]: row for row in csv.DictReader(file)}
    assert nodes.keys() == part.nodes.keys()
    assert {id_: (row["from"], row["to"]) for id_, row in edges.items()} == {
        id_: (edge.from_id, edge.to_id) for id_, edge in part.edges.items()
    }
    assert {id_: row["grade"] for id_, row in edges.items()} == {id_: str(part.grade(id_)) for id_ in part.edges}
    assert {id_: row["number"] for id_, row in nodes.items()} == {id_: n.number or "" for id_, n in part.nodes.items()}


def test_a_formula_in_a_list_is_text(tmp_path: Path) -> None:
    gm.export(graph([node("town", name="=1+1")], []), tmp_path, "csv")
    with (tmp_path / "nodes.csv").open(encoding="utf-8", newline="") as file:
        assert next(csv.DictReader(file))["name"] == "'=1+1"


@settings(max_examples=10)
@given(graphs())
def test_parquet_keeps_days_and_lists(graph: Graph) -> None:
    with TemporaryDirectory() as folder:
        gm.export(graph, folder, "parquet")
        nodes, edges = (pq.read_table(Path(folder) / f"{each}.parquet").to_pylist() for each in ("nodes", "edges"))
    assert {row["id"]: row["name"] for row in nodes} == {id_: each.name for id_, each in graph.nodes.items()}
    for row in edges:
        edge, bounds = graph.edges[row["id"]], graph.bounds(row["id"])
        assert (row["from"], row["to"], row["citations"]) == (edge.from_id, edge.to_id, list(map(str, edge.cites)))
        assert (row["from_earliest"], row["to_latest"]) == (bounds.from_earliest, bounds.to_latest)


# --- JSON -------------------------------------------------------------------------------------------------------


@settings(max_examples=50)
@given(graphs())
def test_json_is_read_back_equal(graph: Graph) -> None:
    with TemporaryDirectory() as folder:
        path = _written(graph, Path(folder), "json")
        jsonschema.validate(json.loads(path.read_text("utf-8")), json_schema())
        assert gm.read(path) == graph


def test_the_graph_of_a_day_is_read_back_with_its_grades(record: Graph, tmp_path: Path) -> None:
    part = record.at(DAY)
    read = gm.read(_written(part, tmp_path, "json"))
    assert read == part
    ids = [*part.nodes, *part.edges]
    assert [read.grade(id_) for id_ in ids] == [part.grade(id_) for id_ in ids]


def test_the_shipped_schema_is_that_of_the_form(record: Graph, tmp_path: Path) -> None:
    schema = json.loads((Path(__file__).parent.parent / "docs" / "reference" / "graph.schema.json").read_text("utf-8"))
    assert schema == json_schema()
    document = json.loads(_written(record.at(DAY), tmp_path, "json").read_text("utf-8"))
    jsonschema.Draft202012Validator(schema).validate(document)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda told: told | {"version": 2}, "has the version 2; this graphmodel reads 1"),
        (lambda told: told | {"model": 2}, "has the model 2; this graphmodel knows 1"),
        (lambda told: told | {"format": "x"}, "is no graph of ours"),
        (lambda told: told | {"node": []}, "the key 'node' is not known; did you mean 'nodes'"),
        (lambda told: told | {"nodes": 1}, "nodes: expected a list"),
        (lambda told: told | {"nodes": [1]}, r"nodes\[0\]: expected an object"),
        (lambda told: told | {"sources": []}, "unknown|no source"),
        (lambda told: told | {"day": "2021"}, "names more than one day"),
        (lambda told: told | {"day": 3}, "is not a day"),
        (lambda told: told | {"translations": []}, "translations: expected an object"),
        (lambda told: told["nodes"][0].update(kind="Ministery") or told, "did you mean 'Ministry'"),
        (lambda told: told["nodes"][0].update(kind=[]) or told, "kind"),
        (lambda told: told["edges"][0].update(since="soon") or told, r"edges\[0\] \(.*\): since: .*is not a date"),
        (lambda told: told["edges"][0].update({"from": 3}) or told, "from: "),
    ],
)
def test_a_damaged_document_is_told_in_one_message(change: Any, message: str, tmp_path: Path) -> None:
    path = _written(crossroads(), tmp_path, "json")
    path.write_text(json.dumps(change(json.loads(path.read_text("utf-8")))), encoding="utf-8")
    with pytest.raises(SeedError, match=message):
        gm.read(path)


@pytest.mark.parametrize(
    "text", ["", "{", "[" * 100_000, f'{{"version": {"9" * 6000}}}', '{"format": "graphmodel", "format": 1}', "\ud800"]
)
def test_what_is_no_json_is_told_in_one_message(text: str, tmp_path: Path) -> None:
    (tmp_path / "g.json").write_text(text, encoding="utf-8", errors="surrogatepass")
    with pytest.raises(SeedError, match=r"g\.json"):
        gm.read(tmp_path / "g.json")


# --- linked data ------------------------------------------------------------------------------------------------


def _triples(graph: Graph, folder: Path, name: str) -> rdflib.Graph:
    format_ = {"turtle": "turtle", "jsonld": "json-ld"}[name]
    return rdflib.Graph().parse(_written(graph, folder, name), format=format_)


@cache
def _triples_of_record(on: str | None) -> rdflib.Graph:
    record = shipped_record.record()
    with TemporaryDirectory() as folder:
        return _triples(record.at(on) if on else record, Path(folder), "turtle")


the_record_as_triples = pytest.mark.xdist_group("the record as triples")  # which takes long to read, so once


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # by rdflib itself, when it reads JSON-LD
@settings(max_examples=10, deadline=None)
@given(graphs())
def test_turtle_and_jsonld_tell_the_same(graph: Graph) -> None:
    with TemporaryDirectory() as folder:
        one, other = (_triples(graph, Path(folder), name) for name in ("turtle", "jsonld"))
    assert isomorphic(one, other)
    for id_, each in graph.nodes.items():
        subject = rdflib.URIRef(f"urn:graphmodel:node:{id_}")
        assert rdflib.Literal(each.name, lang="nb") in one.objects(subject, SKOS.prefLabel)


@the_record_as_triples
@pytest.mark.wide
@pytest.mark.parametrize("on", [None, DAY])
def test_the_record_fits_the_shapes_of_the_eu(on: str | None) -> None:
    told = _triples_of_record(on)
    fits, _, report = pyshacl.validate(told, shacl_graph=rdflib.Graph().parse(SHAPES), inference="none")
    assert fits, report
    assert len(set(told.subjects(rdflib.RDF.type, CV.PublicOrganisation))) > 300
    assert len(set(told.subjects(rdflib.RDF.type, ORG.ChangeEvent))) > 5 or on


def test_a_name_in_no_language_does_not_fit_the_shapes(tmp_path: Path) -> None:
    path = _written(crossroads(), tmp_path, "turtle")
    broken = rdflib.Graph().parse(data=path.read_text("utf-8").replace('"Ministry"@nb', '"Ministry"'))
    assert not pyshacl.validate(broken, shacl_graph=rdflib.Graph().parse(SHAPES))[0]


@pytest.mark.wide
@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # by rdflib itself, when it reads JSON-LD
def test_a_tie_is_told_with_its_source_period_and_direction(record: Graph, tmp_path: Path) -> None:
    told = _triples(record, tmp_path, "jsonld")
    for edge in record.edges.values():
        subject = rdflib.URIRef(f"urn:graphmodel:tie:{edge.id}")
        assert told.value(subject, rdflib.RDF.subject) == rdflib.URIRef(f"urn:graphmodel:node:{edge.from_id}")
        assert told.value(subject, rdflib.RDF.object) == rdflib.URIRef(f"urn:graphmodel:node:{edge.to_id}")
        assert {str(each) for each in told.objects(subject, PROV.wasDerivedFrom)} == {
            f"urn:graphmodel:source:{cite.source}" for cite in edge.cites
        }
    members = set(told.subject_objects(ORG.member))
    assert members
    assert not [subject for subject, _ in members if told.value(subject, GM.status) != rdflib.Literal("recorded")]


def test_a_merger_is_one_change_event(tmp_path: Path) -> None:
    towns = [node(id_, "Municipality", until="2019-12-31") for id_ in ("north", "south")]
    both = node("both", "Municipality", since="2020-01-01")
    edges = [tie(id_, "SUCCEEDED_BY", "both", since="2020-01-01") for id_ in ("north", "south")]
    told = _triples(graph([*towns, both], edges), tmp_path, "turtle")
    (event,) = told.subjects(rdflib.RDF.type, ORG.ChangeEvent)
    assert {str(each).rpartition(":")[2] for each in told.objects(event, ORG.originalOrganization)} == {
        "north",
        "south",
    }
    assert {str(each).rpartition(":")[2] for each in told.objects(event, ORG.resultingOrganization)} == {"both"}
    assert str(told.value(event, PROV.startedAtTime)) == "2020-01-01T00:00:00"


@the_record_as_triples
@pytest.mark.wide
def test_the_graph_of_a_day_has_the_names_of_the_day(tmp_path: Path) -> None:
    triples = _triples(renamed().at("2021-07-15"), tmp_path, "turtle")
    labels = {*triples.objects(rdflib.URIRef("urn:graphmodel:node:network"), SKOS.prefLabel)}
    assert labels == {rdflib.Literal("Before", lang="nb")}
    then = renamed().at("2021-07-15").to_pandas().nodes.loc["network"]
    assert (then["name"], pd.isna(then["name_en"])) == ("Before", True)


def test_only_the_graph_of_a_day_has_triples_without_time(record: Graph) -> None:
    assert not list(_triples_of_record(None).subject_objects(ORG.subOrganizationOf))
    part = record.at(DAY)
    told = {
        (str(one).rpartition(":")[2], str(other).rpartition(":")[2])
        for one, other in _triples_of_record(DAY).subject_objects(ORG.reportsTo)
    }
    assert told == {
        (edge.from_id, edge.to_id)
        for edge in part.ties.values()
        if edge.type == "REPORTS_TO" and str(part.grade(edge.id)) in {"presumed", "certain"}
    }


# --- data frames and networks ------------------------------------------------------------------------------------


def test_pandas_counts_what_the_record_holds(record: Graph) -> None:
    part = record.at(DAY)
    nodes, edges, sources = part.to_pandas()
    assert list(nodes.index) == list(part.nodes)
    assert list(sources.index) == list(part.sources)
    assert (edges["from"].to_dict(), edges["to"].to_dict()) == (
        {id_: edge.from_id for id_, edge in part.edges.items()},
        {id_: edge.to_id for id_, edge in part.edges.items()},
    )
    assert edges["grade"].to_dict() == {id_: str(part.grade(id_)) for id_ in part.edges}
    began = edges["from_earliest"].dropna()
    assert began.dt.date.to_dict() == {
        id_: day for id_ in part.edges if (day := part.bounds(id_).from_earliest) is not None
    }


def test_data_frames_have_the_columns_of_a_store_also_when_empty() -> None:
    nodes, edges, sources = gm.Graph().to_pandas()
    assert {*nodes.columns, "id"} == {*schema.node_properties("Body"), "family"}
    assert {*edges.columns, "id"} == {*schema.edge_properties("MEMBER_OF"), "from", "to"}
    assert {*sources.columns, "id"} == {*schema.node_properties("Source")}


def test_the_network_of_bodies_can_be_written_by_networkx(record: Graph, tmp_path: Path) -> None:
    network = gm.influence_network(record, on=DAY, bodies=True)
    assert {node for node in network if record.nodes[node].family != "Body"} == set()
    whole = gm.influence_network(record, on=DAY)
    assert set(network.edges) == {each for each in whole.edges if each[0] in network and each[1] in network}
    nx.write_gexf(network, tmp_path / "g.gexf")
    nx.write_graphml(network, tmp_path / "g.graphml")
    assert set(nx.read_graphml(tmp_path / "g.graphml")) == set(network)


# --- ArchiMate --------------------------------------------------------------------------------------------------


def test_archimate_has_each_element_and_relationship_once(record: Graph, tmp_path: Path) -> None:
    root = ET.parse(_written(record, tmp_path, "archimate")).getroot()  # noqa: S314 - our own
    space = {"a": "http://www.opengroup.org/xsd/archimate/3.0/"}
    type_of = "{http://www.w3.org/2001/XMLSchema-instance}type"
    identifiers = [each.get("identifier") for each in root.iter() if each.get("identifier")]
    assert len(identifiers) == len(set(identifiers))
    relationships = {
        each.get("identifier", ""): each for each in root.iterfind("a:relationships/a:relationship", space)
    }
    for id_, edge in record.edges.items():
        told = relationships[f"tie-{id_.replace(':', '.')}"]
        ends = (told.get("source"), told.get("target"))
        expected = (f"id-{edge.from_id}", f"id-{edge.to_id}")
        assert ends == (expected[::-1] if told.get(type_of) == "Aggregation" else expected)
    defined = {each.get("identifier") for each in root.iterfind(".//a:propertyDefinition", space)}
    assert {each.get("propertyDefinitionRef") for each in root.iterfind(".//a:property", space)} <= defined
    assert {each.get(end) for each in relationships.values() for end in ("source", "target")} <= set(identifiers)
    held = {
        (str(each.get("source")), str(each.get("target")), str(each.get(type_of)))
        for id_, each in relationships.items()
        if id_.startswith("held-2020-01-01")
    }
    assert held == {
        (
            "plateau-2020-01-01",
            f"id-{id_}",
            "Aggregation" if record.validity(id_, "2020-01-01") is Validity.YES else "Association",
        )
        for id_ in record.nodes
        if record.validity(id_, "2020-01-01")
    }


# --- all formats ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", sorted(exports.FORMATS))
def test_equal_graphs_give_equal_files(name: str, tmp_path: Path) -> None:
    one, other = (gm.export(crossroads(), tmp_path / each, name) for each in ("one", "other"))
    assert [path.read_bytes() for path in one] == [path.read_bytes() for path in other]


@pytest.mark.parametrize("name", [each for each in sorted(exports.FORMATS) if each != "neo4j-admin"])
def test_an_empty_graph_is_exported(name: str, tmp_path: Path) -> None:
    assert gm.export(gm.Graph(), tmp_path / "g", name)


@pytest.mark.parametrize(
    ("path", "format_", "message"),
    [
        ("g", None, "does not say in which format: end it in one of .json"),
        ("g.docx", None, "does not say in which format"),
        ("g.json", "gefx", "'gefx' is not a format: expected .*; did you mean 'gexf'"),
    ],
)
def test_a_format_that_is_not_known_is_told_and_nothing_written(
    path: str, format_: str | None, message: str, tmp_path: Path
) -> None:
    with pytest.raises(ConfigError, match=message):
        gm.export(crossroads(), tmp_path / path, format_)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("path", "format_"), [("lists", "csv"), ("", "csv"), ("g.json", None)])
def test_nothing_is_exported_among_the_seeds_that_were_read(path: str, format_: str | None, tmp_path: Path) -> None:
    gm.write(crossroads(), tmp_path / "seeds")
    record = gm.read(tmp_path / "seeds")
    files = sorted(tmp_path.rglob("*"))
    with pytest.raises(ConfigError, match="is among the seeds that are read"):
        gm.export(record.at(DAY), tmp_path / "seeds" / path, format_)
    assert sorted(tmp_path.rglob("*")) == files
    assert gm.export(record, tmp_path / "elsewhere", "csv")


@pytest.mark.parametrize("name", ONE_FILE)
def test_a_writer_that_fails_leaves_what_was_there(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = _written(crossroads(), tmp_path, name)
    before = path.read_bytes()

    def broken(_graph: Graph) -> Any:
        def parts() -> Any:
            yield before[:100]
            raise OSError(28, "No space left on device")

        yield "", parts()

    monkeypatch.setitem(exports.FORMATS, name, exports.Format(broken, exports.FORMATS[name].ending))
    with pytest.raises(ConfigError, match="No space left on device"):
        gm.export(crossroads(), path, name)
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_the_command_writes_the_graph_of_a_day(type_: Type, tmp_path: Path) -> None:  # noqa: F811 - the fixture
    ended = type_("export", "gexf", "-o", str(tmp_path / "g.gexf"), "--on", DAY)
    assert (ended.code, ended.err) == (0, f"wrote {tmp_path / 'g.gexf'}\n")
    assert set(nx.read_gexf(tmp_path / "g.gexf")) == set(gm.read().at(DAY).nodes)
    ended = type_("export", "gefx", "-o", str(tmp_path / "h.gexf"))
    assert ended.code == 2
    assert "did you mean 'gexf'" in ended.err

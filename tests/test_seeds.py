"""The shipped seeds: what is in them, to the last figure, and that each fact names its source."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import jsonschema
import pytest
import yaml

from graphmodel.checks import report
from graphmodel.model import Body, Edge, Graph, Municipality, Node, RepresentedIn
from graphmodel.period import Validity, parse
from graphmodel.seeds import json_schemas, read, read_draft

SEEDS = Path(__file__).resolve().parent.parent / "seeds"
FILES = sorted(SEEDS.rglob("*.yaml"))


@pytest.fixture(scope="module")
def graph() -> Graph:
    return read(SEEDS)


def municipalities(graph: Graph, day: str) -> list[Node]:
    return [node for node in graph.at(day).nodes.values() if isinstance(node, Municipality)]


def numbers_on(node: Node, day: str) -> list[str]:
    if not node.numbers:
        return [node.number or ""]
    return [number.number for number in node.numbers if number.bounds.at(parse(day).earliest) is Validity.YES]


# --- nothing is lost --------------------------------------------------------------------------------------------


def test_all_statements_are_there(graph: Graph) -> None:
    assert (len(graph.nodes), len(graph.edges), len(graph.sources), len(graph.surveys)) == (796, 2606, 347, 47)


def test_all_kinds_of_node_are_there(graph: Graph) -> None:
    assert Counter(node.kind for node in graph.nodes.values()) == {
        "Agreement": 5,
        "Association": 8,
        "Committee": 46,
        "Company": 6,
        "CooperationBody": 20,
        "CoordinationStructure": 6,
        "County": 33,
        "CountyAuthority": 19,
        "CountyGovernor": 11,
        "Decision": 5,
        "Goal": 18,
        "HealthTrust": 32,
        "Institution": 7,
        "IntermunicipalCooperation": 9,
        "Ministry": 4,
        "Municipality": 471,
        "Network": 21,
        "Plan": 8,
        "Programme": 24,
        "RegionalCouncil": 5,
        "Service": 2,
        "StateBody": 21,
        "Strategy": 9,
        "WhitePaper": 6,
    }


def test_all_kinds_of_edge_are_there(graph: Graph) -> None:
    assert Counter(edge.type for edge in graph.edges.values()) == {
        "ADVISES": 33,
        "COOPERATES_WITH": 21,
        "ESTABLISHED": 87,
        "FOLLOWS_UP": 128,
        "FUNDS": 20,
        "HOSTS": 17,
        "LEADS": 29,
        "MANDATES": 19,
        "MEMBER_OF": 1174,
        "OWNS": 82,
        "PART_OF": 551,
        "REPORTS_TO": 18,
        "REPRESENTED_IN": 229,
        "SECRETARIAT_FOR": 12,
        "STEERS": 9,
        "SUCCEEDED_BY": 177,
    }


def test_dates_roles_notes_reasoning_and_citations_are_there(graph: Graph) -> None:
    statements = [*graph.nodes.values(), *graph.edges.values()]
    fields = ("since", "until", "as_of", "note", "reasoning", "conflict")
    assert {field: sum(bool(getattr(each, field)) for each in statements) for field in fields} == {
        "since": 1864,
        "until": 490,
        "as_of": 2717,
        "note": 800,
        "reasoning": 660,
        "conflict": 25,
    }
    assert sum(len(each.cites) for each in statements) == 8237
    assert sum(citation.locator is not None for each in statements for citation in each.cites) == 4839
    assert sum(each.founding for each in statements) == 197
    assert sum(each.confidence == "inferred" for each in statements) == 659
    assert sum(edge.called_for for edge in graph.edges.values()) == 22
    assert sum(edge.role is not None for edge in graph.edges.values()) == 2508


def test_two_terms_between_the_same_bodies_are_two_edges(graph: Graph) -> None:
    terms = [edge for edge in graph.edges_to("helsefellesskap-agder") if edge.type == "LEADS" and "hf" in edge.from_id]
    assert [edge.id for edge in terms] == [
        "sorlandet-sykehus-hf:leads:helsefellesskap-agder",
        "sorlandet-sykehus-hf:leads:helsefellesskap-agder:2",
    ]
    own = [edge for edge in graph.edges.values() if edge.id != edge.default_id(edge.from_id, edge.to_id)]
    assert len(own) == 8


def test_all_municipalities_and_county_authorities_of_a_day_are_members_of_ks(graph: Graph) -> None:
    of_the_sector = {node.id for node in graph.nodes.values() if node.kind in {"Municipality", "CountyAuthority"}}
    members = {edge.from_id: edge for edge in graph.edges_to("ks") if edge.type == "MEMBER_OF"}
    assert set(members) == of_the_sector
    assert {edge.role for edge in members.values()} == {"medlem"}


# --- seats, copies, classes -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("id_", "capacity", "on_behalf_of", "appointed_by"),
    [
        ("farsund-kommune:represented-in:felles-regional-styringsgruppe-e-helse", None, ("lister-ipr",), ()),
        ("lister-ipr:represented-in:digi-agder", None, (), ("regionale-kdu",)),
        ("bodo-kommune:represented-in:kommit-radet", None, ("nordland-fylke", "digi-nordland"), ()),
        ("kristiansand-kommune:represented-in:digitaliseringsutvalget", None, ("agder-fylke",), ()),
        ("kristiansand-kommune:represented-in:ks-hovedstyret", "votes", ("ks",), ("ks-landsting",)),
        ("grimstad-kommune:represented-in:sorlandsradet", "speaks", (), ()),
        ("aseral-kommune:represented-in:lindesnesregionen", "observes", (), ()),
        ("ks:represented-in:nasjonalt-utvalg-for-fag-og-arkitektur", "appoints", (), ()),
    ],
)
def test_a_seat_is_one_tie_that_says_for_whom_it_is_held(
    graph: Graph, id_: str, capacity: str | None, on_behalf_of: tuple[str, ...], appointed_by: tuple[str, ...]
) -> None:
    seat = graph.edges[id_]
    assert isinstance(seat, RepresentedIn)
    assert (seat.capacity, seat.on_behalf_of, seat.appointed_by) == (capacity, on_behalf_of, appointed_by)
    held = [edge for edge in graph.edges_to(seat.to_id) if edge.from_id in seat.on_behalf_of and edge.type == seat.type]
    assert held == []


def test_what_stands_for_a_class_of_bodies_says_so(graph: Graph) -> None:
    assert {node.id for node in graph.nodes.values() if isinstance(node, Body) and node.class_of_bodies} == {
        "regional-gruppe-e-helse-ks",
        "regionale-digitaliseringsnettverk",
        "regionale-kdu",
        "samhandlingsrad-agder",
        "statsforvalterne",
        "strategiske-rad-agder",
    }


def test_sources_that_are_read_as_copies_say_so(graph: Graph) -> None:
    copies = {source.id for source in graph.sources.values() if source.standing == "copy"}
    assert len(copies) == 30
    assert {"seed-002", "gardenberg-1920"} <= copies


def test_a_first_day_is_as_long_as_anyone_looks_back_only_where_that_is_known(graph: Graph) -> None:
    always = [node for node in graph.nodes.values() if node.since == ".."]
    assert {node.kind for node in always} == {
        "County",
        "CountyAuthority",
        "CountyGovernor",
        "Municipality",
        "StateBody",
    }
    assert len(always) == 457
    assert {edge.type for edge in graph.edges.values() if edge.since == ".."} == {"PART_OF"}


# --- names and numbers through time -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("id_", "day", "name"),
    [
        ("digi-agder", "2021-04-01", "Ett digitalt Agder"),
        ("digi-agder", "2021-06-01", "Ett digitalt Agder"),
        ("digi-agder", "2021-08-31", "Ett digitalt Agder"),
        ("digi-agder", "2021-10-01", "Ett digitalt Agder / Digi Agder"),
        ("digi-agder", "2021-12-01", "Digi Agder"),
        ("digi-agder", "2022-01-01", "Digi Agder"),
        ("statsforvalteren-i-agder", "2018-12-31", "Fylkesmannen i Aust- og Vest-Agder"),
        ("statsforvalteren-i-agder", "2019-01-01", "Fylkesmannen i Agder"),
        ("statsforvalteren-i-agder", "2020-12-31", "Fylkesmannen i Agder"),
        ("statsforvalteren-i-agder", "2021-01-01", "Statsforvalteren i Agder"),
        ("statsforvalteren-i-rogaland", "2015-01-01", "Fylkesmannen i Rogaland"),
        ("statsforvalteren-ostfold-buskerud-oslo-og-akershus", "2022-01-01", "Statsforvalteren i Oslo og Viken"),
        ("region-kristiansand", "2017-12-31", "Knutepunkt Sørlandet"),
        ("region-kristiansand", "2018-01-01", "Region Kristiansand"),
        ("ostre-agder-kdu", "2021-12-31", "Østre Agder rådmannsutvalg"),
        ("ostre-agder-kdu", "2022-01-01", "Østre Agder kommunedirektørutvalg"),
        ("ostre-agder", "2022-01-01", "Østre Agder-samarbeidet (Østre Agder interkommunalt politisk råd)"),
        ("lister-ipr", "2022-01-01", "Lister interkommunale politiske råd (Listersamarbeidet)"),
        ("setesdal-ipr", "2022-01-01", "Setesdal interkommunalt politisk råd"),
        ("kdk-agder", "2021-06-01", "Kommunedirektørkollegiet Agder (KDK)"),
        ("sorlandsradet", "2013-01-01", "Politisk samordningsgruppe for Regionplan Agder 2020 (PSG)"),
        ("sorlandsradet", "2016-02-01", "Sørlandsrådet"),
        ("nesbyen-kommune", "2019-12-31", "Nes kommune"),
        ("nesbyen-kommune", "2020-01-01", "Nesbyen kommune"),
        ("valer-ostfold-kommune", "2019-12-31", "Våler kommune (Østfold)"),
        ("valer-ostfold-kommune", "2021-01-01", "Våler kommune (Viken)"),
        ("valer-ostfold-kommune", "2024-01-01", "Våler kommune (Østfold)"),
        ("kautokeino-kommune", "2024-01-01", "Kautokeino kommune"),
        ("fauske-kommune", "2015-01-01", "Fauske kommune"),
    ],
)
def test_a_body_has_the_name_of_the_day(graph: Graph, id_: str, day: str, name: str) -> None:
    assert graph.name(id_, on=day) == name


@pytest.mark.parametrize(
    ("id_", "name", "language", "since"),
    [
        ("kautokeino-kommune", "Guovdageaidnu", "se", None),
        ("porsanger-kommune", "Porsanki", "fkv", None),
        ("kafjord-kommune", "Kaivuono", "fkv", "2016-04-15"),
        ("fauske-kommune", "Fuossko", "smj", "2016-04-15"),
        ("hattfjelldal-kommune", "Aarborte", "sma", "2019-06-14"),
        ("oslo-kommune", "Oslove", "sma", "2026-01-01"),
        ("trondheim-kommune", "Tråante", "sma", None),
    ],
)
def test_sami_and_kven_names_are_there(graph: Graph, id_: str, name: str, language: str, since: str | None) -> None:
    (found,) = [each for each in graph.nodes[id_].names if each.name == name]
    assert (found.language, found.since) == (language, since)
    assert "ssb-flersprak" in {citation.source for citation in graph.nodes[id_].cites}


def test_an_old_name_whose_end_is_not_known_has_ended(graph: Graph) -> None:
    old = {(node.id, name.name) for node in graph.nodes.values() for name in node.names if name.until == "unknown"}
    assert old == {
        ("finnmarkssykehuset-hf", "Helse Finnmark HF"),
        ("kdk-agder", "Rådmannsforum"),
        ("lister-ipr", "Listerrådet"),
        ("nasjonalt-utvalg-for-it-prioritering", "Nasjonalt utvalg for IT-prioritering i helse- og omsorgssektoren"),
        ("ostre-agder", "8-K-samarbeidet"),
        ("samhandlingsrad-agder", "Regionale samarbeidsutvalg (fem)"),
        ("setesdal-ipr", "Setesdal regionråd"),
    }


@pytest.mark.parametrize(
    ("day", "number_of_municipalities", "number_of_counties"),
    [
        ("2016-06-01", 428, 19),
        ("2017-06-01", 426, 19),
        ("2018-06-01", 422, 18),
        ("2019-12-31", 422, 18),
        ("2020-01-01", 356, 11),
        ("2023-12-31", 356, 11),
        ("2024-01-01", 357, 15),
    ],
)
def test_every_municipality_of_a_day_is_there_with_one_number_of_its_own(
    graph: Graph, day: str, number_of_municipalities: int, number_of_counties: int
) -> None:
    found = municipalities(graph, day)
    numbers = [number for node in found for number in numbers_on(node, day)]
    assert len(found) == len(numbers) == len(set(numbers)) == number_of_municipalities
    counties = [node.number for node in graph.at(day).nodes.values() if node.kind == "County"]
    assert len(counties) == len(set(counties)) == number_of_counties


@pytest.mark.parametrize(
    ("id_", "numbers"),
    [
        ("oslo-kommune", []),
        ("risor-kommune", [("0901", "..", "2019-12-31"), ("4201", "2020-01-01", None)]),
        ("kristiansand-kommune", [("1001", "..", "2019-12-31"), ("4204", "2020-01-01", None)]),
        ("trondheim-kommune", [("1601", "..", "2017-12-31"), ("5001", "2018-01-01", None)]),
        ("stavanger-kommune", []),
        ("rindal-kommune", [("1567", "..", "2018-12-31"), ("5061", "2019-01-01", None)]),
        ("alesund-kommune", [("1507", "2020-01-01", "2023-12-31"), ("1508", "2024-01-01", None)]),
        (
            "halden-kommune",
            [("0101", "..", "2019-12-31"), ("3001", "2020-01-01", "2023-12-31"), ("3101", "2024-01-01", None)],
        ),
        ("hemne-kommune", [("1612", "..", "2017-12-31"), ("5011", "2018-01-01", "2019-12-31")]),
    ],
)
def test_renumberings_are_numbers_through_time(
    graph: Graph, id_: str, numbers: list[tuple[str, str | None, str | None]]
) -> None:
    assert [(each.number, each.since, each.until) for each in graph.nodes[id_].numbers] == numbers


@pytest.mark.parametrize(
    ("id_", "predecessors", "since"),
    [
        ("kristiansand-kommune", {"sogne-kommune", "songdalen-kommune"}, ".."),
        ("lindesnes-kommune", {"mandal-kommune", "marnardal-kommune"}, ".."),
        ("lyngdal-kommune", {"audnedal-kommune"}, ".."),
        ("trondheim-kommune", {"klaebu-kommune"}, ".."),
        ("stavanger-kommune", {"finnoy-kommune", "rennesoy-kommune"}, ".."),
        ("sandnes-kommune", {"forsand-kommune"}, ".."),
        ("moss-kommune", {"moss-kommune-til-2019", "rygge-kommune"}, "2020-01-01"),
        ("steinkjer-kommune", {"steinkjer-kommune-til-2019", "verran-kommune"}, "2020-01-01"),
        ("hitra-kommune", {"hitra-kommune-til-2019", "snillfjord-kommune"}, "2020-01-01"),
        ("narvik-kommune", {"narvik-kommune-til-2019", "ballangen-kommune", "tysfjord-kommune"}, "2020-01-01"),
        ("holmestrand-kommune", {"holmestrand-kommune-til-2019", "sande-vestfold-kommune"}, "2020-01-01"),
        ("holmestrand-kommune-til-2019", {"holmestrand-kommune-til-2017", "hof-kommune"}, "2018-01-01"),
        ("sandefjord-kommune", {"sandefjord-kommune-til-2016", "andebu-kommune", "stokke-kommune"}, "2017-01-01"),
        ("haram-kommune", {"alesund-kommune"}, "2024-01-01"),
        ("agder-fylke", {"aust-agder-fylke", "vest-agder-fylke"}, "2020-01-01"),
    ],
)
def test_mergers_and_divisions_are_successions(
    graph: Graph, id_: str, predecessors: set[str], since: str | None
) -> None:
    assert {edge.from_id for edge in graph.edges_to(id_) if edge.type == "SUCCEEDED_BY"} == predecessors
    assert graph.nodes[id_].since == since


def test_every_former_municipality_ends_the_day_before_it_is_succeeded(graph: Graph) -> None:
    former = [node for node in graph.nodes.values() if isinstance(node, Municipality) and node.until]
    assert len(former) == 114
    for node in former:
        succeeded = {edge.since for edge in graph.edges_from(node.id) if edge.type == "SUCCEEDED_BY"}
        assert {parse(day or "").earliest for day in succeeded} == {node.bounds.to_earliest}


# --- the founding documents -------------------------------------------------------------------------------------

BACKGROUND = [
    "digi-agder",
    "kdk-agder",
    "kdu-agder",
    "kdk-intensjon-2019",
    "kdk-tilslutning-2020",
    "kdk-navnevedtak-2021",
    "regionplan-agder-2030",
    "kdu-arbeidsgruppe-ett-digitalt-agder",
    "regional-samhandlingsstruktur-agder",
    "maal-gjennomforingskraft",
    "maal-agders-posisjon",
    "en-digital-offentlig-sektor",
    "handlingsplan-en-digital-offentlig-sektor",
    "regjeringen",
    "ks",
    "maal-en-digital-offentlig-sektor",
    "maal-enklere-hverdag",
    "maal-effektiv-ressursbruk",
    "maal-produktivitet",
    "ks-landsting",
    "ks-landsting-2020-vedtak",
    "ks-samstyringsstruktur",
    "regionale-digitaliseringsnettverk",
    "kommit-radet",
    "digitaliseringsutvalget",
    "fagrad-arkitektur",
    "fagrad-infosikkerhet",
    "ks-fiks",
]
DIGITALISATION = [
    "en-digital-offentlig-sektor",
    "meldst-27-2015-2016",
    "handlingsplan-en-digital-offentlig-sektor",
    "digdir",
    "ks",
    "samarbeidsavtale-kmd-ks",
    "kommunal-og-moderniseringsdepartementet",
    "regionplan-agder-2030",
    "maal-hele-agder",
    "maal-baerekraftig-region-2030",
    "maal-fns-baerekraftsmaal",
    "maal-levekar",
    "maal-klimagass-45-prosent",
    "maal-utnytte-digitalisering",
    "ostre-agder",
    "digitalisering-helse-ostre-agder",
    "rkg-e-helse-agder",
    "digi-agder",
    "velferdsteknologi-agder-2020",
    "e-helse-agder-2030",
    "agder-fylkeskommune",
    "regional-samhandlingsstruktur-agder",
    "maal-lik-tilgang",
]


@pytest.mark.parametrize(("source", "ids"), [("seed-000", BACKGROUND), ("seed-002", DIGITALISATION)])
def test_all_that_a_founding_document_names_cites_it(graph: Graph, source: str, ids: list[str]) -> None:
    missing = [id_ for id_ in ids if source not in {citation.source for citation in graph.nodes[id_].cites}]
    assert missing == []
    assert all(graph.nodes[id_].founding for id_ in ids)


@pytest.mark.parametrize(
    ("id_", "since"),
    [
        ("kdk-agder:established:kdk-intensjon-2019", "2019-11-29"),
        ("kdk-tilslutning-2020:mandates:digi-agder", "2020-11"),
        ("kdk-agder:established:digi-agder", "2021-21"),
        ("kdk-agder:established:kdk-navnevedtak-2021", "2021-23"),
        ("kdu-agder:steers:digi-agder", "2021"),
        ("ks-landsting:established:ks-landsting-2020-vedtak", "2020-02"),
        ("rkg-e-helse-agder:established:velferdsteknologi-agder-2020", "2016"),
        ("velferdsteknologi-agder-2020:succeeded-by:e-helse-agder-2030", "2019"),
    ],
)
def test_the_course_of_events_is_dated_as_the_documents_date_it(graph: Graph, id_: str, since: str) -> None:
    assert graph.edges[id_].since == since


# --- conflicts, surveys, checks ---------------------------------------------------------------------------------


def test_what_sources_disagree_on_stays_in_sight(graph: Graph) -> None:
    statements: list[Node | Edge] = [*graph.nodes.values(), *graph.edges.values()]
    told = {each.id for each in statements if each.conflict}
    assert told >= {
        "kommit-radet",
        "region-kristiansand",
        "helse-sor-ost-rhf",
        "regionplan-agder-2030",
        "ikt-referansegruppe-agder",
        "lindesnesregionen",
        "gulen-kommune:member-of:helsefellesskap-sogn-og-fjordane",
        "steinkjer-kommune:part-of:trondelag-fylke",
    }
    chosen = graph.edges["rkg-e-helse-agder:established:felles-regional-styringsgruppe-e-helse"]
    other = graph.edges["kdu-agder:established:felles-regional-styringsgruppe-e-helse"]
    assert (chosen.claim, other.claim) == ("chosen", "alternative")
    assert (chosen.conflicts_with, other.conflicts_with) == ((other.id,), (chosen.id,))


@pytest.mark.parametrize(
    ("id_", "size"),
    [
        ("kommuner-i-ostre-agder", 8),
        ("kommuner-i-region-kristiansand-2019", 10),
        ("kommuner-i-region-kristiansand", 6),
        ("kommuner-i-lister", 6),
        ("kommuner-i-setesdal", 5),
        ("kommuner-i-lindesnesregionen", 5),
        ("deltakere-i-digi-agder", 26),
        ("plasser-i-digi-agder", 8),
        ("sekretariat-for-digi-agder", 2),
        ("styring-av-digi-agder", 1),
        ("ledelse-av-digi-agder", 1),
        ("plasser-i-styringsgruppa-for-e-helse", 12),
        ("kommuner-i-kdk", 25),
        ("kommuner-i-rkg", 25),
        ("plasser-i-rkg", 8),
        ("parter-i-helsefellesskapet-agder", 26),
        ("kommuner-i-helsefellesskap-innlandet", 42),
        ("kommuner-i-helsefellesskap-troms-og-ofoten", 24),
        ("kommuner-i-helsefellesskap-vest-viken", 21),
        ("kommuner-i-helsefellesskap-fonna", 16),
        ("kommuner-i-helsefellesskap-vestfold", 6),
        ("plasser-i-digitaliseringsutvalget", 14),
        ("plasser-i-skate", 15),
        ("statsforvalterembetene", 10),
        ("kommuner-i-ks-2017", 426),
        ("medlemmer-i-ks-2020", 366),
        ("medlemmer-i-ks", 371),
        ("kommuner-i-agder-fylke", 25),
        ("kommuner-i-akershus-fylke", 21),
        ("kommuner-i-innlandet-fylke", 46),
        ("kommuner-i-nordland-fylke", 41),
        ("kommuner-i-oslo-fylke", 1),
        ("kommuner-i-trondelag-fylke", 38),
        ("kommuner-i-vestland-fylke", 43),
    ],
)
def test_a_list_that_is_said_to_be_complete_is(graph: Graph, id_: str, size: int) -> None:
    survey = graph.surveys[id_]
    on = parse(survey.on)
    found = [
        edge
        for edge in graph.edges_to(survey.node)
        if edge.type == survey.type
        and (not survey.kinds or graph.nodes[edge.from_id].kind in survey.kinds)
        and (graph.bounds(edge.id).at(on.earliest) or graph.bounds(edge.id).at(on.latest))
    ]
    assert len(found) == size


def test_the_surveyed_counties_hold_every_municipality_once(graph: Graph) -> None:
    surveyed = {survey.node for survey in graph.surveys.values() if survey.node.endswith("-fylke")}
    homes = Counter(
        edge.from_id
        for county in surveyed
        for edge in graph.edges_to(county)
        if isinstance(graph.nodes[edge.from_id], Municipality) and edge.until is None
    )
    assert len(surveyed) == 15
    assert set(homes.values()) == {1}
    assert set(homes) == {node.id for node in municipalities(graph, "2024-06-01")}


def test_every_municipality_but_gulen_is_in_one_health_community(graph: Graph) -> None:
    communities = Counter(
        edge.from_id
        for edge in graph.edges.values()
        if edge.type == "MEMBER_OF" and edge.to_id.startswith("helsefellesskap-") and edge.from_id.endswith("-kommune")
    )
    assert len(communities) == 357
    assert [id_ for id_, number in communities.items() if number != 1] == ["gulen-kommune"]


def test_the_shipped_seeds_are_clean_and_say_what_was_accepted() -> None:
    told = report(read_draft(SEEDS))
    assert told.exit_code == 0
    assert (told.counts()["error"], told.counts()["warning"]) == (0, 0)
    accepted = Counter(finding.code for finding in told.findings if finding.accepted)
    assert accepted == {"GM402": 14, "GM502": 4, "GM507": 2, "GM601": 22, "GM602": 25}


def test_every_body_is_told_of_in_a_note_or_a_list(graph: Graph) -> None:
    bare = [node.id for node in graph.nodes.values() if isinstance(node, Body) and not node.note and not node.number]
    assert bare == []


# --- the files --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.relative_to(SEEDS).as_posix())
def test_a_seed_file_fits_its_json_schema_and_names_it(file: Path) -> None:
    text = file.read_text("utf-8")
    (named,) = re.findall(r"^# yaml-language-server: \$schema=(\S+)$", text, re.MULTILINE)
    schema = (file.parent / named).resolve()
    expected = {"sources": "sources"}.get(file.parent.name) or (file.stem if file.stem in json_schemas() else "nodes")
    assert schema == SEEDS / "schema" / f"{expected}.json"
    jsonschema.validate(yaml.load(text, _EditorLoader), json_schemas()[expected])  # noqa: S506 - a safe loader


class _EditorLoader(yaml.CSafeLoader):
    """Types scalars as editors do, by YAML 1.2: numbers, and the words true and false."""


_EditorLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag.rpartition(":")[2] not in ("timestamp", "bool")]
    for first, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}
_EditorLoader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"(true|false)$"), ["t", "f"])


def test_the_json_schemas_are_schemas_and_refuse_what_is_wrong() -> None:
    schemas = json_schemas()
    for schema in schemas.values():
        jsonschema.Draft202012Validator.check_schema(schema)
    good = {"id": "a", "kind": "Network", "level": "regional", "name": "A", "cites": ["b", {"c": "p. 1"}]}
    nodes = jsonschema.Draft202012Validator(schemas["nodes"])
    assert nodes.is_valid([good])
    wrong: list[dict[str, object]] = [
        {"kind": "Net"},
        {"nmae": "A"},
        {"id": "a b"},
        {"cites": []},
        {"cites": [{"c": "1", "d": "2"}]},
    ]
    assert [nodes.is_valid([{**good, **change}]) for change in wrong] == [False] * len(wrong)
    assert not nodes.is_valid([{"id": "a", "kind": "Network"}])


def test_the_json_schemas_that_are_shipped_are_those_of_the_model() -> None:
    for name, schema in json_schemas().items():
        shipped = yaml.safe_load((SEEDS / "schema" / f"{name}.json").read_text("utf-8"))
        assert shipped == schema

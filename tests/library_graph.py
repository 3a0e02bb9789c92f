"""The small made-up county that every question of the library is asked about, with answers worked out by hand.

It has every kind of edge, dates of every precision, a renaming, a merger, a split, two terms between one pair, a list
that is known to be complete and one that is not, ties that are only called for, a conflict, and statements that rest
on one source or on reasoning. Nothing in it is true of any real place.

::

    landsting ──ESTABLISHED─▶ landstingsvedtak ◀─FOLLOWS_UP─ digi-fjord ─FOLLOWS_UP─▶ strategi ─FOLLOWS_UP─▶ melding
                                                                 ▲ ▲ ▲
    kollegiet ──ESTABLISHED─▶ kollegievedtak-2020 ──MANDATES─────┘ │ └──── MEMBER_OF vik, as, berg
              ◀──FOLLOWS_UP── arbeidsgruppe ──REPORTS_TO──▶ utvalget ──STEERS
"""

from __future__ import annotations

from typing import Any

from graphs import edge as _edge
from graphs import node as _node

from graphmodel.model import Citation, Edge, Graph, Node, Source, Survey
from graphmodel.schema import EDGE_KINDS

__all__ = ["library_graph"]

_MINUTES, _STATUTES, _PAGE, _PAPER = "protokoll", "vedtekter", "nettside", "grunnlag"


def _cites(*sources: str) -> dict[str, Any]:
    return {"cites": [Citation(source=source) for source in sources or (_MINUTES,)]}


def _body(id_: str, kind: str, level: Any, name: str, **fields: Any) -> Node:
    return _node(id_, kind, level, **{"name": name, **_cites(), **fields})


def _tie(from_id: str, type_: str, to_id: str, **fields: Any) -> Edge:
    return _edge(from_id, type_, to_id, **{**_cites(), **fields})


def _again(from_id: str, type_: str, to_id: str, number: int, **fields: Any) -> Edge:
    """Return a further edge of one kind between the same two."""
    return _tie(from_id, type_, to_id, id=f"{EDGE_KINDS[type_].cls.default_id(from_id, to_id)}:{number}", **fields)


def _sources() -> list[Source]:
    return [
        Source(id=_MINUTES, title="Protokoll", publisher="Kollegiet", published="2021-06-01", as_of="2021"),
        Source(id=_STATUTES, title="Vedtekter", publisher="Kystrådet", url="https://example.org/vedtekter"),
        Source(id=_PAGE, title="Om nettverket", publisher="Fjord fylkeskommune", as_of="2018"),
        Source(id=_PAPER, title="Bakgrunn", publisher="Fjord fylkeskommune", published="2021"),
        Source(id="liste", title="Medlemsliste"),
    ]


def _places() -> list[Node]:
    return [
        _body(
            "fjord-fylke", "County", "regional", "Fjord fylke", name_en="Fjord county", number="50", since="2020-01-01"
        ),
        _body("gammelfjord-fylke", "County", "regional", "Gammelfjord fylke", number="08", until="2019-12-31"),
        _body("heim-fylke", "County", "regional", "Heim fylke", number="09", until="2019-12-31"),
        _body("nordfjell-fylke", "County", "regional", "Nordfjell fylke", number="51", since="2020-01-01"),
    ]


def _local_bodies() -> list[Node]:
    numbers = [{"number": "0801", "until": "2019-12-31"}, {"number": "5001", "since": "2020-01-01"}]
    return [
        _body("vik-kommune", "Municipality", "local", "Vik kommune", number="5001", numbers=numbers),
        _body("elv-kommune", "Municipality", "local", "Elv kommune", number="0802", until="2019-12-31"),
        _body("as-kommune", "Municipality", "local", "Ås kommune", name_en="Ås municipality", number="5002"),
        _body("dal-kommune", "Municipality", "local", "Dal kommune", number="5003"),
        _body("berg-kommune", "Municipality", "local", "Berg kommune", number="5101"),
        _body("kystradet", "RegionalCouncil", "intermunicipal", "Kystrådet", **_cites(_STATUTES)),
        _body("fjellradet", "RegionalCouncil", "intermunicipal", "Fjellrådet", until="2021", **_cites(_PAGE)),
        _body("kyst-ikt", "IntermunicipalCooperation", "intermunicipal", "Kyst-IKT", since="2014~", **_cites(_PAGE)),
    ]


def _regional_bodies() -> list[Node]:
    network_names = [
        {"name": "Ett digitalt Fjord", "since": "2021-21", "until": "2021-23", "remark": "arbeidsnavn"},
        {"name": "Digi Fjord", "since": "2021-23"},
    ]
    governor_names = [
        {"name": "Fylkesmannen i Fjord", "until": "2020-12-31"},
        {"name": "Statsforvalteren i Fjord", "since": "2021-01-01"},
        {"name": "Fjorda stáhtahálddašeaddji", "language": "se"},
    ]
    return [
        _body("fjord-fylkeskommune", "CountyAuthority", "regional", "Fjord fylkeskommune", since="2020-01-01"),
        _body(
            "statsforvalteren-i-fjord", "CountyGovernor", "regional", "Statsforvalteren i Fjord", names=governor_names
        ),
        _body("ks-fjord", "Association", "regional", "KS Fjord"),
        _body("kollegiet", "Committee", "regional", "Direktørkollegiet", name_en="College of directors", founding=True),
        _body("utvalget", "Committee", "regional", "Direktørutvalget"),
        _body(
            "arbeidsgruppe",
            "Committee",
            "regional",
            "Arbeidsgruppen",
            since="2019",
            until="2021",
            confidence="inferred",
            reasoning="Bare rekkefølgen er oppgitt.",
        ),
        _body(
            "digi-fjord",
            "Network",
            "regional",
            "Digi Fjord",
            since="2021-21",
            names=network_names,
            founding=True,
            cites=[Citation(source=_PAPER, locator="s. 3 (nederst)"), Citation(source=_PAGE)],
        ),
        _body("digi-nordfjell", "Network", "regional", "Digi Nordfjell", since="2021"),
        _body("digi-heim", "Network", "regional", "Digi Heim", until="2019-12-31"),
        _body("samhandling", "CoordinationStructure", "regional", "Samhandlingsstrukturen", since="2021-05-28"),
        _body("helse-fjord", "CooperationBody", "regional", "Helsefellesskapet i Fjord", since="2020"),
        _body("fjord-sykehus", "HealthTrust", "regional", "Fjord sykehus"),
        _body("velferd-2020", "Programme", "regional", "Velferd 2020", since="2017", until="2020"),
        _body("e-helse-2030", "Programme", "regional", "E-helse 2030", since="2019"),
    ]


def _national_bodies() -> list[Node]:
    return [
        _body("departementet", "Ministry", "national", "Departementet", until="2021-12-31"),
        _body("nytt-departement", "Ministry", "national", "Det nye departementet", since="2022-01-01"),
        _body("ks", "Association", "national", "KS", since="1972", conflict="En kilde sier 1971."),
        _body("landstinget", "Committee", "national", "Landstinget"),
        _body("samstyring", "CoordinationStructure", "national", "Samstyringsstrukturen", since="2015"),
        _body("digiradet", "Committee", "national", "Digirådet", since="2015"),
        _body("digiutvalget", "Committee", "national", "Digiutvalget"),
        _body("fagradet", "Committee", "national", "Fagrådet"),
        _body("nettverkene", "Network", "national", "Nettverkene", since="2017"),
    ]


def _instruments() -> list[Node]:
    return [
        _body(
            "kollegievedtak-2019", "Decision", "regional", "Vedtak 29. november 2019", since="2019-11-29", founding=True
        ),
        _body("kollegievedtak-2020", "Decision", "regional", "Vedtak november 2020", since="2020-11"),
        _body("landstingsvedtak", "Decision", "national", "Landstingsvedtak", since="2020-02"),
        _body("melding", "WhitePaper", "national", "Digital melding", since="2016-04"),
        _body(
            "strategi",
            "Strategy",
            "national",
            "Digital strategi",
            name_en="Digital strategy",
            since="2019",
            until="2025",
        ),
        _body("handlingsplan", "Plan", "national", "Handlingsplan", since="2020"),
        _body("avtale", "Agreement", "national", "Samarbeidsavtale", since="2020"),
        _body("lokalstrategi", "Strategy", "intermunicipal", "Lokal strategi", since="2021", until="2024"),
        _body("regionplan", "Plan", "regional", "Regionplan", since="2019-06-18"),
        _body("maal-kraft", "Goal", "regional", "Gjennomføringskraft"),
        _body("maal-klima", "Goal", "regional", "Klima"),
    ]


def _geography() -> list[Edge]:
    return [
        _tie("vik-kommune", "PART_OF", "fjord-fylke", since="2020-01-01"),
        _tie("as-kommune", "PART_OF", "fjord-fylke", since="2020-01-01"),
        _tie("dal-kommune", "PART_OF", "fjord-fylke", since="2020-01-01"),
        _tie("berg-kommune", "PART_OF", "nordfjell-fylke", since="2020-01-01"),
        _tie("vik-kommune", "PART_OF", "gammelfjord-fylke"),
        _tie("elv-kommune", "PART_OF", "gammelfjord-fylke"),
        _tie("fjord-fylkeskommune", "PART_OF", "fjord-fylke"),
        _tie("statsforvalteren-i-fjord", "PART_OF", "fjord-fylke"),
        _tie("digi-fjord", "PART_OF", "fjord-fylke", confidence="inferred", reasoning="Navnet sier det."),
        _tie(
            "gammelfjord-fylke",
            "SUCCEEDED_BY",
            "fjord-fylke",
            since="2020-01-01",
            role="sammenslåing",
        ),
        _tie("heim-fylke", "SUCCEEDED_BY", "fjord-fylke", since="2020-01-01", role="del"),
        _tie("heim-fylke", "SUCCEEDED_BY", "nordfjell-fylke", since="2020-01-01", role="del"),
        _tie("elv-kommune", "SUCCEEDED_BY", "vik-kommune", since="2020-01-01", role="sammenslåing"),
    ]


def _authority() -> list[Edge]:
    return [
        _tie("kollegiet", "ESTABLISHED", "kollegievedtak-2019", since="2019-11-29", founding=True, **_cites(_PAPER)),
        _tie("kollegiet", "ESTABLISHED", "kollegievedtak-2020", since="2020-11"),
        _tie("kollegiet", "ESTABLISHED", "digi-fjord", since="2021-21", role="stifter"),
        _tie("utvalget", "ESTABLISHED", "arbeidsgruppe", conflict="En kilde sier at kollegiet gjorde det."),
        _tie(
            "kollegievedtak-2020", "MANDATES", "digi-fjord", since="2020-11", as_of="2021", **_cites(_PAPER, _MINUTES)
        ),
        _tie(
            "departementet",
            "MANDATES",
            "ks",
            since="2018-23",
            until="2020",
            role="første oppdrag",
        ),
        _again("departementet", "MANDATES", "ks", 2, since="2021", role="andre oppdrag"),
        _tie("utvalget", "STEERS", "digi-fjord", since="2021", role="styringsgruppe"),
        _tie("digi-fjord", "REPORTS_TO", "utvalget", confidence="inferred", reasoning="Utvalget styrer."),
        _tie("arbeidsgruppe", "REPORTS_TO", "utvalget"),
        _tie("vik-kommune", "LEADS", "digi-fjord", since="2021-06-01", until="2021-11-30", role="leder"),
        _again("vik-kommune", "LEADS", "digi-fjord", 2, since="2023", role="leder"),
        _tie("fjord-fylkeskommune", "LEADS", "digi-fjord", since="2021-12-01", until="2022", role="acting leader"),
        _tie("fjord-sykehus", "LEADS", "helse-fjord"),
        _tie("digi-heim", "SUCCEEDED_BY", "digi-nordfjell", since="2021"),
        _tie("ks", "OWNS", "samstyring", since="2020-02"),
        _tie("as-kommune", "OWNS", "kyst-ikt", role="deltaker"),
        _tie("vik-kommune", "HOSTS", "kyst-ikt", since="2014~", until="unknown", as_of="2018"),
        _tie("statsforvalteren-i-fjord", "FUNDS", "digi-fjord", since="2021", until="2021", role="NOK 1 million"),
        _tie("departementet", "FUNDS", "statsforvalteren-i-fjord", until="2021"),
        _tie("ks", "FUNDS", "e-helse-2030", since="2020"),
        _tie("kollegiet", "ESTABLISHED", "e-helse-2030", since="2019"),
        _tie("kollegiet", "STEERS", "velferd-2020", until="2020"),
        _tie("e-helse-2030", "PART_OF", "digi-fjord"),
        _tie("velferd-2020", "SUCCEEDED_BY", "e-helse-2030", since="2019", role="videreført som"),
        _tie("departementet", "SUCCEEDED_BY", "nytt-departement", since="2022-01-01", role="nytt navn"),
    ]


def _composition() -> list[Edge]:
    return [
        _tie("kollegiet", "PART_OF", "samhandling", role="kollegium"),
        _tie("utvalget", "PART_OF", "kollegiet"),
        _tie("digi-fjord", "PART_OF", "samhandling", since="2021"),
        _tie("digi-fjord", "PART_OF", "nettverkene", since="2021"),
        _tie("digi-nordfjell", "PART_OF", "nettverkene"),
        _tie("digi-nordfjell", "PART_OF", "samstyring", confidence="inferred", reasoning="Nettverkene er det."),
        _tie("digi-nordfjell", "PART_OF", "nordfjell-fylke"),
        _tie("digi-heim", "PART_OF", "nettverkene"),
        _tie("digi-heim", "PART_OF", "heim-fylke"),
        _tie("nettverkene", "PART_OF", "samstyring"),
        _tie("digiradet", "PART_OF", "samstyring", role="strategi", **_cites(_PAPER)),
        _tie("digiutvalget", "PART_OF", "samstyring", role="portefølje", **_cites(_PAPER)),
        _tie("samstyring", "PART_OF", "ks"),
        _tie("landstinget", "PART_OF", "ks"),
        _tie("maal-kraft", "PART_OF", "regionplan", role="mål"),
        _tie("maal-klima", "PART_OF", "regionplan", role="mål"),
    ]


def _voice() -> list[Edge]:
    return [
        _tie("vik-kommune", "MEMBER_OF", "kystradet", since="1996"),
        _tie(
            "as-kommune",
            "MEMBER_OF",
            "kystradet",
            since="2021",
            claim="chosen",
            conflicts_with=["as-kommune:member-of:fjellradet"],
            **_cites(_STATUTES),
        ),
        _tie(
            "as-kommune",
            "MEMBER_OF",
            "fjellradet",
            claim="alternative",
            conflicts_with=["as-kommune:member-of:kystradet"],
        ),
        _tie("berg-kommune", "MEMBER_OF", "fjellradet", until="2019-12-31"),
        _tie("vik-kommune", "MEMBER_OF", "digi-fjord", since="2021-21", **_cites(_PAPER)),
        _tie("as-kommune", "MEMBER_OF", "digi-fjord", since="2021-12", **_cites(_PAPER)),
        _tie("fjord-fylkeskommune", "MEMBER_OF", "digi-fjord", since="2021-21", **_cites(_PAPER)),
        _tie("vik-kommune", "MEMBER_OF", "helse-fjord"),
        _tie("as-kommune", "MEMBER_OF", "helse-fjord"),
        _tie("fjord-sykehus", "MEMBER_OF", "helse-fjord"),
        _tie("ks", "MEMBER_OF", "avtale", role="part"),
        _tie("departementet", "MEMBER_OF", "avtale", role="part"),
        _tie("vik-kommune", "REPRESENTED_IN", "digi-fjord", since="2021", role="egen plass"),
        _tie("kystradet", "REPRESENTED_IN", "digi-fjord", since="2021-21", role="region", as_of="2018"),
        _tie("statsforvalteren-i-fjord", "REPRESENTED_IN", "digi-fjord", role="observatør"),
        _tie("fjord-fylkeskommune", "REPRESENTED_IN", "digiradet", since="2020", until="2022", role="member"),
        _tie(
            "vik-kommune", "REPRESENTED_IN", "digiutvalget", since="2015", until="2018-06", role="member", as_of="2018"
        ),
        _again(
            "vik-kommune",
            "REPRESENTED_IN",
            "digiutvalget",
            2,
            since="2020-06",
            role="member",
            **_cites(_MINUTES, _PAGE),
        ),
        _tie("digi-nordfjell", "REPRESENTED_IN", "digiutvalget", role="gjennom Berg"),
        _tie("fagradet", "ADVISES", "digiutvalget"),
        _tie("digiutvalget", "ADVISES", "digiradet", role="forbereder saker"),
        _tie("ks-fjord", "ADVISES", "digi-fjord", since="2021"),
        _tie("fjord-fylkeskommune", "SECRETARIAT_FOR", "digi-fjord", since="2021", role="felles"),
        _tie("ks-fjord", "SECRETARIAT_FOR", "digi-fjord", since="2021-21", role="felles"),
        _tie("ks", "SECRETARIAT_FOR", "digiradet"),
        _tie("ks", "COOPERATES_WITH", "departementet", since="2020"),
    ]


def _follow_up() -> list[Edge]:
    plan_anchoring = {"status": "called for", "role": "forankring"}
    return [
        _tie("landstinget", "ESTABLISHED", "landstingsvedtak", since="2020-02"),
        _tie("departementet", "ESTABLISHED", "strategi", since="2019"),
        _tie("ks", "ESTABLISHED", "strategi", since="2019"),
        _tie("as-kommune", "ESTABLISHED", "lokalstrategi", since="2021"),
        _tie("arbeidsgruppe", "FOLLOWS_UP", "kollegievedtak-2019", until="2021"),
        _tie("kollegievedtak-2019", "FOLLOWS_UP", "maal-kraft"),
        _tie("digi-fjord", "FOLLOWS_UP", "strategi", since="2021", role="drivkraft", **_cites(_PAPER)),
        _tie("digi-fjord", "FOLLOWS_UP", "landstingsvedtak", since="2021-21"),
        _tie("digi-fjord", "FOLLOWS_UP", "regionplan"),
        _tie("strategi", "FOLLOWS_UP", "melding"),
        _tie("handlingsplan", "FOLLOWS_UP", "strategi", since="2020", until="2025"),
        _tie("ks", "FOLLOWS_UP", "handlingsplan"),
        _tie("avtale", "FOLLOWS_UP", "strategi"),
        _tie("lokalstrategi", "FOLLOWS_UP", "strategi", confidence="inferred", reasoning="Den følger strategien."),
        _tie("helse-fjord", "FOLLOWS_UP", "avtale"),
        _tie("vik-kommune", "FOLLOWS_UP", "regionplan", since="2020"),
        _tie("as-kommune", "FOLLOWS_UP", "regionplan", **plan_anchoring),
        _tie("kystradet", "FOLLOWS_UP", "maal-klima", **plan_anchoring),
        _tie(
            "digi-fjord", "COOPERATES_WITH", "samstyring", status="called for", role="stronger ties", **_cites(_PAPER)
        ),
        _tie("kollegiet", "COOPERATES_WITH", "digiradet", status="called for", role="stronger ties", founding=True),
    ]


def _surveys() -> list[Survey]:
    cites = {"cites": [Citation(source="liste")]}
    return [
        Survey(
            id="medlemmer",
            node="digi-fjord",
            type="MEMBER_OF",
            kinds=("Municipality",),
            on="2021",
            note="Alle.",
            **cites,
        ),
        Survey(id="mandater", node="utvalget", type="MANDATES", on="2021-12-01", **cites),
        Survey(id="nettverkets-plasser", node="digi-fjord", type="REPRESENTED_IN", side="from", on="2021", **cites),
        Survey(id="betaler", node="digi-nordfjell", type="FUNDS", on="2021-12-01", **cites),
        Survey(id="fagradets-plasser", node="fagradet", type="REPRESENTED_IN", on="2021-12", **cites),
        Survey(id="fagradets-medlemmer", node="fagradet", type="MEMBER_OF", on="2021-12-02", **cites),
        Survey(id="fagradets-ledere", node="fagradet", type="LEADS", on="2021-12-02", **cites),
        Survey(id="nettverkets-medlemskap", node="digi-fjord", type="MEMBER_OF", side="from", on="2021-12-02", **cites),
        Survey(id="alle-medlemmer", node="digi-fjord", type="MEMBER_OF", on="2022-01-02", **cites),
        Survey(id="alle-plasser", node="digi-fjord", type="REPRESENTED_IN", on="2022-01-02", **cites),
        Survey(
            id="kystradets-kommuner",
            node="kystradet",
            type="MEMBER_OF",
            kinds=("Municipality",),
            on="2022-01-02",
            **cites,
        ),
    ]


_ENGLISH = {
    "Alle.": "All of them.",
    "Bare rekkefølgen er oppgitt.": "Only the order is stated.",
    "En kilde sier at kollegiet gjorde det.": "One source says that the college did.",
    "Utvalget styrer.": "The committee steers.",
    "andre oppdrag": "second task",
    "arbeidsnavn": "working title",
    "del": "part",
    "deltaker": "participant",
    "drivkraft": "driver",
    "egen plass": "own seat",
    "felles": "joint",
    "forankring": "anchoring",
    "forbereder saker": "prepares cases",
    "første oppdrag": "first task",
    "gjennom Berg": "through Berg",
    "kollegium": "college",
    "leder": "leader",
    "mål": "aim",
    "nytt navn": "renamed",
    "observatør": "observer",
    "part": "party",
    "portefølje": "portfolio",
    "s. 3 (nederst)": "p. 3 (foot)",
    "sammenslåing": "merger",
    "stifter": "founder",
    "strategi": "strategy",
    "styringsgruppe": "steering group",
    "videreført som": "carried on as",
}


def library_graph() -> Graph:
    """Return the graph."""
    nodes = [*_places(), *_local_bodies(), *_regional_bodies(), *_national_bodies(), *_instruments()]
    edges = [*_geography(), *_authority(), *_composition(), *_voice(), *_follow_up()]
    return Graph(nodes, edges, _sources(), _surveys(), translations=_ENGLISH)

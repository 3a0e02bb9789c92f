"""A graph as linked data: what Turtle and JSON-LD both write.

Bodies are organisations of W3C ORG, and those of the public sector public organisations of the EU's Core Public
Organisation Vocabulary 2.1.2. A tie is a resource of its own, since it has a period, a source and an uncertainty; a
seat is an ``org:Membership``, a succession an ``org:ChangeEvent``. Sources are entities of PROV, periods intervals of
OWL-Time. Plain triples such as ``org:subOrganizationOf`` know no time: only the graph of a day has them, for the ties
that are certain or presumed.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from graphmodel.model import Body, CooperationBody, CoordinationStructure, Network, Place, Seat
from graphmodel.period import ALWAYS, UNKNOWN, Grade, parse
from graphmodel.schema import EDGE_KINDS, KINDS, LEVELS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from graphmodel.model import Citation, Edge, Graph, Node, Source, Survey

    Resource = dict[str, Any]
    """A node object of JSON-LD: properties by prefixed name, each with a list of values."""

__all__ = ["PREFIXES", "resources"]

PREFIXES = {
    "adms": "http://www.w3.org/ns/adms#",
    "cv": "http://data.europa.eu/m8g/",
    "dct": "http://purl.org/dc/terms/",
    "edtf": "http://id.loc.gov/datatypes/edtf/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "org": "http://www.w3.org/ns/org#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "time": "http://www.w3.org/2006/time#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "gm": "urn:graphmodel:term:",
    "kind": "urn:graphmodel:kind:",
    "level": "urn:graphmodel:level:",
    "node": "urn:graphmodel:node:",
    "tie": "urn:graphmodel:tie:",
    "event": "urn:graphmodel:event:",
    "source": "urn:graphmodel:source:",
    "survey": "urn:graphmodel:survey:",
}
"""The vocabularies, and our own names: those of kinds and ties, for which no vocabulary has a word."""

_PUBLIC = frozenset(
    {
        *("Municipality", "CountyAuthority", "CountyGovernor", "RegionalCouncil", "IntermunicipalCooperation"),
        *("HealthTrust", "Ministry", "StateBody"),
    }
)
"""Kinds that are of the public sector whoever they are; an association, a committee or a company may not be."""

_DIRECT = {"PART_OF": "org:subOrganizationOf", "REPORTS_TO": "org:reportsTo"}
_XSD = {4: "gYear", 7: "gYearMonth", 10: "date"}
"""The types of plain dates, by the length of their text."""


def resources(graph: Graph) -> Iterator[Resource]:
    """Yield everything in a graph, each as one resource with what belongs to it alone inside it."""
    yield from _concepts()
    events = _events(graph)
    for node in graph.nodes.values():
        yield _node(graph, node, events[node.id])
    for edge in graph.edges.values():
        yield _tie(graph, edge)
        yield from _now(graph, edge)
    yield from _change_events(graph)
    for source in graph.sources.values():
        yield _source(source)
    for survey in graph.surveys.values():
        yield _survey(graph, survey)


def _concepts() -> Iterator[Resource]:
    for kind, cls in KINDS.items():
        nb, _, en, _ = cls.words
        yield _resource(f"kind:{kind}", ["skos:Concept"], {"skos:prefLabel": [_text(nb, "nb"), _text(en, "en")]})
    for level in LEVELS:
        yield _resource(f"level:{level}", ["skos:Concept"], {"skos:prefLabel": [_text(level, "en")]})
    for type_, tie in EDGE_KINDS.items():
        labels = [_text(tie.reads.nb, "nb"), _text(tie.reads.en, "en")]
        yield _resource(f"gm:{type_}", ["rdf:Property"], {"rdfs:label": labels})


def _node(graph: Graph, node: Node, events: dict[str, set[str]]) -> Resource:
    name = graph.name(node.id)
    english = node.name_en if name == node.name else None  # of the day, as the name is
    properties = {
        "skos:prefLabel": [_text(name, "nb"), *([_text(english, "en")] if english else [])],
        "org:classification": [_ref(f"kind:{node.kind}")],
        "gm:level": [_ref(f"level:{node.level}")],
        "gm:form": _norwegian(graph, node.form),
        "gm:classOfBodies": [_typed_literal("true", "xsd:boolean")] if node.class_of_bodies else [],
        "gm:named": [
            _resource(
                None,
                ["gm:Name"],
                {
                    "rdfs:label": [_text(name.name, name.language or "nb")],
                    "gm:period": [_edtf(name.since, name.until)],
                    "gm:remark": _norwegian(graph, name.remark),
                },
            )
            for name in node.names
        ],
        "adms:identifier": [*_identifiers(node)],
        "gm:numbered": [
            _resource(
                None,
                ["gm:Number"],
                {"skos:notation": [_literal(each.number)], "gm:period": [_edtf(each.since, each.until)]},
            )
            for each in node.numbers
        ],
        **{name: [_ref(each) for each in sorted(found)] for name, found in events.items()},
        **_statement(graph, node),
    }
    return _resource(f"node:{node.id}", _classes(node), properties)


def _classes(node: Node) -> list[str]:
    """Return the classes of a node, with those that follow, so that no reader has to reason."""
    if isinstance(node, Place):
        return ["dct:Location", "prov:Entity"]
    if not isinstance(node, Body):
        return [f"gm:{node.kind}", "prov:Entity"]
    classes = ["org:Organization", "prov:Entity"]
    if isinstance(node, (Network, CooperationBody, CoordinationStructure)):
        classes.append("org:OrganizationalCollaboration")
    return [*classes, "cv:PublicOrganisation"] if node.kind in _PUBLIC else classes


def _identifiers(node: Node) -> Iterator[Resource]:
    for number, agency in (
        (node.organisation_number, "Brønnøysundregistrene"),
        (node.number, "Statistisk sentralbyrå"),
    ):
        if number:
            properties = {"skos:notation": [_literal(number)], "adms:schemeAgency": [_literal(agency)]}
            yield _resource(None, ["adms:Identifier"], properties)


def _tie(graph: Graph, edge: Edge) -> Resource:
    from_, to = _ref(f"node:{edge.from_id}"), _ref(f"node:{edge.to_id}")
    classes = ["gm:Tie", "prov:Entity"]
    properties: dict[str, list[Any]] = {
        "rdf:subject": [from_],
        "rdf:predicate": [_ref(f"gm:{edge.type}")],
        "rdf:object": [to],
        "gm:status": [_literal(edge.status if edge.recorded or edge.called_for else "claimed")],
        "gm:conflictsWith": [_ref(f"tie:{other}") for other in edge.conflicts_with],
        **_statement(graph, edge),
    }
    if isinstance(edge, Seat):
        properties |= {
            "gm:capacity": [_literal(edge.capacity)] if edge.capacity else [],
            "gm:onBehalfOf": [_ref(f"node:{each}") for each in edge.on_behalf_of],
            "gm:appointedBy": [_ref(f"node:{each}") for each in edge.appointed_by],
        }
    role = _norwegian(graph, edge.role)
    if isinstance(edge, Seat) and edge.recorded and isinstance(graph.nodes[edge.to_id], Body):
        classes.append("org:Membership")
        properties |= {"org:member": [from_], "org:organization": [to], "org:memberDuring": properties["dct:temporal"]}
        properties["org:role"] = [_resource(None, ["org:Role"], {"skos:prefLabel": role})] if role else []
    properties["gm:role"] = role
    return _resource(f"tie:{edge.id}", classes, properties)


def _now(graph: Graph, edge: Edge) -> Iterator[Resource]:
    """Yield the plain triple of a tie in the graph of a day for which it is sure."""
    ends = [graph.nodes[id_] for id_ in (edge.from_id, edge.to_id)]
    plain = graph.day and edge.recorded and edge.type in _DIRECT and all(isinstance(each, Body) for each in ends)
    if plain and graph.grade(edge.id) >= Grade.PRESUMED:
        yield {"@id": f"node:{edge.from_id}", _DIRECT[edge.type]: [_ref(f"node:{edge.to_id}")]}


def _statement(graph: Graph, statement: Node | Edge) -> dict[str, list[Any]]:
    """Return when a statement holds, how sure it is, and on which documents it rests."""
    properties = {
        "dct:temporal": [_interval(graph, statement)],
        "dct:description": _norwegian(graph, statement.note),
        "gm:asOf": [_typed_literal(statement.as_of, "edtf:EDTF")] if statement.as_of else [],
        "gm:confidence": [_literal(statement.confidence)],
        "gm:reasoning": _norwegian(graph, statement.reasoning),
        "gm:conflict": _norwegian(graph, statement.conflict),
        "gm:founding": [_typed_literal("true", "xsd:boolean")] if statement.founding else [],
        **_sources_of(graph, statement.cites),
    }
    if graph.day:
        properties["gm:grade"] = [_literal(str(graph.grade(statement.id)))]
    return properties


def _sources_of(graph: Graph, cites: Iterable[Citation]) -> dict[str, list[Any]]:
    cites = list(cites)
    return {
        "prov:wasDerivedFrom": [_ref(f"source:{id_}") for id_ in dict.fromkeys(cite.source for cite in cites)],
        "prov:qualifiedDerivation": [
            _resource(
                None,
                ["prov:Derivation"],
                {"prov:entity": [_ref(f"source:{cite.source}")], "gm:locator": _norwegian(graph, cite.locator)},
            )
            for cite in cites
            if cite.locator
        ],
    }


def _interval(graph: Graph, statement: Node | Edge) -> Resource:
    """Return the period as written, and the days between which its first day and its end lie."""
    bounds, attested = graph.bounds(statement.id), graph.attested(statement.id)
    days = {
        "gm:fromEarliest": bounds.from_earliest,
        "gm:fromLatest": bounds.from_latest,
        "gm:toEarliest": bounds.to_earliest,
        "gm:toLatest": bounds.to_latest,
        "gm:attestedFrom": attested.first,
        "gm:attestedTo": attested.last,
    }
    properties = {
        "gm:period": [_edtf(statement.since, statement.until)],
        "time:hasBeginning": _instant(statement.since),
        "time:hasEnd": _instant(statement.until),
        **{name: [_typed_literal(day.isoformat(), "xsd:date")] if day else [] for name, day in days.items()},
    }
    return _resource(None, ["time:TemporalEntity", "time:Interval"], properties)


def _instant(text: str | None) -> list[Resource]:
    """Return a date of which no digit is in doubt as an instant; what is not plain stands in the period alone."""
    if text is None or not text.replace("-", "").isdigit() or _is_season(text):
        return []
    type_ = _XSD[len(text)]
    name = f"time:inXSD{type_[0].upper() if type_ == 'date' else 'g'}{type_[1:]}"
    return [_resource(None, ["time:Instant"], {name: [_typed_literal(text, f"xsd:{type_}")]})]


def _is_season(text: str) -> bool:
    return len(text) == len("2021-21") and int(text[5:]) > 12  # noqa: PLR2004 - months of a year


def _edtf(since: str | None, until: str | None) -> Resource:
    """Return a period as an interval of EDTF: two dots for open, nothing for unknown."""
    last = ALWAYS if until is None else "" if until == UNKNOWN else until
    return _typed_literal(f"{since or ''}/{last}", "edtf:EDTF")


# --- change events ----------------------------------------------------------------------------------------------


def _successions(graph: Graph) -> Iterator[Sequence[Edge]]:
    """Yield successions of public organisations that are one event: of one time, and with bodies in common."""
    # Imported here: only linked data needs it, and it is slow to import.
    import networkx as nx  # noqa: PLC0415

    by_time: defaultdict[str | None, nx.Graph[str]] = defaultdict(nx.Graph)
    for edge in graph.ties.values():
        ends = (edge.from_id, edge.to_id)
        if edge.identity and all("cv:PublicOrganisation" in _classes(graph.nodes[id_]) for id_ in ends):
            by_time[edge.since].add_edge(*ends)
    for time, network in by_time.items():
        for bodies in nx.connected_components(network):
            yield [
                edge
                for id_ in sorted(bodies)
                for edge in graph.edges_from(id_)
                if edge.identity and edge.recorded and edge.since == time and edge.to_id in bodies
            ]


def _events(graph: Graph) -> defaultdict[str, dict[str, set[str]]]:
    """Return by body the events that changed it and from which it resulted."""
    found: defaultdict[str, dict[str, set[str]]] = defaultdict(
        lambda: {"org:changedBy": set(), "org:resultedFrom": set()}
    )
    for edges in _successions(graph):
        event = f"event:{edges[0].id}"
        for edge in edges:
            found[edge.from_id]["org:changedBy"].add(event)
            found[edge.to_id]["org:resultedFrom"].add(event)
    return found


def _change_events(graph: Graph) -> Iterator[Resource]:
    for edges in _successions(graph):
        properties = {
            "org:originalOrganization": [_ref(f"node:{id_}") for id_ in sorted({edge.from_id for edge in edges})],
            "org:resultingOrganization": [_ref(f"node:{id_}") for id_ in sorted({edge.to_id for edge in edges})],
            "prov:wasDerivedFrom": [_ref(f"tie:{edge.id}") for edge in edges],
            "prov:startedAtTime": _moment(edges[0]),
        }
        yield _resource(f"event:{edges[0].id}", ["org:ChangeEvent", "prov:Activity"], properties)


def _moment(edge: Edge) -> list[Resource]:
    if edge.since in {None, ALWAYS} or (day := parse(edge.since)).earliest != day.latest:
        return []
    return [_typed_literal(f"{day.earliest}T00:00:00", "xsd:dateTime")]


# --- sources and surveys ----------------------------------------------------------------------------------------


def _source(source: Source) -> Resource:
    properties = {
        "dct:title": [_literal(source.title)],
        "dct:publisher": [_resource(None, ["foaf:Agent"], {"foaf:name": [_literal(source.publisher)]})]
        if source.publisher
        else [],
        "foaf:page": [{"@id": quote(source.url, safe=_IN_ADDRESSES)}] if source.url else [],
        "dct:issued": [_typed_literal(source.published, "edtf:EDTF")] if source.published else [],
        "gm:asOf": [_typed_literal(source.as_of, "edtf:EDTF")] if source.as_of else [],
        "gm:asOfBasis": [_text(source.as_of_basis, "nb")] if source.as_of_basis else [],
        "dct:description": [_text(source.description, "nb")] if source.description else [],
        "gm:standing": [_literal(source.standing)],
    }
    return _resource(f"source:{source.id}", ["prov:Entity", "foaf:Document"], properties)


_IN_ADDRESSES = "!#$%&'()*+,/:;=?@[]~"
"""Marks of an address that stay as they are; any other that is no letter or digit is written as its code."""


def _survey(graph: Graph, survey: Survey) -> Resource:
    properties = {
        "gm:of": [_ref(f"node:{survey.node}")],
        "gm:lists": [_ref(f"gm:{survey.type}")],
        "gm:side": [_literal(survey.side)],
        "gm:kinds": [_ref(f"kind:{kind}") for kind in survey.kinds],
        "gm:on": [_typed_literal(survey.on, "edtf:EDTF")],
        "dct:description": _norwegian(graph, survey.note),
        **_sources_of(graph, survey.cites),
    }
    return _resource(f"survey:{survey.id}", ["gm:Survey", "prov:Entity"], properties)


# --- values -----------------------------------------------------------------------------------------------------


def _resource(id_: str | None, classes: Sequence[str], properties: dict[str, list[Any]]) -> Resource:
    """Return a resource with the properties that have a value; without an id it is only part of another."""
    named = {"@id": id_} if id_ else {}
    return {**named, "@type": list(classes), **{name: values for name, values in properties.items() if values}}


def _ref(id_: str) -> Resource:
    return {"@id": id_}


def _literal(text: str) -> Resource:
    return {"@value": text}


def _text(text: str, language: str) -> Resource:
    return {"@value": text, "@language": language}


def _typed_literal(text: str, type_: str) -> Resource:
    return {"@value": text, "@type": type_}


def _norwegian(graph: Graph, text: str | None) -> list[Resource]:
    """Return a text in Norwegian, and in English where it has been translated."""
    if text is None:
        return []
    english = graph.translations.get(text)
    return [_text(text, "nb"), *([_text(english, "en")] if english else [])]

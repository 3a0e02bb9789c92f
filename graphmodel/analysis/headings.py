"""The headings of all columns, and the words for their fixed values, as people read them in Norwegian and English."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphmodel.language import pick
from graphmodel.schema import EDGE_KINDS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graphmodel.analysis.answer import Cell

__all__ = ["HEADINGS", "heading", "words_for"]

HEADINGS: Mapping[str, tuple[str, str]] = {
    "across": ("på tvers", "across"),
    "administrative": ("egen administrasjon", "administrative body"),
    "after": ("etter", "after"),
    "before": ("før", "before"),
    "best_rank": ("beste plass", "best rank"),
    "bodies": ("organer", "bodies"),
    "body": ("organ (id)", "body (id)"),
    "body_name": ("organ", "body"),
    "both": ("begge deler", "both"),
    "both_ways": ("begge veier", "both ways"),
    "centralisation": ("sentralisering", "centralisation"),
    "certain": ("sikkert", "certain"),
    "certain_pairs": ("sikre par", "certain pairs"),
    "change": ("endring", "change"),
    "circle": ("i ring med", "in a circle with"),
    "citations": ("kilder", "sources"),
    "column": ("kolonne", "column"),
    "confidence": ("hvordan vi vet det", "how it is known"),
    "coordinator": ("koordinator", "coordinator"),
    "covered": ("dekket", "covered"),
    "cut_off": ("faller bort uten", "cut off without"),
    "day": ("dag", "day"),
    "density": ("tetthet", "density"),
    "depth": ("dybde", "depth"),
    "down": ("ned", "down"),
    "down_length": ("ledd ned", "ties down"),
    "down_grade": ("ned: hvor sikkert", "down: how sure"),
    "edge": ("forbindelse (id)", "tie (id)"),
    "edges": ("forbindelser (id)", "ties (id)"),
    "from": ("fra (id)", "from (id)"),
    "from_name": ("fra", "from"),
    "gap": ("hull", "gap"),
    "gaps_down": ("hull ned", "gaps down"),
    "gaps_up": ("hull opp", "gaps up"),
    "gatekeeper": ("portvokter", "gatekeeper"),
    "goals": ("følger opp", "follows up"),
    "heads": ("øverste ledd", "heads"),
    "grade": ("hvor sikkert", "how sure"),
    "held": ("holder", "holds"),
    "held_local": ("herav lokale", "of these local"),
    "highest": ("høyest", "highest"),
    "hosts": ("vert", "hosts"),
    "id": ("id", "id"),
    "indispensable": ("uunnværlig", "indispensable"),
    "inferred": ("slutninger", "inferred"),
    "itinerant": ("omreisende", "itinerant"),
    "leading_participants": ("ledende deltakere", "lead organisations"),
    "leads": ("leder", "leads"),
    "length": ("ledd", "ties"),
    "level": ("nivå", "level"),
    "liaison": ("mellommann", "liaison"),
    "linked": ("av i alt", "of all linked"),
    "lowest": ("lavest", "lowest"),
    "missing": ("mangler", "missing"),
    "name": ("navn", "name"),
    "national": ("nasjonalt", "national"),
    "national_name": ("nasjonalt organ", "national body"),
    "network": ("nettverk (id)", "network (id)"),
    "node": ("organ (id)", "body (id)"),
    "not_surveyed": ("ikke kartlagt", "not surveyed"),
    "of": ("av kjedene", "of the chains"),
    "only_across": ("alene på tvers", "alone across"),
    "only_broker": ("alene om", "only broker of"),
    "only_down": ("bare ned", "only down"),
    "only_up": ("bare opp", "only up"),
    "pairs": ("par", "pairs"),
    "participants": ("deltakere", "participants"),
    "path": ("kjede", "chain"),
    "points_to": ("taler for", "points to"),
    "possible": ("muligens", "possibly"),
    "presumed": ("antatt", "presumed"),
    "proven": ("bevist", "proven"),
    "reads": ("leses", "reads"),
    "reason": ("grunn", "reason"),
    "reasoning": ("begrunnelse", "reasoning"),
    "reasons": ("grunner", "reasons"),
    "representative": ("representant", "representative"),
    "role": ("rolle", "role"),
    "row": ("rad", "row"),
    "secretariats": ("sekretariat", "secretariats"),
    "since": ("fra og med", "since"),
    "sits_in_what_it_steers": ("sitter i det den styrer", "sits in what it steers"),
    "sits_in_what_steers_it": ("sitter i det som styrer den", "sits in what steers it"),
    "source": ("fra (id)", "from (id)"),
    "source_name": ("fra", "from"),
    "state": ("tilstand", "state"),
    "steered_by": ("styres av", "steered by"),
    "steers": ("styrer", "steers"),
    "step": ("ledd", "step"),
    "subordinates": ("direkte under", "directly under"),
    "superiors": ("direkte over", "directly over"),
    "target": ("til (id)", "to (id)"),
    "target_name": ("til", "to"),
    "targets": ("i alt", "in all"),
    "there": ("finnes på dagen", "there on the day"),
    "through": ("gjennom", "through"),
    "tied_pairs": ("par med egen forbindelse", "pairs with ties of their own"),
    "to": ("til (id)", "to (id)"),
    "to_name": ("til", "to"),
    "told": ("hva som skjedde", "what happened"),
    "unknown": ("ikke kjent", "not known"),
    "unsurveyed": ("ikke kartlagt", "not surveyed"),
    "until": ("til og med", "until"),
    "up": ("opp", "up"),
    "up_length": ("ledd opp", "ties up"),
    "up_grade": ("opp: hvor sikkert", "up: how sure"),
    "validity": ("gjaldt", "held"),
    "validity_after": ("gjaldt etter", "held after"),
    "validity_before": ("gjaldt før", "held before"),
    "what": ("hva", "what"),
    "with": ("med usikre", "with doubtful"),
    "without": ("uten usikre", "without doubtful"),
    "worst_rank": ("dårligste plass", "worst rank"),
}
"""Headings by the name of the column."""

_FIXED = frozenset(
    (
        *(
            "after",
            "before",
            "change",
            "confidence",
            "down",
            "down_grade",
            "level",
            "missing",
            "of",
            "reason",
            "reasons",
            "state",
            "there",
        ),
        *("points_to", "unknown", "up", "up_grade", "grade", "validity", "validity_after", "validity_before"),
    )
)
"""The columns that hold words of our own."""

_VALUES: Mapping[str, str] = {
    "all": "alle",
    "began": "begynte",
    "both": "begge",
    "certain": "sikkert",
    "changed": "endret",
    "covered": "dekket",
    "down": "ned",
    "ended": "sluttet",
    "gap": "hull",
    "inferred": "slutning",
    "intermunicipal": "interkommunalt",
    "local": "lokalt",
    "merger": "sammenslåing",
    "merger and split": "deling og sammenslåing",
    "national": "nasjonalt",
    "no": "nei",
    "none": "ingen",
    "not surveyed": "ikke kartlagt",
    "possible": "muligens",
    "possibly": "muligens",
    "presumed": "antatt",
    "regional": "regionalt",
    "renamed": "nytt navn",
    "replacement": "avløsning",
    "same": "samme organ",
    "split": "deling",
    "stated": "oppgitt",
    "transfer": "overføring av oppgaver",
    "there": "finnes",
    "up": "opp",
    "administrative body": "egen administrasjon",
    "lead organisation": "ledende deltaker",
    "perhaps shared governance": "kanskje delt styring",
    "trust": "tillit",
    "goal consensus": "enighet om mål",
    "need for skills": "behov for kompetanse",
    "yes": "ja",
}


def heading(column: str, lang: str) -> str:
    """Return a column's name as a heading."""
    return pick(HEADINGS[column], lang)


def words_for(column: str, value: Cell, lang: str) -> Cell:
    """Return a value as people read it: words of our own in the language, all else as it is."""
    if column == "reads" and isinstance(value, str):
        return _verb(value, lang)
    if isinstance(value, bool):
        return pick(("ja", "yes") if value else ("nei", "no"), lang)
    if lang != "nb" or column not in _FIXED:
        return value
    if isinstance(value, tuple):
        return tuple(_VALUES.get(each, each) for each in value)
    return _VALUES.get(value, value) if isinstance(value, str) else value


def _verb(reads: str, lang: str) -> str:
    """Return how a tie reads aloud, given as ``MEMBER_OF``, ``MEMBER_OF back`` or ``MEMBER_OF through a for b``."""
    kind, _, way = reads.partition(" ")
    if way.startswith("through "):
        holder = way.split()[1]
        return pick((f"er representert ved {holder} i", f"is represented through {holder} in"), lang)
    verb: str = getattr(EDGE_KINDS[kind].reads, f"{lang}_back" if way else lang)
    return verb

"""The few words that every picture needs, in Norwegian and English."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphmodel.period import Validity

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["GOES_ON", "count_phrase", "join_names", "marks", "phrase", "short_verb"]

GOES_ON = "\N{BLACK RIGHT-POINTING SMALL TRIANGLE}"
"""At the end of what goes on after the last day of a time axis."""

_PHRASES: dict[str, tuple[str, str]] = {
    # what was done to make it fit
    "folded by ties": (
        "{n} noder: de av samme slag med de samme linjene er slått sammen.",
        "{n} nodes: those of one kind with the same lines stand as one.",
    ),
    "folded by kind": (
        "{n} noder: de av samme slag på samme nivå er slått sammen.",
        "{n} nodes: those of one kind at one level stand as one.",
    ),
    "no county": ("Fylke ikke registrert", "County not recorded"),
    "no region": ("Regionråd ikke registrert", "Council not recorded"),
    "nobody": ("{name} (ingen denne dagen)", "{name} (nobody on this day)"),
    "no groups county": (
        "Ingen av dem som vises, er registrert i noe fylke denne dagen.",
        "None of those shown is recorded in a county on this day.",
    ),
    "no groups region": (
        "Ingen av dem som vises, er registrert i noe regionråd denne dagen.",
        "None of those shown is recorded in a regional council on this day.",
    ),
    "without": ("Uten: {kinds}.", "Without: {kinds}."),
    "nothing": ("Ingenting av det visningen viser, er registrert.", "Nothing of what the view shows is recorded."),
    # days
    "as on": ("Slik kildene beskriver det per {day}", "As the sources describe it for {day}"),
    "proposal": ("FORSLAG: {title}", "PROPOSAL: {title}"),
    "as proposed": (
        "Slik det ville være {day}, mot det som er registrert",
        "As it would be on {day}, against the record",
    ),
    "proposal elsewhere": (
        "{n} av de {all} endringene i forslaget står ikke i figuren.",
        "{n} of the {all} changes that are proposed are not in the figure.",
    ),
    "proposal absent": (
        "Ingenting av forslaget står i figuren: det gjelder andre enn dem som vises.",
        "Nothing of the proposal is in the figure: it is about others than those shown.",
    ),
    "proposal nothing": ("Forslaget endrer ingenting denne dagen.", "The proposal changes nothing on this day."),
    "over time": ("Fra {first} til {last}", "From {first} to {last}"),
    "too high": (
        "Figuren er høyere enn arket: vis eller brett sammen færre, eller velg et større ark.",
        "The figure is higher than the paper: show fewer, fold more, or choose larger paper.",
    ),
    "too large": (
        "Figuren er større enn arket: vis eller brett sammen færre, eller velg et større ark.",
        "The figure is larger than the paper: show fewer, fold more, or choose larger paper.",
    ),
    "once called": ("tidligere {name}", "formerly {name}"),
    "legend soft": ("begynte eller sluttet en gang her", "began or ended some time here"),
    "legend goes on": (f"{GOES_ON}  holder fram etter siste dag", f"{GOES_ON}  goes on after the last day"),
    "legend when": (
        "En linje står der forbindelsen begynte, eller et sted i tiden den begynte i.",
        "A line stands where the tie began, or somewhere in the time in which it did.",
    ),
    "between": ("Endringer fra {first} til {last}", "Changes from {first} to {last}"),
    # sentences
    "level": ("{level} nivå", "{level} level"),
    "possibly": ("muligens denne dagen", "possibly on this day"),
    "last attested": ("sist belagt {year}", "last attested {year}"),
    "inferred": ("slutning, ikke oppgitt i kilden", "inferred, not stated by the source"),
    "called for": ("etterlyst, ikke registrert", "called for, not recorded"),
    "conflict": ("kildene er uenige", "sources differ"),
    "begun": ("kommet til", "begun"),
    "ended": ("avsluttet", "ended"),
    "changed": ("endret", "changed"),
    "possibly changed": ("muligens {change}", "possibly {change}"),
    "of them possibly": ("{n} (muligens: {possible})", "{n} (possibly: {possible})"),
    "proposed begun": ("foreslått", "proposed"),
    "proposed ended": ("foreslått avsluttet", "proposed to end"),
    "proposed changed": ("foreslått endret", "proposed to change"),
    "so many of": ("{n} av {all}", "{n} of {all}"),
    "some of": ("{n} av {all} i {name}", "{n} of {all} in {name}"),
    "and": ("og", "and"),
    # legend
    "legend": ("Tegnforklaring", "Legend"),
    "part": ("del av", "part of"),
    "member": ("medlem av", "member of"),
    "legend elsewhere": ("↪  boksen står på siden som er nevnt", "↪  the box stands on the page named"),
    "legend inside": ("boks i boks: er del av", "box in a box: is part of"),
    "inside box": ("del av {name}", "part of {name}"),
    "steering": ("Styring", "Steering"),
    "following": ("Følger opp", "Following up"),
    "answering": ("Hører under", "Answering to"),
    "voice": ("Stemme og råd", "Voice and advice"),
    "mutual": ("Samarbeid", "Cooperation"),
    "other": ("Annet", "Other"),
    "marks": ("Streker og tegn", "Strokes and signs"),
    "legend possibly": ("? muligens denne dagen", "? possibly on this day"),
    "legend inferred": ("∴ slutning, ikke oppgitt i kilden", "∴ inferred, not stated"),
    "legend called for": ("! etterlyst, ikke registrert", "! called for, not recorded"),
    "legend Body": ("organ", "body"),
    "legend Instrument": ("vedtak, avtale, plan, strategi", "decision, agreement, plan, strategy"),
    "legend Place": ("fylke", "county"),
    "legend share": ("{part}/{whole}  gjelder {part} av {whole}", "{part}/{whole}  concerns {part} of {whole}"),
    "legend doubts": ("(?) (∴)  gjelder noen av forbindelsene", "(?) (∴)  concerns some of the ties"),
    "legend several": ("flere slags; farge etter den sterkeste", "several kinds; colour of the strongest"),
    "legend number": ("1, 2 …  nummer i notene", "1, 2 …  number in the notes"),
    "legend begun": ("+ kommet til", "+ begun"),
    "legend ended": ("− avsluttet", "− ended"),
    "legend changed": ("± endret", "± changed"),
    "proposed legend begun": ("+ foreslått", "+ proposed"),
    "proposed legend ended": ("− foreslått avsluttet", "− proposed to end"),
    "proposed legend changed": ("± foreslått endret", "± proposed to change"),
    "proposed legend none": ("uendret", "unchanged"),
    "legend none": ("uendret", "unchanged"),
    # notes and text
    "notes": ("Noter og kilder", "Notes and sources"),
    "notes lines": ("Linjene", "The lines"),
    "notes boxes": ("Boksene", "The boxes"),
    "notes sources": ("Kildene", "The sources"),
    "description": (
        "Figuren har {boxes} som viser {nodes} ({levels}), og {lines}.",
        "The figure has {boxes} that show {nodes} ({levels}), and {lines}.",
    ),
    "description one": (
        "Figuren har {boxes} som viser {nodes} ({levels}), og {lines}.",
        "The figure has {boxes} that shows {nodes} ({levels}), and {lines}.",
    ),
    "boxes": ("{n} bokser", "{n} boxes"),
    "boxes one": ("én boks", "one box"),
    "shown": ("{n} organer, planer og vedtak", "{n} bodies, plans and decisions"),
    "shown one": ("ett organ, én plan eller ett vedtak", "one body, plan or decision"),
    "lines": ("{n} linjer", "{n} lines"),
    "lines one": ("én linje", "one line"),
    "description changes": (
        "Kommet til: {begun}. Avsluttet: {ended}. Endret: {changed}. Uendret: {none}.",
        "Begun: {begun}. Ended: {ended}. Changed: {changed}. Unchanged: {none}.",
    ),
    "proposed description changes": (
        "Foreslått: {begun}. Foreslått avsluttet: {ended}. Foreslått endret: {changed}. Uendret: {none}.",
        "Proposed: {begun}. Proposed to end: {ended}. Proposed to change: {changed}. Unchanged: {none}.",
    ),
    "figure": ("Figur", "Figure"),
    "tools": ("Verktøy", "Tools"),
    "search": ("Søk", "Search"),
    "hits": ("{n} treff", "{n} found"),
    "kinds": ("Linjer som vises", "Lines shown"),
    "zoom in": ("Større", "Larger"),
    "zoom out": ("Mindre", "Smaller"),
    "zoom whole": ("Hele figuren", "The whole figure"),
    "note": ("Note", "Note"),
    "close": ("Lukk", "Close"),
    "contents": ("Innhold", "Contents"),
    "keys": (
        "Tabulator går mellom boksene, piltastene mellom linjene til en boks, Enter åpner noten, Escape lukker den.",
        "Tab goes from box to box, the arrow keys along the lines of a box, Enter opens the note, Escape closes it.",
    ),
    "in words": ("Figuren i ord", "The figure in words"),
    "skip": ("Hopp til figuren i ord", "Skip to the figure in words"),
    "table": ("Alle forbindelsene", "All the ties"),
    "inside": ("i boksen", "in the box"),
    "column number": ("Linje", "Line"),
    "column from": ("Fra", "From"),
    "column reads": ("Forbindelse", "Tie"),
    "column to": ("Til", "To"),
    "column details": ("Nærmere", "Details"),
    "column sources": ("Kilder", "Sources"),
    "column name": ("Navn", "Name"),
    "column kind": ("Slag", "Kind"),
    "column level": ("Nivå", "Level"),
    "column period": ("Tid", "Time"),
    "column box": ("I boksen", "In the box"),
    "column number of source": ("Nummer", "Number"),
    "column source": ("Kilde", "Source"),
    "column address": ("Adresse", "Address"),
    "elsewhere": ("↪ side {n}", "↪ page {n}"),
    "without members": (
        "Navnene på dem som er slått sammen, står i notene.",
        "The names of those that stand as one are in the notes.",
    ),
    "heading begun": ("Kommet til", "Begun"),
    "heading ended": ("Avsluttet", "Ended"),
    "heading changed": ("Endret", "Changed"),
    "proposed heading begun": ("Foreslått", "Proposed"),
    "proposed heading ended": ("Foreslått avsluttet", "Proposed to end"),
    "proposed heading changed": ("Foreslått endret", "Proposed to change"),
    "heading surer": ("Uendret, men sikrere tidfestet", "Unchanged, but surer dated"),
    "was called": ("het før {name}", "was called {name}"),
    # foot
    "view": ("Visning: {name}", "View: {name}"),
    "sources to": ("Kildene går til og med {date}", "Sources up to {date}"),
    "page": ("Side {n} av {all}", "Page {n} of {all}"),
}


def phrase(name: str, lang: str) -> str:
    """Return a phrase in a language.

    Parameters
    ----------
    name
        The phrase.
    lang
        ``nb`` or ``en``.
    """
    return _PHRASES[name][lang == "en"]


_SHORT_VERBS: dict[str, tuple[str, str]] = {
    "MANDATES": ("mandat", "mandate"),
    "REPORTS_TO": ("rapporterer", "reports"),
    "SECRETARIAT_FOR": ("sekretariat", "secretariat"),
    "HOSTS": ("vert", "host"),
    "ADVISES": ("råd", "advice"),
    "MEMBER_OF": ("medlem", "member"),
    "REPRESENTED_IN": ("representert", "represented"),
    "COOPERATES_WITH": ("samarbeider", "cooperates"),
    "PART_OF": ("del", "part"),
    "SUCCEEDED_BY": ("etterfulgt", "succeeded"),
}


def count_phrase(name: str, number: int, lang: str) -> str:
    """Return a phrase as it reads of so many: of one, if it is one, with the number in its place otherwise."""
    return phrase(f"{name} one", lang) if number == 1 else phrase(name, lang).replace("{n}", str(number))


def short_verb(type_: str, verb: str, lang: str) -> str:
    """Return one word for a kind of tie, for a line that lists several; the verb itself where there is none shorter."""
    return _SHORT_VERBS.get(type_, (verb, verb))[lang == "en"]


def marks(validity: Validity, *, inferred: bool, called_for: bool = False) -> str:
    """Return the signs of what is not certain: possibly held, inferred, only called for."""
    return ("?" if validity is Validity.POSSIBLY else "") + ("∴" if inferred else "") + ("!" if called_for else "")


def join_names(names: Sequence[str], lang: str) -> str:
    """Return names as a list in a sentence: ``a, b og c``."""
    if len(names) < 2:  # noqa: PLR2004 - one name is no list
        return "".join(names)
    return f"{', '.join(names[:-1])} {phrase('and', lang)} {names[-1]}"

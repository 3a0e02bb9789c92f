"""Dates, periods, flows and grades as words, in Norwegian and English, for whatever speaks to people.

Twelve months and four seasons in two languages stand here rather than come from a locale package ten times our size.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

from graphmodel.choices import LANGUAGES, language
from graphmodel.period import ALWAYS, UNKNOWN, Grade, Validity

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graphmodel.period import Bounds

__all__ = [
    "FLOW_WORDS",
    "GRADE_WORDS",
    "NOTHING",
    "THEME_WORDS",
    "VALIDITY_TEXTS",
    "VALIDITY_WORDS",
    "alphabetical",
    "bounds_in_words",
    "date_in_words",
    "day_in_words",
    "period_in_words",
    "pick",
    "theme_in_words",
]

FLOW_WORDS: Mapping[str, tuple[str, str]] = {
    "authority": ("styring", "authority"),
    "voice": ("medvirkning", "voice"),
    "any": ("styring eller medvirkning", "authority or voice"),
}
"""What runs along a chain."""

VALIDITY_TEXTS: Mapping[Validity, str] = {validity: str(validity) for validity in Validity}
"""Whether something held on the day, as programs read it."""

GRADE_WORDS: Mapping[Grade, tuple[str, str]] = {
    Grade.CERTAIN: ("sikkert", "certain"),
    Grade.PRESUMED: ("antatt", "presumed"),
    Grade.INFERRED: ("slutning", "inferred"),
    Grade.POSSIBLE: ("muligens", "possible"),
    Grade.NO: ("nei", "no"),
}
"""How sure it is that something held on the day."""

THEME_WORDS: Mapping[str, tuple[str, str]] = {
    "evidence": ("kilder og sikkerhet", "evidence"),
    "mandates": ("mandat", "mandates"),
    "money": ("penger", "money"),
    "national-regional": ("nasjonalt og regionalt", "national and regional"),
    "norway": ("hele landet", "all of Norway"),
    "representation": ("representasjon", "representation"),
    "strategies": ("strategier", "strategies"),
    "structure": ("struktur", "structure"),
    "time": ("tid", "time"),
}
"""The themes of the questions that come with the package."""

VALIDITY_WORDS: Mapping[Validity, tuple[str, str]] = {
    Validity.YES: ("sikkert", "certain"),
    Validity.POSSIBLY: ("muligens", "possibly"),
    Validity.NO: ("nei", "no"),
}
"""Whether something held on the day."""

NOTHING = ("Ingen.", "None.")
"""An answer without rows."""

_MONTHS: Mapping[str, tuple[str, ...]] = {
    "nb": (
        *("januar", "februar", "mars", "april", "mai", "juni"),
        *("juli", "august", "september", "oktober", "november", "desember"),
    ),
    "en": (
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
}
_SEASONS: Mapping[str, tuple[str, ...]] = {
    "nb": ("våren", "sommeren", "høsten", "vinteren"),
    "en": ("spring", "summer", "autumn", "winter"),
}
_FIRST_SEASON, _LAST_SEASON = 21, 24
_ABOUT = {"nb": "omtrent ", "en": "about "}
_BETWEEN = re.compile(r"\[([^.]*)\.\.([^.]+)\]")
_PARTS = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?([~?%]?)")


def date_in_words(text: str, lang: str = "nb") -> str:
    """Return a date in EDTF as words.

    Parameters
    ----------
    text
        Such as ``2021-21``.
    lang
        ``nb`` or ``en``.

    Returns
    -------
    str
        Such as ``våren 2021``; a form that has no plain wording is returned as it is.
    """
    lang = language(lang)
    between = _BETWEEN.fullmatch(text)
    if between:
        return _some_day(between[1], between[2], lang)
    parts = _PARTS.fullmatch(text)
    if not parts:
        return text
    year, month, day, mark = parts.groups()
    return (_ABOUT[lang] if mark else "") + _exact(year, month, day, lang)


def _some_day(first: str, last: str, lang: str) -> str:
    no_later, between, and_ = {"nb": ("senest", "mellom", "og"), "en": ("no later than", "between", "and")}[lang]
    words = date_in_words(last, lang)
    return f"{between} {date_in_words(first, lang)} {and_} {words}" if first else f"{no_later} {words}"


def _exact(year: str, month: str | None, day: str | None, lang: str) -> str:
    if month is None:
        return year
    number = int(month)
    if _FIRST_SEASON <= number <= _LAST_SEASON:
        return f"{_SEASONS[lang][number - _FIRST_SEASON]} {year}"
    if not 1 <= number <= len(_MONTHS[lang]):
        return f"{year}-{month}"
    name = _MONTHS[lang][number - 1]
    if day is None:
        return f"{name} {year}"
    return f"{int(day)}{'.' if lang == 'nb' else ''} {name} {year}"


def period_in_words(since: str | None, until: str | None, lang: str = "nb") -> str:
    """Return a period, with its last day, as words.

    Parameters
    ----------
    since, until
        First and last day in EDTF; ``since`` may be ``..``, ``until`` may be ``unknown``.
    lang
        ``nb`` or ``en``.

    Returns
    -------
    str
        Such as ``fra våren 2021 til 31. desember 2023``; empty when neither is known.
    """
    from_, to, ended = {"nb": ("fra", "til", "avsluttet, dato ukjent"), "en": ("from", "to", "ended, date unknown")}[
        language(lang)
    ]
    if since == ALWAYS:
        start = "" if until else {"nb": "hele tiden", "en": "always"}[lang]
    else:
        start = f"{from_} {date_in_words(since, lang)}" if since else ""
    if until == UNKNOWN:
        return f"{start}, {ended}" if start else ended
    end = f"{to} {date_in_words(until, lang)}" if until else ""
    return f"{start} {end}".strip()


def pick(words: tuple[str, str], lang: str) -> str:
    """Return the word in a language."""
    return words[LANGUAGES.index(language(lang))]


def day_in_words(day: date | None, lang: str) -> str:
    """Return a day in words; without one, the whole record."""
    return date_in_words(day.isoformat(), lang) if day else pick(("hele tidsrommet", "the whole record"), lang)


def bounds_in_words(bounds: Bounds, lang: str) -> str:
    """Return when something holds for certain, and when it possibly does, in words; ends are last days.

    Parameters
    ----------
    bounds
        The period.
    lang
        ``nb`` or ``en``.

    Returns
    -------
    str
        Such as ``fra 31. mai 2021 til 31. desember 2023 (muligens fra 1. mars 2021 til 31. desember 2023)``.
    """
    possibly = _span(bounds.from_earliest, bounds.to_latest, lang)
    if bounds.from_earliest is None and bounds.from_latest and not bounds.to_latest:
        possibly = pick(("tidligere", "earlier"), lang)
    perhaps = f"{pick(VALIDITY_WORDS[Validity.POSSIBLY], lang)} {possibly}".strip()
    if not bounds.certain:
        return perhaps
    certainly = _span(bounds.from_latest, bounds.to_earliest, lang)
    if certainly == possibly:
        return certainly or pick(("uten kjente grenser i tid", "without known limits in time"), lang)
    return f"{certainly} ({perhaps})".strip()


def _span(start: date | None, end: date | None, lang: str) -> str:
    last = end - timedelta(days=1) if end and end > date.min else end
    if start and start == last:
        return day_in_words(start, lang)
    return period_in_words(start.isoformat() if start else None, last.isoformat() if last else None, lang)


def alphabetical(name: str) -> tuple[str, str]:
    """Return a sort key that puts names in Norwegian order: æ, ø and å come last, capitals with their small letters."""
    return (name.casefold().translate(_AFTER_Z), name)


_AFTER_Z = str.maketrans({"æ": "{", "ä": "{", "ø": "|", "ö": "|", "å": "}"})


def theme_in_words(theme: str, lang: str) -> str:
    """Return the name of a theme of questions; one of somebody's own is called as its folder is."""
    own = theme.replace("-", " ")
    return pick(THEME_WORDS.get(theme, (own, own)), lang)

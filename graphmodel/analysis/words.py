"""The words of the answers, in Norwegian and English."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from graphmodel.choices import LANGUAGES, language
from graphmodel.period import Grade, Validity
from graphmodel.wording import date_in_words, period_in_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graphmodel.period import Bounds

__all__ = [
    "FLOW_WORDS",
    "GRADE_WORDS",
    "NOTHING",
    "VALIDITY_TEXTS",
    "VALIDITY_WORDS",
    "bounds_in_words",
    "day_in_words",
    "pick",
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

VALIDITY_WORDS: Mapping[Validity, tuple[str, str]] = {
    Validity.YES: ("sikkert", "certain"),
    Validity.POSSIBLY: ("muligens", "possibly"),
    Validity.NO: ("nei", "no"),
}
"""Whether something held on the day."""

NOTHING = ("Ingen.", "None.")
"""An answer without rows."""


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

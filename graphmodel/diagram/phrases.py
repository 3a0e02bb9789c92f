"""The few words that every picture needs, in Norwegian and English."""

from __future__ import annotations

from graphmodel.period import Validity

__all__ = ["marks", "phrase"]

_PHRASES: dict[str, tuple[str, str]] = {
    "folded by ties": (
        "{n} noder: de av samme slag med de samme linjene er slått sammen.",
        "{n} nodes: those of one kind with the same lines stand as one.",
    ),
    "folded by kind": (
        "{n} noder: de av samme slag på samme nivå er slått sammen.",
        "{n} nodes: those of one kind at one level stand as one.",
    ),
    "as on": ("Slik det var {day}", "As it was on {day}"),
    "between": ("Endringer fra {first} til {last}", "Changes from {first} to {last}"),
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


def marks(validity: Validity, *, inferred: bool, called_for: bool = False) -> str:
    """Return the signs of what is not certain: possibly held, inferred, only called for."""
    return ("?" if validity is Validity.POSSIBLY else "") + ("∴" if inferred else "") + ("!" if called_for else "")

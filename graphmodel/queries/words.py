"""A value of an answer as people say it: days in words, kinds and levels by name, in Norwegian or English."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from graphmodel import schema
from graphmodel.choices import language
from graphmodel.language import date_in_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graphmodel.queries.query import ValueType

__all__ = ["in_words"]

_CHOICES: Mapping[str, str] = {
    "yes": "ja",
    "no": "nei",
    "possibly": "muligens",
    "stated": "oppgitt",
    "inferred": "slutning",
    "recorded": "registrert",
    "called for": "etterlyst",
    "covered": "nådd",
    "gap": "hull",
    "not surveyed": "ikke kartlagt",
    "chosen": "valgt",
    "alternative": "alternativ",
    "merged": "slått sammen",
    "split": "delt",
    "began": "begynte",
    "ended": "sluttet",
    "named": "fikk navn",
    "tie began": "forbindelse begynte",
    "tie ended": "forbindelse sluttet",
    "up": "opp",
    "down": "ned",
    "out": "ut",
    "in": "inn",
    "from": "fra",
    "to": "til",
    "true": "ja",
    "false": "nei",
}


def in_words(value: Any, value_type: ValueType, lang: str = "nb") -> Any:  # noqa: ANN401 - whatever an answer holds
    """Return a value of an answer as people say it.

    Parameters
    ----------
    value
        The value; a list is taken value by value.
    value_type
        The type of its column.
    lang
        ``nb`` or ``en``.

    Returns
    -------
    object
        Text for days, kinds, levels and choices; any other value as it is.
    """
    if isinstance(value, (list, tuple)):
        return [in_words(each, value_type, lang) for each in value]
    if isinstance(value, date):
        return date_in_words(value.isoformat(), lang)
    if isinstance(value, bool):
        value = str(value).lower()
    return _text_in_words(value, value_type, lang) if isinstance(value, str) else value


def _text_in_words(value: str, value_type: ValueType, lang: str) -> str:
    lang = language(lang)
    norwegian = lang == "nb"
    match value_type.base:
        case "edtf":
            return date_in_words(value, lang)
        case "level" if value in schema.LEVEL_WORDS:
            return schema.LEVEL_WORDS[value][0 if norwegian else 1].lower()
        case "edge kind" if value in schema.EDGE_KINDS:
            return getattr(schema.EDGE_KINDS[value].reads, lang)  # type: ignore[no-any-return]  # a word of the wording
        case "kind" if value in schema.KINDS:
            return schema.KINDS[value].words[0 if norwegian else 2]
        case "choice" | "boolean" if norwegian:
            return _CHOICES.get(value, value)
    return value

"""What slides and documents have in common: text that their XML can hold, and the same bytes for the same content."""

from __future__ import annotations

import re
import zipfile
from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["FONT", "LOCALES", "fit", "packed"]

FONT = "Verdana"
"""On every machine with an office suite, or replaced by DejaVu Sans, of nearly the same widths."""

LOCALES: Mapping[str, str] = {"nb": "nb-NO", "en": "en-GB"}

_UNFIT = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
_FIRST_DAY = datetime(1980, 1, 1, tzinfo=UTC)
"""The date of everything in the file, because it must have one: the first that a ZIP can hold."""


def fit(text: str) -> str:
    """Return text as XML can hold it and an office suite shows it on one line."""
    return _UNFIT.sub("\N{REPLACEMENT CHARACTER}", text).replace("\n", " ").replace("\t", " ")


def packed(properties: Any, save: Callable[[BytesIO], None], *, title: str, lang: str) -> bytes:  # noqa: ANN401 - of python-pptx or python-docx, which share no class
    """Return an office file with its title and language, and no date or name of whoever made it.

    Parameters
    ----------
    properties
        The core properties of the file.
    save
        Writes it.
    title, lang
        Of the file.
    """
    properties.title, properties.language = fit(title)[:255], LOCALES[lang]
    properties.author = properties.last_modified_by = "graphmodel"
    properties.subject = properties.comments = properties.keywords = properties.category = ""
    properties.created = properties.modified = properties.last_printed = _FIRST_DAY.replace(tzinfo=None)
    properties.revision = 1
    written, stamped = BytesIO(), BytesIO()
    save(written)
    with zipfile.ZipFile(written) as found, zipfile.ZipFile(stamped, "w", zipfile.ZIP_DEFLATED) as made:
        for name in found.namelist():
            made.writestr(zipfile.ZipInfo(name, _FIRST_DAY.timetuple()[:6]), found.read(name), zipfile.ZIP_DEFLATED)
    return stamped.getvalue()

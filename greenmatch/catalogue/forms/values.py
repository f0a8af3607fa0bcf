"""Validators of single values in the listing's forms."""

import re
from typing import Any
from urllib.parse import urlsplit

from wtforms import Field
from wtforms.validators import StopValidation

from greenmatch.core.i18n import _

_NUMBER = r"[+\-−]?\d+(?:[.,]\d+)?(?:[eE][+\-]?\d+)?"
_THRESHOLD = re.compile(
    rf"\s*(?:(?:>=|<=|>|<|=|≥|≤|≈|~|±)?\s*{_NUMBER}|{_NUMBER}\s*(?:-|–|—|to|~|至|到|\.\.)\s*{_NUMBER})\s*"
)


def web_link(_form: Any, field: Field) -> None:
    """Accept an http(s) address with a host."""
    if not field.data:
        return
    try:
        parts = urlsplit(field.data)
        sound = parts.scheme in ("http", "https") and "." in (parts.hostname or "")
    except ValueError:
        sound = False
    if not sound or re.search(r"\s", field.data):
        raise StopValidation(_("Give a whole web address, such as https://example.org/page."))


def threshold(_form: Any, field: Field) -> None:
    """Accept a number with or without a sign such as ≥, or a range."""
    if field.data and not _THRESHOLD.fullmatch(field.data):
        raise StopValidation(
            _(
                "Write a number such as “>= 40”, or a range such as “10-20”; "
                "the unit goes beside it."
            )
        )

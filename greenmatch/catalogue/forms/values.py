"""Validators of single values in the listing's forms."""

import re
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlsplit

from wtforms import Field
from wtforms.validators import StopValidation

from greenmatch.core.clock import now
from greenmatch.core.i18n import _
from greenmatch.core.numbers import BETWEEN, NUMBER, read_number

LONGEST_AHEAD = timedelta(days=3653)
FIRST_DAY = date(1900, 1, 1)  # nothing that is still of use was filed before
_THRESHOLD = re.compile(
    rf"\s*(?:(?:>=|<=|>|<|=|≥|≤|≈|~|±)?\s*{NUMBER}|{NUMBER}{BETWEEN}{NUMBER})\s*"
)
_RANGE = re.compile(rf"\s*({NUMBER}){BETWEEN}({NUMBER})\s*")


def web_link(_form: Any, field: Field) -> None:
    """Accept an http(s) address with a host."""
    if not field.data:
        return
    try:
        parts = urlsplit(field.data)
        named = "." in (parts.hostname or "").strip(".") and "@" not in parts.netloc
        sound = parts.scheme in ("http", "https") and named
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
    if field.data and _is_turned(field.data):
        raise StopValidation(_("In a range the smaller number comes first."))


def _is_turned(text: str) -> bool:
    ends = _RANGE.fullmatch(text)
    if ends is None:
        return False
    low, high = map(read_number, ends.groups())
    return low > high


def figure(_form: Any, field: Field) -> None:
    """Accept a number with or without a sign such as ≥, or a range."""
    if field.data and not _THRESHOLD.fullmatch(field.data):
        raise StopValidation(
            _("Write a number such as “-35”, or a range such as “20-30”; the unit goes beside it.")
        )


def past_day(_form: Any, field: Field) -> None:
    """Accept a day from 1900 to today."""
    if field.data and not FIRST_DAY <= field.data <= now().date():
        raise StopValidation(_("Give a day in the past, from 1900 on."))


def coming_day(_form: Any, field: Field) -> None:
    """Accept a day from today to ten years on."""
    if field.data and not now().date() <= field.data <= now().date() + LONGEST_AHEAD:
        raise StopValidation(_("Give a day from today on, within ten years."))

"""From what a row holds to the value of a field; Unreadable where it makes no sense."""

import re
import time
from collections.abc import Mapping
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from greenmatch.catalogue.content import SectorTag
from greenmatch.core.i18n import _
from greenmatch.exchange.mapping.pulling import Pull, Unreadable
from greenmatch.taxonomy import enumeration, ip_class, normalise_country, sector, sectors

Values = Mapping[str, Any]

_TRL = re.compile(r"(?:TRL\s*)?([1-9])(?:\.0)?", re.IGNORECASE)
_GOAL = re.compile(r"(?:SDG\s*)?(\d{1,2})(?:\.0)?", re.IGNORECASE)
_MONEY = re.compile(r"(?i)(?:EUR|€)?\s*(\d{1,18}(?:[ ,']\d{3})*(?:\.\d{1,4})?)\s*(?:EUR|€)?")
_BANDS = (
    (10_000, "under-10k"),
    (50_000, "10k-50k"),
    (250_000, "50k-250k"),
    (1_000_000, "250k-1m"),
    (5_000_000, "1m-5m"),
)
_FLAGS = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}
_DOMAIN = re.compile(r"[\w-]+(\.[\w-]+)+(?=[/?#:]|$)", re.ASCII)


def read_code(pull: Pull, row: Values, name: str) -> str:
    """A code of the enumeration, given as the code or by its name; empty where unknown."""
    text = pull.text(row)
    return _code(text, name) if text else ""


def read_codes(pull: Pull, row: Values, name: str) -> tuple[str, ...]:
    """Codes of the enumeration."""
    return tuple(dict.fromkeys(_code(text, name) for text in pull.texts(row)))


def _code(text: str, name: str) -> str:
    wanted = text.casefold()
    for each in enumeration(name):
        if wanted in (each.code.casefold(), each.name_en.casefold(), each.name_zh):
            return each.code
    known = ", ".join(each.code for each in enumeration(name))
    raise Unreadable(_("“%(text)s” is none of: %(known)s", text=_short(text), known=known))


def read_country(pull: Pull, row: Values) -> str:
    """A country's code; codes of two and three letters, EL and UK, and names are understood."""
    text = pull.text(row)
    return _country(text) if text else ""


def read_countries(pull: Pull, row: Values) -> tuple[str, ...]:
    """Codes of countries."""
    return tuple(dict.fromkeys(map(_country, pull.texts(row))))


def _country(text: str) -> str:
    code = normalise_country(text)
    if code is None:
        raise Unreadable(_("“%(text)s” is no country that we know", text=_short(text)))
    return code


def read_level(pull: Pull, row: Values) -> int | None:
    """A readiness level from 1 to 9, "TRL 4" too."""
    text = pull.text(row)
    if not text:
        return None
    found = _TRL.fullmatch(text)
    if found is None:
        raise Unreadable(_("“%(text)s” is no readiness level from 1 to 9", text=_short(text)))
    return int(found[1])


def read_goals(pull: Pull, row: Values) -> tuple[int, ...]:
    """Numbers of Sustainable Development Goals."""
    return tuple(dict.fromkeys(map(_goal, pull.texts(row))))


def _goal(text: str) -> int:
    found = _GOAL.fullmatch(text)
    if found is None or not 1 <= int(found[1]) <= 17:
        raise Unreadable(_("“%(text)s” is no goal from 1 to 17", text=_short(text)))
    return int(found[1])


def read_sectors(pull: Pull, row: Values) -> tuple[SectorTag, ...]:
    """Sectors of the second level, by code or by English or Chinese name."""
    return tuple(SectorTag(code) for code in dict.fromkeys(map(_sector, pull.texts(row))))


def _sector(text: str) -> str:
    known = sector(text)
    if known is None:
        wanted = text.casefold()
        names = ((each, (each.name_en.casefold(), each.name_zh)) for each in sectors(2))
        known = next((each for each, own in names if wanted in own), None)
    if known is None or known.parent is None:
        raise Unreadable(_("“%(text)s” is no sector of the second level", text=_short(text)))
    return known.code


def read_classes(pull: Pull, row: Values) -> tuple[str, ...]:
    """Symbols of patent classes."""
    return tuple(dict.fromkeys(map(_class, pull.texts(row))))


def _class(text: str) -> str:
    known = ip_class(text)
    if known is None:
        raise Unreadable(_("“%(text)s” is no patent class", text=_short(text)))
    return known.symbol


def read_date(pull: Pull, row: Values) -> date | None:
    """A day: 2026-09-22, or as the rule's formats have it."""
    text = pull.text(row)
    if not text:
        return None
    formats = pull.rule.format
    for form in (formats,) if isinstance(formats, str) else formats:
        try:
            return date(*time.strptime(text, form)[:3])
        except ValueError:
            continue
    try:
        return date.fromisoformat(text[:10] if text[10:11] in {"T", " "} else text)
    except ValueError:
        raise Unreadable(_("“%(text)s” is no date such as 2026-09-22", text=_short(text))) from None


def read_band(pull: Pull, row: Values) -> str:
    """A budget band, or the one that an amount in euros falls into."""
    text = pull.text(row)
    amount = _MONEY.fullmatch(text)
    if amount is None:
        return _code(text, "budget_band") if text else ""
    euros = float(re.sub(r"[ ,']", "", amount[1]))
    return next((band for limit, band in _BANDS if euros < limit), "over-5m")


def read_flag(pull: Pull, row: Values) -> bool:
    """Yes or no; what is not given is no."""
    value = pull.raw(row)
    if isinstance(value, bool):
        return value
    text = pull.text(row).casefold()
    if text and text not in _FLAGS:
        raise Unreadable(_("“%(text)s” is neither yes nor no", text=_short(text)))
    return _FLAGS.get(text, False)


def read_link(pull: Pull, row: Values) -> str:
    """A web address; one without a scheme is taken to be https."""
    text = pull.text(row)
    if not text:
        return ""
    address = f"https://{text}" if _DOMAIN.match(text) else text
    try:
        parts = urlsplit(address)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in {"http", "https"} or not parts.netloc or re.search(r"\s", address):
        raise Unreadable(_("“%(text)s” is no web address", text=_short(text)))
    return address


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:60]}…"

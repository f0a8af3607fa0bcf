"""Codes of a content as names in a language."""

from collections.abc import Iterable
from dataclasses import dataclass

from greenmatch.catalogue.content import IpRight, SectorTag
from greenmatch.core.i18n import _, _n
from greenmatch.taxonomy import choice_name, country_name, protection_name, sector

LIST_MARKS = {"en": ", ", "zh": "、"}


def joined(names: Iterable[str], language: str) -> str:
    """Names as a list in the language's way of writing one."""
    return LIST_MARKS.get(language, ", ").join(names)


def country_list(codes: Iterable[str], language: str) -> str:
    """Countries by name, as a list."""
    return joined((country_name(code, language) for code in codes), language)


def choice_or_empty(enumeration: str, code: str | int | None, language: str) -> str:
    """A value's name; empty where it is not known."""
    return choice_name(enumeration, code, language) if code not in (None, "") else ""


def choice_list(enumeration: str, codes: Iterable[str], language: str) -> str:
    """Values of an enumeration by name, as a list."""
    return joined((choice_name(enumeration, code, language) for code in codes), language)


@dataclass(frozen=True)
class SectorName:
    """A sector with its name in a language, for tags that lead to it."""

    code: str
    name: str
    suggested: bool


def sector_names(tags: Iterable[SectorTag], language: str) -> tuple[SectorName, ...]:
    """The sectors with their names."""
    found = ((tag, sector(tag.code)) for tag in tags)
    return tuple(
        SectorName(tag.code, each.name(language) if each else tag.code, tag.suggested)
        for tag, each in found
    )


def ip_summary(situation: str, rights: tuple[IpRight, ...], language: str) -> str:
    """The IP situation in a few words; empty where it is not known."""
    patents = sum(right.kind in ("patent", "utility-model") for right in rights)
    if patents:
        return _n("%(num)d patent right", "%(num)d patent rights", patents)
    registered = sum(right.kind != "know-how" for right in rights)
    if registered:
        return _n("%(num)d registered right", "%(num)d registered rights", registered)
    return choice_or_empty("ip_situation", situation, language)


def protection_list(codes: Iterable[str], language: str) -> str:
    """Offices and countries of protection by name, as a list."""
    return joined((protection_name(code, language) for code in codes), language)


def yes_no(value: bool) -> str:
    """A yes or a no."""
    return _("Yes") if value else _("No")

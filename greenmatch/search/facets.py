"""The facets of the results page: which there are, and their values by name."""

from dataclasses import dataclass
from functools import cache, lru_cache
from threading import Lock

from greenmatch.core.i18n import _, _l
from greenmatch.search.documents import UNKNOWN
from greenmatch.taxonomy import (
    choice_name,
    countries,
    country_name,
    enumeration,
    sdg,
    sdgs,
    sector_groups,
    sector_name,
)

_READING = Lock()
KINDS = {"technology": _l("Technologies"), "need": _l("Needs")}


@dataclass(frozen=True, eq=False)
class FacetKind:
    """How a facet is called in addresses and on the page, and which enumeration names it."""

    facet: str
    argument: str
    label: str
    enumeration: str = ""
    unfolded: bool = False


FACET_KINDS = (
    FacetKind("kind", "kind", _l("Kind"), unfolded=True),
    FacetKind("sector", "sector", _l("Sector"), unfolded=True),
    FacetKind("trl", "trl", _l("Readiness level"), "trl", unfolded=True),
    FacetKind("country", "country", _l("Country"), unfolded=True),
    FacetKind("cooperation", "cooperation", _l("Form of cooperation"), "cooperation"),
    FacetKind("ip", "ip", _l("Intellectual property"), "ip_situation"),
    FacetKind("sdg", "sdg", _l("Sustainable Development Goal")),
    FacetKind("organisation_type", "type", _l("Type of organisation"), "organisation_type"),
)


def known_values(kind: FacetKind) -> frozenset[str]:
    """Every value that a facet may have in an address.

    One thread at a time: a process crashes where two of them are the first to read the taxonomy
    (msgspec 0.22 looks at a type without a lock). Every search asks this before anything else.
    """
    with _READING:
        return _known_values(kind)


@cache
def _known_values(kind: FacetKind) -> frozenset[str]:
    if kind.enumeration:
        return frozenset([*(choice.code for choice in enumeration(kind.enumeration)), UNKNOWN])
    if kind.facet == "sector":
        groups = sector_groups()
        members = [member.code for group in groups for member in group.members]
        return frozenset([*(group.sector.code for group in groups), *members])
    if kind.facet == "country":
        return frozenset(country.code for country in countries("en"))
    if kind.facet == "sdg":
        return frozenset(str(goal.number) for goal in sdgs())
    return frozenset(KINDS)


def value_name(kind: FacetKind, value: str, language: str) -> str:
    """A facet's value for people."""
    if value == UNKNOWN:
        return _("Unknown")
    if kind.facet == "trl":
        return _("%(name)s: %(text)s", name=value, text=choice_name("trl", value, language))
    if kind.enumeration:
        return choice_name(kind.enumeration, value, language)
    if kind.facet == "sector":
        return sector_name(value, language)
    if kind.facet == "country":
        return country_name(value, language)
    if kind.facet == "sdg":
        goal = sdg(int(value))
        return f"{value} {goal.name(language)}" if goal else value
    return str(KINDS[value])


@lru_cache(5_000)
def quick_name(kind: FacetKind, value: str, language: str, _reader: str) -> str:
    """The same, kept; some words of it are in the language of the request, the reader's."""
    return value_name(kind, value, language)

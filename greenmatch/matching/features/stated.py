"""Features of what a listing states in fields of its own: sectors, goals, places, cooperation."""

from collections.abc import Iterable, Mapping

from greenmatch.matching.document import MatchDocument
from greenmatch.taxonomy import region_of, sector

STATED_GROUPS = (
    "sector",
    "sector_group",
    "sdg",
    "climate_objective",
    "patent_class",
    "country",
    "region",
    "cooperation",
    "readiness",
)
_LEVELS = range(1, 10)


def stated_features(document: MatchDocument, suggested_share: float) -> dict[str, dict[str, float]]:
    """For each group the values that the listing states, with shares whose squares add up to 1.

    So two listings that state the same agree by 1, and by less the more else they state. A sector
    that was only suggested from the text counts by `suggested_share`. A group that the listing
    says nothing about is missing.
    """
    sectors = dict.fromkeys(document.suggested_sectors, suggested_share)
    sectors |= dict.fromkeys(document.sectors, 1.0)
    groups = {
        "sector": _shares(sectors),
        "sector_group": _shares(
            _largest((_parent(code), share) for code, share in sectors.items())
        ),
        "sdg": _shares(dict.fromkeys(map(str, document.sdgs), 1.0)),
        "climate_objective": _shares(dict.fromkeys(_objectives(document), 1.0)),
        "patent_class": _shares(dict.fromkeys(map(_subclass, document.classes), 1.0)),
        "country": dict.fromkeys(document.countries, 1.0),
        "region": dict.fromkeys(_regions(document), 1.0),
        "cooperation": _shares(dict.fromkeys(document.cooperation, 1.0)),
        "readiness": _readiness(document),
    }
    return {group: values for group, values in groups.items() if values}


def _shares(values: Mapping[str, float]) -> dict[str, float]:
    """The values scaled so that their squares add up to the square of the largest."""
    length = sum(value * value for value in values.values()) ** 0.5
    largest = max(values.values(), default=0.0)
    return {name: value * largest / length for name, value in values.items() if name and length}


def _largest(values: Iterable[tuple[str, float]]) -> dict[str, float]:
    found: dict[str, float] = {}
    for name, value in values:
        found[name] = max(value, found.get(name, 0.0))
    return found


def _parent(code: str) -> str:
    """The group of a sector; none for a code that is not ours."""
    found = sector(code)
    return found.group if found else ""


def _objectives(document: MatchDocument) -> tuple[str, ...]:
    """The objective, "both" taken apart."""
    objective = document.climate_objective
    return ("mitigation", "adaptation") if objective == "both" else (objective,)


def _subclass(code: str) -> str:
    """The subclass of an IPC or CPC code (`H01M 10/0525` → `H01M`): headings below it move."""
    return code.replace(" ", "").upper()[:4]


def _regions(document: MatchDocument) -> Iterable[str]:
    return filter(None, (_region(country) for country in document.countries))


def _region(country: str) -> str:
    found = region_of(country)
    return found.code if found else ""


def _readiness(document: MatchDocument) -> dict[str, float]:
    """A need names the least level that it accepts, a technology has reached all up to its own."""
    if document.trl is None:
        return {}
    if document.kind == "need":
        return {str(document.trl): 1.0}
    return {str(level): 1.0 for level in _LEVELS if level <= document.trl}

"""What the query language knows of the catalogue's codes: names of sectors, countries, classes."""

from functools import cache

from greenmatch.core.text import normalise
from greenmatch.search.classes import class_key
from greenmatch.taxonomy import equivalent_classes, normalise_country, sectors, sectors_of_class


def sector_codes(value: str) -> tuple[str, ...]:
    """The sectors that a code or a name in either language means."""
    return _sectors().get(normalise(value).strip(), ())


def country_codes(value: str) -> tuple[str, ...]:
    """The country that a code or a name means, as a tuple of one or none."""
    code = normalise_country(value)
    return (code,) if code else ()


def related_classes(text: str) -> tuple[str, ...]:
    """The key of a class and those of the classes where its subject matter is or was filed."""
    keys = (class_key(symbol) for symbol in equivalent_classes(text))
    return tuple(dict.fromkeys(key for key in keys if key))


def related_sectors(text: str) -> tuple[str, ...]:
    """The codes of the sectors to which the crosswalk leads from a class."""
    return tuple(sector.code for sector in sectors_of_class(text))


@cache
def _sectors() -> dict[str, tuple[str, ...]]:
    """Folded code or name to codes; a name that two sectors share means both."""
    found: dict[str, tuple[str, ...]] = {}
    for sector in sectors():
        for spelling in {
            sector.code,
            sector.code.partition("/")[2],
            sector.name_en,
            sector.name_zh,
        }:
            key = normalise(spelling)
            if key:
                found[key] = (*found.get(key, ()), sector.code)
    return found

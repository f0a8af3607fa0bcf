"""Regions of the world: five continents and the regions below them, as in UN M.49."""

from dataclasses import dataclass
from functools import cache

from greenmatch.taxonomy.concepts import Named
from greenmatch.taxonomy.places.file import RegionRow, places_file
from greenmatch.taxonomy.places.names import territory_names


@dataclass(frozen=True, kw_only=True)
class Region(Named):
    """A region by its M.49 code ("150" is Europe), with all countries in it.

    `parent` is the continent's code, None for a continent.
    """

    code: str
    parent: str | None
    countries: frozenset[str]


@cache
def regions() -> tuple[Region, ...]:
    """The five continents, then the regions below them."""
    rows = places_file().regions
    return tuple(_region(row, rows) for row in rows)


@cache
def region(code: str) -> Region | None:
    """The region with this M.49 code, or None."""
    return next((each for each in regions() if each.code == code), None)


@cache
def region_of(country: str) -> Region | None:
    """The smallest region that the country lies in; None for Antarctica and unknown codes."""
    found = (each for each in regions() if each.parent and country in each.countries)
    return next(found, None)


def _region(row: RegionRow, rows: tuple[RegionRow, ...]) -> Region:
    inside = (other.countries for other in rows if row.code in (other.code, other.parent))
    return Region(
        code=row.code,
        name_en=territory_names("en")[row.code],
        name_zh=territory_names("zh")[row.code],
        parent=row.parent or None,
        countries=frozenset().union(*inside),
    )

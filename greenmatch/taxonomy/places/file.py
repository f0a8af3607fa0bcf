"""The file of regions, offices and further spellings."""

from dataclasses import dataclass
from functools import cache

from greenmatch.taxonomy.concepts import Named
from greenmatch.taxonomy.loading import load


@dataclass(frozen=True)
class RegionRow:
    """A region's M.49 code, the code of the region around it, and its countries."""

    code: str
    parent: str
    countries: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Office(Named):
    """A patent office whose rights cover several countries; code as in WIPO ST.3."""

    code: str


@dataclass(frozen=True)
class PlacesFile:
    """What ``data/places.json`` holds."""

    regions: tuple[RegionRow, ...]
    spellings: dict[str, tuple[str, ...]]
    offices: tuple[Office, ...]


@cache
def places_file() -> PlacesFile:
    """The file's content."""
    return load("places", PlacesFile)

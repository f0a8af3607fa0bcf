"""Countries, regions and patent offices. Names come from CLDR through Babel."""

from greenmatch.taxonomy.places.countries import countries, country_name
from greenmatch.taxonomy.places.offices import (
    Office,
    offices,
    protection_name,
    protection_territories,
)
from greenmatch.taxonomy.places.regions import Region, region, region_of, regions
from greenmatch.taxonomy.places.spelling import normalise_country

__all__ = [
    "Office",
    "Region",
    "countries",
    "country_name",
    "normalise_country",
    "offices",
    "protection_name",
    "protection_territories",
    "region",
    "region_of",
    "regions",
]

"""What listings are filed under: sectors, goals, enumerations, places, patent classes.

Read-only, from the data files beside this package; nothing here needs a database or a request.
Every name comes in English and Chinese.
"""

from greenmatch.taxonomy.classes import (
    IpClass,
    classes_of_sector,
    equivalent_classes,
    ip_class,
    sectors_of_class,
)
from greenmatch.taxonomy.concepts import Choice, Goal, Named, Sector, SectorGroup
from greenmatch.taxonomy.enumerations import choice, choice_name, enumeration, enumeration_names
from greenmatch.taxonomy.goals import sdg, sdgs
from greenmatch.taxonomy.places import (
    Office,
    Region,
    countries,
    country_name,
    normalise_country,
    offices,
    protection_name,
    protection_territories,
    region,
    region_of,
    regions,
)
from greenmatch.taxonomy.sectors import sector, sector_groups, sector_name, sectors
from greenmatch.taxonomy.suggestion import Suggestion, suggest_sectors

__all__ = [
    "Choice",
    "Goal",
    "IpClass",
    "Named",
    "Office",
    "Region",
    "Sector",
    "SectorGroup",
    "Suggestion",
    "choice",
    "choice_name",
    "classes_of_sector",
    "countries",
    "country_name",
    "enumeration",
    "enumeration_names",
    "equivalent_classes",
    "ip_class",
    "normalise_country",
    "offices",
    "protection_name",
    "protection_territories",
    "region",
    "region_of",
    "regions",
    "sdg",
    "sdgs",
    "sector",
    "sector_groups",
    "sector_name",
    "sectors",
    "sectors_of_class",
    "suggest_sectors",
]

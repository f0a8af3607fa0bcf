"""Countries by their ISO 3166 code."""

from functools import cache

from greenmatch.taxonomy.concepts import Choice
from greenmatch.taxonomy.places.file import places_file
from greenmatch.taxonomy.places.names import sorting_key, territory_names


@cache
def country_codes() -> frozenset[str]:
    """All codes: ISO 3166-1, and XK for Kosovo as CLDR and the European Union have it."""
    inside = (code for region in places_file().regions for code in region.countries)
    return frozenset(inside) | {"AQ"}


def country_name(code: str, language: str) -> str:
    """The country's name in the language; for an unknown code the code itself."""
    return territory_names(language).get(code, code) if code in country_codes() else code


@cache
def countries(language: str) -> tuple[Choice, ...]:
    """All countries with both names, in the alphabetical order of the language."""
    found = (
        Choice(code=code, name_en=country_name(code, "en"), name_zh=country_name(code, "zh"))
        for code in country_codes()
    )
    return tuple(sorted(found, key=lambda each: sorting_key(each.name(language), language)))

"""Where an intellectual property right can apply: countries, and offices for several of them."""

from functools import cache

from greenmatch.taxonomy.concepts import Choice
from greenmatch.taxonomy.places.countries import countries, country_name
from greenmatch.taxonomy.places.file import Office, places_file


def offices() -> tuple[Office, ...]:
    """The offices for several countries: WO, EP, EA, AP, OA."""
    return places_file().offices


@cache
def protection_territories(language: str) -> tuple[Choice, ...]:
    """What a form offers as protected territories: the offices, then the countries in order."""
    regional = (
        Choice(code=office.code, name_en=office.name_en, name_zh=office.name_zh)
        for office in offices()
    )
    return (*regional, *countries(language))


def protection_name(code: str, language: str) -> str:
    """The name of an office or a country in the language; an unknown code stays as it is."""
    for office in offices():
        if office.code == code:
            return office.name(language)
    return country_name(code, language)


__all__ = ["Office", "offices", "protection_name", "protection_territories"]

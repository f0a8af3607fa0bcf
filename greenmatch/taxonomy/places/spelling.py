"""From what people and sources write to a country's code."""

import re
from functools import cache

from babel import Locale
from babel.core import get_global

from greenmatch.core.text import normalise
from greenmatch.taxonomy.places.countries import country_codes
from greenmatch.taxonomy.places.file import places_file

# Source data name countries in these languages too.
_LANGUAGES = ("en", "zh_Hans", "zh_Hant", "de", "fr", "es", "it", "pt", "nl", "ru", "ja")
_NOT_LETTERS = re.compile(r"[\W_]+")


def normalise_country(text: str) -> str | None:
    """The ISO code of a country given by code or name, or None if it is not known.

    Understands ISO codes of two and three letters and of digits, the European Union's EL and UK,
    and names in eleven languages with their usual variants, whatever their case and accents.
    """
    return _spellings().get(_key(text))


def _key(text: str) -> str:
    return _NOT_LETTERS.sub(" ", normalise(text).replace("&", " and ")).strip()


@cache
def _spellings() -> dict[str, str]:
    """Spelling to code; what comes later in here wins."""
    found: dict[str, str] = {}
    for language in reversed(_LANGUAGES):
        names = Locale.parse(language).territories
        found.update({_key(names[code]): code for code in country_codes() if code in names})
    for alias, targets in get_global("territory_aliases").items():
        if len(targets) == 1 and targets[0] in country_codes():
            found[_key(alias)] = targets[0]
    for code, spellings in places_file().spellings.items():
        found.update({_key(spelling): code for spelling in spellings})
    found.update({_key(code): code for code in country_codes()})
    return found

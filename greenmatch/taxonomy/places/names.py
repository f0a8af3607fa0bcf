"""The names of territories as CLDR has them, and the order in which a reader expects them."""

import unicodedata
from functools import cache

from babel import Locale

_LOCALES = {"en": "en", "zh": "zh_Hans"}
# GB 2312 puts its commoner characters in the order of their pronunciation, and the rarer ones
# after all of them. These rarer ones begin the name of a country: sort as one that sounds alike.
_SOUNDS_LIKE = str.maketrans({"瑙": "脑", "斐": "匪", "梵": "饭"})


@cache
def territory_names(language: str) -> dict[str, str]:
    """Names by CLDR code (countries and M.49 regions) in the language "en" or "zh"."""
    return dict(Locale.parse(_LOCALES.get(language, "en")).territories)


def sorting_key(name: str, language: str) -> tuple[bytes, str]:
    """A key that puts names into alphabetical order; in Chinese by pronunciation."""
    if language == "zh":
        return name.translate(_SOUNDS_LIKE).encode("gb18030"), name
    plain = unicodedata.normalize("NFKD", name).casefold()
    letters = "".join(character for character in plain if not unicodedata.combining(character))
    return letters.encode(), name

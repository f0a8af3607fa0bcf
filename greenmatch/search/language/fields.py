"""What may stand behind ``field:`` in a query, and the tree node it becomes."""

import operator
import re
from collections.abc import Callable, Iterable

from greenmatch.catalogue.patents import patent_key
from greenmatch.search.classes import class_key
from greenmatch.search.language.scanner import Item
from greenmatch.search.language.tree import Exact, Facet, Node, Or
from greenmatch.search.language.vocabulary import country_codes, related_classes, sector_codes

LEVELS = range(1, 10)
_LEVELS = re.compile(r"(?P<op>>=|<=|>|<|=)?(?P<first>\d)(?:(?:-|\.\.)(?P<last>\d))?")


def field_node(item: Item) -> Node | None:
    """The node of an item with a field; None where the field or the value means nothing."""
    reader = _READERS.get(item.field)
    return reader(item) if reader else None


def _facet(name: str, codes: Callable[[str], Iterable[str]]) -> Callable[[Item], Node | None]:
    """A reader for a facet: values separated by commas, each understood or all refused."""

    def read(item: Item) -> Node | None:
        found = [tuple(codes(value)) for value in _values(item)]
        if not found or not all(found):
            return None
        values = (code for codes_of_value in found for code in codes_of_value)
        return Facet(item.raw, name, tuple(dict.fromkeys(values)))

    return read


def _exact(field: str, keys: Callable[[str], Iterable[str]]) -> Callable[[Item], Node | None]:
    """A reader for a field with exact keys: any of the values."""

    def read(item: Item) -> Node | None:
        found = [Exact(item.raw, field, key) for value in _values(item) for key in keys(value)]
        return Or(tuple(found)) if len(found) > 1 else next(iter(found), None)

    return read


def _values(item: Item) -> list[str]:
    """The values behind a field; a quoted one is a single value."""
    if item.quoted:
        return [item.text]
    return [value for value in item.text.split(",") if value]


def _levels(value: str) -> Iterable[str]:
    """Readiness levels: ``6``, ``>=6``, ``4-6``."""
    match = _LEVELS.fullmatch(value)
    if not match:
        return ()
    first, last = int(match["first"]), int(match["last"] or match["first"])
    compare = _COMPARISONS.get(match["op"])
    if compare:
        return [str(level) for level in LEVELS if compare(level, first)]
    return [str(level) for level in LEVELS if first <= level <= last]


def _goal(value: str) -> Iterable[str]:
    """The number of a development goal."""
    number = re.fullmatch(r"(?:sdg)?0?(\d{1,2})", value.lower())
    return (number[1],) if number and 1 <= int(number[1]) <= 17 else ()


def _kind(value: str) -> Iterable[str]:
    """A kind of listing, in English or Chinese, one or many."""
    return _KINDS.get(value.lower(), ())


def _patent(value: str) -> Iterable[str]:
    """The key of a patent number."""
    key = patent_key(value)
    return (key,) if key else ()


def _class(value: str) -> Iterable[str]:
    """The keys of a patent class, old and moved ones together."""
    return related_classes(value) if class_key(value) else ()


def _organisation(value: str) -> Iterable[str]:
    """The public id of an organisation."""
    return (value.lower(),) if value.isalnum() else ()


_COMPARISONS = {">=": operator.ge, ">": operator.gt, "<=": operator.le, "<": operator.lt}
_KINDS = {
    "technology": ("technology",),
    "technologies": ("technology",),
    "技术": ("technology",),
    "need": ("need",),
    "needs": ("need",),
    "需求": ("need",),
}
_READERS: dict[str, Callable[[Item], Node | None]] = {
    "sector": _facet("sector", sector_codes),
    "country": _facet("country", country_codes),
    "trl": _facet("trl", _levels),
    "sdg": _facet("sdg", _goal),
    "kind": _facet("kind", _kind),
    "patent": _exact("patent", _patent),
    "ipc": _exact("class", _class),
    "cpc": _exact("class", _class),
    "class": _exact("class", _class),
    "org": _exact("org", _organisation),
}

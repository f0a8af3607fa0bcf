"""From a patent class to the sectors it belongs to, and back."""

from functools import cache, lru_cache
from operator import itemgetter

from greenmatch.taxonomy.classes.lookup import equivalent_classes
from greenmatch.taxonomy.classes.symbols import Span, span
from greenmatch.taxonomy.concepts import Sector
from greenmatch.taxonomy.sectors import sectors


@lru_cache(maxsize=20_000)
def sectors_of_class(text: str) -> tuple[Sector, ...]:
    """The second-level sectors that a class in any spelling, old or moved, belongs to.

    Sectors whose crosswalk names the class most narrowly come first. A class that is broader than
    everything the crosswalk has (``F24``) gives the sectors of what lies within it. Empty for what
    is no class, and for classes that belong to no sector.
    """
    found: dict[str, Sector] = {}
    for symbol in equivalent_classes(text):
        for each in _sectors_of_span(span(symbol), tag=symbol.startswith("Y")):
            found.setdefault(each.code, each)
    return tuple(found.values())


def classes_of_sector(code: str) -> tuple[str, ...]:
    """The symbols and ranges that the crosswalk names for a sector; of a group, all of them."""
    found = (
        symbol
        for each in sectors(2)
        if code in (each.code, each.parent)
        for symbol in (*each.ipc, *each.cpc)
    )
    return tuple(dict.fromkeys(found))


def _sectors_of_span(own: Span, *, tag: bool) -> list[Sector]:
    around = [(whole.breadth, each) for whole, each in _entries() if whole.covers(own)]
    if not around:
        return [each for part, each in _entries() if own.covers(part)]
    around.sort(key=itemgetter(0))
    # The CPC's tags are a tree of their own: a main group says nothing more once one of its
    # subgroups is named, while an IPC subclass often serves several sectors at once.
    narrowest = around[0][0]
    return [each for breadth, each in around if not tag or breadth == narrowest]


@cache
def _entries() -> tuple[tuple[Span, Sector], ...]:
    """Every symbol of the crosswalk as a span, with its sector, in the order of the sectors."""
    return tuple((span(symbol), each) for each in sectors(2) for symbol in (*each.ipc, *each.cpc))

"""One patent class: its heading, what the Green Inventory says of it, where it has moved."""

from dataclasses import dataclass
from functools import lru_cache

from greenmatch.taxonomy.classes.file import classes_file
from greenmatch.taxonomy.classes.symbols import Span, normalise_symbol, span


@dataclass(frozen=True)
class IpClass:
    """A class of the IPC, or of the CPC's tags for green technology (Y02, Y04S).

    `heading` is English and that of the nearest class above for which we have one ("" if none);
    `topics` are the Green Inventory topics that name this class; `moved_to` and `moved_from` are
    the classes where its subject matter is now and was before.
    """

    symbol: str
    heading: str
    topics: tuple[str, ...] = ()
    moved_to: tuple[str, ...] = ()
    moved_from: tuple[str, ...] = ()

    @property
    def scheme(self) -> str:
        """ "cpc" for the tags that only the CPC has, else "ipc"."""
        return "cpc" if self.symbol.startswith("Y") else "ipc"


@lru_cache(maxsize=20_000)
def ip_class(text: str) -> IpClass | None:
    """The class that is meant by a text in any usual spelling, or None if it is no class.

    That the office has such a group is not checked: the scheme changes every year.
    """
    symbol = normalise_symbol(text)
    if symbol is None:
        return None
    own = span(symbol)
    moves = classes_file().moved
    to = next((move.new for move in moves if span(move.old).covers(own)), ())
    came = [move.old for move in moves if any(span(new).covers(own) for new in move.new)]
    heading = _heading(symbol) or next(map(_heading, to), "")
    return IpClass(symbol, heading, _topics(own), to, _narrowest(came))


def equivalent_classes(text: str) -> tuple[str, ...]:
    """The class itself, then the ones under which the same subject matter is or was filed."""
    found = ip_class(text)
    return (found.symbol, *found.moved_to, *found.moved_from) if found else ()


def _heading(symbol: str) -> str:
    """The heading of the closest class above that has one."""
    subclass, _, place = symbol.partition(" ")
    headings = {**classes_file().subclasses, **classes_file().cpc}
    above = (symbol, f"{subclass} {place.partition('/')[0]}/00", subclass, subclass[:3])
    return next((headings[each] for each in above if each in headings), "")


def _topics(own: Span) -> tuple[str, ...]:
    """The topics that name the class or something around it, the narrowest first.

    Topics that name a whole subclass say nothing about a group within it if others are narrower.
    """
    covering = [
        (around.breadth, topic.name)
        for topic in classes_file().topics
        for around in map(span, topic.ipc)
        if around.covers(own)
    ]
    narrowest = min((breadth for breadth, _ in covering), default=0)
    return tuple(dict.fromkeys(name for breadth, name in covering if breadth == narrowest))


def _narrowest(symbols: list[str]) -> tuple[str, ...]:
    """Without those that contain another one of them."""
    spans = {symbol: span(symbol) for symbol in symbols}
    return tuple(
        symbol
        for symbol in symbols
        if not any(other != symbol and spans[symbol].covers(spans[other]) for other in symbols)
    )

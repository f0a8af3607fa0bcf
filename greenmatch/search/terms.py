"""The terms of a document: what it is found by, with weights and positions."""

from collections.abc import Iterator
from typing import NamedTuple

from greenmatch.core.text import positioned
from greenmatch.search.classes import class_prefixes
from greenmatch.search.documents import SearchDocument
from greenmatch.search.scoring import BODY, KEYWORDS, SUMMARY, TITLE

TITLE_END = 1024
"""Positions below it are of titles; all other parts begin here or later."""
GAP = 100
"""Positions left free between two parts, so that no phrase spans them."""

EXACT_FIELDS = ("class", "org", "patent")


class Part(NamedTuple):
    """The terms of one part with their absolute positions, and the weight of each in units."""

    units: int
    terms: list[str]
    positions: list[int]


class Places:
    """Hands out the positions of the parts of a document, one part after the other."""

    def __init__(self) -> None:
        self._next = 0

    def claim(self, units: int, count: int) -> tuple[int, int]:
        """Where a part begins that has so many positions, and how many of them count.

        A title beyond the room for titles is cut (the store takes 300 characters).
        """
        if units != TITLE:
            self._next = max(self._next, TITLE_END)
        begin = self._next
        room = max(0, TITLE_END - GAP - begin) if units == TITLE else count
        kept = min(count, room)
        if count:
            self._next = begin + kept + GAP
        return begin, kept


def texts(document: SearchDocument) -> Iterator[tuple[int, str]]:
    """Weight in units and text of each part: titles, keywords, name, summaries, bodies."""
    for title in document.titles:
        yield TITLE, title
    for keyword in document.keywords:
        yield KEYWORDS, keyword
    if document.organisation_name:
        yield BODY, document.organisation_name
    for summary in document.summaries:
        yield SUMMARY, summary
    for body in document.bodies:
        yield BODY, body


def parts(document: SearchDocument) -> Iterator[Part]:
    """The parts of a document in order, with their terms."""
    places = Places()
    for units, text in texts(document):
        terms, positions, count = positioned(text)
        begin, kept = places.claim(units, count)
        within = [position for position in positions if position < kept]
        yield Part(units, terms[: len(within)], [begin + position for position in within])


def exact_keys(document: SearchDocument) -> Iterator[tuple[str, str]]:
    """Field and key of everything that a document is found by exactly, each once."""
    keys = {("patent", patent) for patent in document.patents}
    if document.organisation:
        keys.add(("org", document.organisation))
    for symbol in document.classes:
        keys.update(("class", prefix) for prefix in class_prefixes(symbol))
    yield from sorted(keys)

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


def parts(document: SearchDocument) -> Iterator[Part]:
    """The parts of a document in order: titles, keywords, name, summaries, bodies."""
    end = 0
    for units, text in _texts(document):
        if units != TITLE and end < TITLE_END:
            end = TITLE_END
        terms, positions = positioned(text)
        if not terms:
            continue
        part = Part(units, terms, [end + position for position in positions])
        end = part.positions[-1] + GAP
        yield _cut(part) if units == TITLE else part


def _texts(document: SearchDocument) -> Iterator[tuple[int, str]]:
    """Weight and text of each part."""
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


def _cut(part: Part) -> Part:
    """A title without what lies beyond the room for titles (the store takes 300 characters)."""
    room = sum(position < TITLE_END - GAP for position in part.positions)
    return Part(part.units, part.terms[:room], part.positions[:room])


def exact_keys(document: SearchDocument) -> Iterator[tuple[str, str]]:
    """Field and key of everything that a document is found by exactly, each once."""
    keys = {("patent", patent) for patent in document.patents}
    if document.organisation:
        keys.add(("org", document.organisation))
    for symbol in document.classes:
        keys.update(("class", prefix) for prefix in class_prefixes(symbol))
    yield from sorted(keys)

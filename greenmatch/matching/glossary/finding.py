"""Where a text speaks of a concept of the glossary."""

from collections.abc import Sequence
from typing import NamedTuple

from greenmatch.core.text import normalise, tokenise, tokens
from greenmatch.core.text.folding import fold_with_offsets
from greenmatch.matching.glossary.loading import Lexicon, chinese, english

_FIRST_CJK = "\u3005"


class Mention(NamedTuple):
    """A concept and the characters of the text that stand for it (end exclusive)."""

    concept: str
    start: int
    end: int


class _Span(NamedTuple):
    """A concept with its first and last element."""

    concept: str
    first: int
    last: int


def concepts(text: str, terms: Sequence[str] | None = None) -> list[str]:
    """The concepts that a text speaks of, as often as it does.

    Both languages are looked for: Chinese texts name much in Latin letters. `terms` are the
    text's terms where the caller has them already.
    """
    found = _found(tokenise(text) if terms is None else terms, english())
    if _has_chinese(text):
        found += _found(normalise(text), chinese())
    return [span.concept for span in found]


def mentions(text: str, *, measures: bool = False) -> list[Mention]:
    """The concepts of a text with their places in it; with `measures` also what is measured."""
    places = tokens(text)
    found = [
        Mention(span.concept, places[span.first].start, places[span.last].end)
        for span in _found([place.term for place in places], english(measures=measures))
    ]
    if _has_chinese(text):
        folded, origins = fold_with_offsets(text)
        origins = origins or list(range(len(folded) + 1))
        found += [
            Mention(span.concept, origins[span.first], origins[span.last] + 1)
            for span in _found(folded, chinese(measures=measures))
        ]
    return found


def _has_chinese(text: str) -> bool:
    return not text.isascii() and max(text) >= _FIRST_CJK


def _found(elements: Sequence[str], lexicon: Lexicon) -> list[_Span]:
    """Each concept with its first and last element; expressions may overlap."""
    found: list[_Span] = []
    ruled_out: list[_Span] = []
    longest = lexicon.longest
    starts = [start for start, element in enumerate(elements) if element in longest]
    for start in starts:
        for last in range(start, min(start + longest[elements[start]], len(elements))):
            key = tuple(elements[start : last + 1])
            if key in lexicon.means:
                found += [_Span(each, start, last) for each in lexicon.means[key]]
            if key in lexicon.excludes:
                ruled_out += [_Span(each, start, last) for each in lexicon.excludes[key]]
    return [span for span in found if not any(_covers(other, span) for other in ruled_out)]


def _covers(longer: _Span, span: _Span) -> bool:
    """Whether the longer expression takes this meaning from the one inside it."""
    return (
        longer.concept == span.concept and longer.first <= span.first and span.last <= longer.last
    )

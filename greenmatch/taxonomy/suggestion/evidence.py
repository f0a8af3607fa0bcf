"""Which phrases of the lexicon a text contains, and how much weight their places give them."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from greenmatch.core.text import normalise, tokenise
from greenmatch.taxonomy.suggestion.lexicon import Phrase, lexicon

# A title says what a thing is; what follows after the first sentences is more and more about
# something else (background, conditions of a call, the organisation).
TITLE = 3.0
OPENING_TERMS = 60
OPENING = 1.5
HALF_AFTER_TERMS = 400

_SPACE_IN_CHINESE = re.compile(r"(?<=[㐀-鿿])\s+(?=[㐀-鿿])")
_BETWEEN_CLAUSES = re.compile(r"[.,;:!?)]+\s+|\s+\(|\n+")
_HAS_CHINESE = re.compile("[㐀-鿿]")


class Place(NamedTuple):
    """A phrase, and where it begins (a count of terms or of Chinese characters)."""

    phrase: Phrase
    position: int


def weigh(title: str, text: str) -> list[tuple[Phrase, float]]:
    """The phrases in title and text, each once, with the sum of the weights of its places."""
    weighted = [(place.phrase, TITLE) for place in phrases_in(title)]
    weighted += [(place.phrase, _weight(place.position)) for place in phrases_in(text)]
    sums: dict[str, tuple[Phrase, float]] = {}
    for phrase, weight in weighted:
        sums[phrase.key] = (phrase, sums.get(phrase.key, (phrase, 0.0))[1] + weight)
    return list(sums.values())


def phrases_in(text: str) -> Iterator[Place]:
    """The lexicon's phrases in the text, without those that lie within a longer one."""
    position = 0
    for clause in _BETWEEN_CLAUSES.split(text):
        terms = tokenise(clause)
        yield from _english(terms, position)
        position += len(terms)
    if _HAS_CHINESE.search(text):
        yield from _chinese(_SPACE_IN_CHINESE.sub("", normalise(text)))


def _weight(position: int) -> float:
    return OPENING if position < OPENING_TERMS else 1 / (1 + position / HALF_AFTER_TERMS)


def _english(terms: list[str], before: int) -> Iterator[Place]:
    known, reach = lexicon().english, lexicon().reach
    covered = 0
    for start, term in enumerate(terms):
        for length in range(min(reach.get(term, 0), len(terms) - start), 0, -1):
            phrase = known.get(tuple(terms[start : start + length]))
            if phrase and start + length > covered:
                covered = start + length
                yield Place(phrase, before + start)
                break


def _chinese(text: str) -> Iterator[Place]:
    candidates = lexicon().chinese
    covered = 0
    for start, character in enumerate(text):
        for phrase in candidates.get(character, ()):
            end = start + len(phrase.key)
            if end > covered and text.startswith(phrase.key, start):
                covered = end
                yield Place(phrase, start)
                break

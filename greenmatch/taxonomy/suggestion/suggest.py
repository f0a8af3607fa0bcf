"""The suggestion itself: evidence added up for each sector, and turned into a confidence."""

import math
from collections import defaultdict
from dataclasses import dataclass

from greenmatch.core.text import normalise
from greenmatch.taxonomy.suggestion.evidence import weigh
from greenmatch.taxonomy.suggestion.lexicon import Phrase

REPEATED = 0.5
"""The exponent that keeps a word said ten times from outweighing three different ones."""
HALF_SURE = 3.0
"""The score at which the evidence alone gives a confidence of a half."""
LEAST = 0.15
"""Suggestions below this confidence are not made."""
LONGEST_TEXT = 10_000
"""Characters that are read; what comes later hardly weighs."""
WORDS_SHOWN = 5


@dataclass(frozen=True)
class Suggestion:
    """A second-level sector that a text may belong to.

    `confidence` runs from 0 to 1 and is roughly the share of such suggestions that a person finds
    acceptable (tests/benchmarks/sector_suggestion.py prints it: about two of three at 0.5 to 0.6,
    one of four below 0.3). `words` are the words found in the text that speak for the sector, in
    the spelling of our lists, the weightiest first.
    """

    code: str
    confidence: float
    words: tuple[str, ...]


def suggest_sectors(text: str, limit: int = 3, title: str = "") -> list[Suggestion]:
    """Up to `limit` sectors for the text, the surest first; none where nothing speaks for one.

    `title` is read as part of the text and counts more. The two may be of different languages.
    """
    title, text = title[:LONGEST_TEXT], text[:LONGEST_TEXT]
    parts: dict[str, list[tuple[float, Phrase]]] = defaultdict(list)
    for phrase, weight in weigh(title, text):
        for code, share in phrase.weights.items():
            parts[code].append((share * weight**REPEATED, phrase))
    scores = {code: sum(part for part, _ in found) for code, found in parts.items()}
    best = sorted(scores, key=lambda code: (-scores[code], code))[:limit]
    sure = {code: _confidence(scores[code], scores[best[0]]) for code in best}
    folded = normalise(f"{title}\n{text}")
    return [
        Suggestion(code, confidence, _words(parts[code], folded))
        for code, confidence in sure.items()
        if confidence >= LEAST
    ]


def _confidence(score: float, best: float) -> float:
    """Much evidence, and not much less than for the best sector, is a high confidence."""
    return round(score / (score + HALF_SURE) * math.sqrt(score / best), 3)


def _words(found: list[tuple[float, Phrase]], folded: str) -> tuple[str, ...]:
    """The weightiest phrases, worded as in the text."""
    weightiest = sorted(found, key=lambda part: (-part[0], part[1].key))[:WORDS_SHOWN]
    return tuple(phrase.worded_as_in(folded) for _, phrase in weightiest)

"""A listing's terms, counted field by field, as arrays: all that scoring needs of its texts.

Nothing here depends on other listings, so the counts are made once a version and can be stored.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise

import numpy as np
from numpy.typing import NDArray

from greenmatch.core.text import tokenise
from greenmatch.matching.document import MatchDocument, TextFields
from greenmatch.matching.features.identity import feature_id, pair_id
from greenmatch.matching.features.terms import words_of
from greenmatch.matching.glossary import concepts

Ids = NDArray[np.uint64]
TITLE, KEYWORDS, TEXTS = range(3)
FIELDS = 3


@dataclass(frozen=True)
class Counts:
    """Features by ascending number, and how often each occurs in title, keywords and texts."""

    ids: Ids
    fields: NDArray[np.uint16]

    @classmethod
    def of(cls, title: Iterable[int], keywords: Iterable[int], texts: Iterable[int]) -> "Counts":
        """The counts of these feature numbers."""
        counters = [Counter(title), Counter(keywords), Counter(texts)]
        ids = np.fromiter(set().union(*counters), np.uint64)
        ids.sort()
        rows = [[counter[each] for each in ids.tolist()] for counter in counters]
        fields = np.minimum(np.array(rows, np.int64), 65_535).astype(np.uint16)
        return cls(ids, fields.T.reshape(len(ids), FIELDS))


@dataclass(frozen=True)
class CountedBlock:
    """The counts of one language block."""

    language: str
    words: Counts
    pairs: Counts
    concepts: Counts


@dataclass(frozen=True)
class CountedListing:
    """The counts of a listing's language blocks, in the order of the languages' codes."""

    listing_id: int
    blocks: tuple[CountedBlock, ...]

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that it is written in."""
        return tuple(block.language for block in self.blocks)


def count_listing(document: MatchDocument) -> CountedListing:
    """The terms of a listing; what a need requires counts as text of each of its blocks."""
    extra = [requirement.text for requirement in document.requirements]
    blocks = [
        _count_block(language, block, extra) for language, block in sorted(document.texts.items())
    ]
    return CountedListing(document.listing_id, tuple(blocks))


def _count_block(language: str, block: TextFields, extra: Sequence[str]) -> CountedBlock:
    texts = [text for text in (block.summary, block.body, *extra) if text]
    title, keywords, body = ([block.title], list(block.keywords), texts)
    terms = [[tokenise(text) for text in field] for field in (title, keywords, body)]
    words = [[words_of(each) for each in field] for field in terms]
    return CountedBlock(
        language,
        Counts.of(*(_numbers(field) for field in words)),
        Counts.of(*(_pair_numbers(field) for field in words)),
        Counts.of(*map(_concept_numbers, (title, keywords, body), terms)),
    )


def _numbers(field: Sequence[Sequence[str]]) -> list[int]:
    return [feature_id("word", word) for word in chain.from_iterable(field)]


def _pair_numbers(field: Sequence[Sequence[str]]) -> list[int]:
    return [pair_id(*pair) for text in field for pair in pairwise(text)]


def _concept_numbers(texts: Sequence[str], terms: Sequence[Sequence[str]]) -> list[int]:
    found = chain.from_iterable(map(concepts, texts, terms))
    return [feature_id("concept", concept) for concept in found]

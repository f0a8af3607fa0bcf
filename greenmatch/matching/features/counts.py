"""A listing's terms, counted field by field, as arrays: all that scoring needs of its texts.

Nothing here depends on other listings, so the counts are made once a version and can be stored.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from greenmatch.core.text import tokenise
from greenmatch.matching.document import MatchDocument, TextFields
from greenmatch.matching.features.identity import feature_id, pair_ids
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
    def of(cls, *fields: Ids) -> "Counts":
        """The counts of these feature numbers: those of the title, the keywords and the texts."""
        ids, places = np.unique(np.concatenate(fields), return_inverse=True)
        field = np.repeat(np.arange(FIELDS), [len(each) for each in fields])
        counts = np.bincount(places * FIELDS + field, minlength=FIELDS * len(ids))
        table: NDArray[np.uint16] = np.minimum(counts, 65_535).astype(np.uint16)
        return cls(ids, table.reshape(len(ids), FIELDS))


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
    fields = (title, keywords, body)
    terms = [[tokenise(text) for text in field] for field in fields]
    words = [[_word_ids(words_of(each)) for each in field] for field in terms]
    return CountedBlock(
        language,
        Counts.of(*map(_joined, words)),
        Counts.of(*(_joined(map(pair_ids, field)) for field in words)),
        Counts.of(*map(_concept_ids, fields, terms)),
    )


def _word_ids(words: Sequence[str]) -> Ids:
    return np.fromiter((feature_id("word", word) for word in words), np.uint64, len(words))


def _concept_ids(texts: Sequence[str], terms: Sequence[Sequence[str]]) -> Ids:
    found = chain.from_iterable(map(concepts, texts, terms))
    return np.fromiter((feature_id("concept", concept) for concept in found), np.uint64)


def _joined(texts: Iterable[Ids]) -> Ids:
    return np.concatenate([np.empty(0, np.uint64), *texts])

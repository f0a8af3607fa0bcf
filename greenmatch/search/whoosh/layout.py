"""The arrays of a segment.

=================  ==========================================================================
terms, term_ends   the dictionary: keys of all fields, sorted (see :func:`field_key`)
posting_ends       for each term, where its postings end
position_ends      for each term, where its positions end
docs               the postings of all terms in a row: document numbers, ascending in a term
units              for each posting the weight of the term in the document, in units
occurrences        for each posting how often the term occurs (0 for exact keys)
positions          the positions of all occurrences in a row
words, word_ends   the words of titles, keywords and summaries as written, for corrections
word_frequency     for each word, in how many documents it was seen
length             for each document the sum of its units
columns            see :mod:`greenmatch.search.whoosh.columns`
=================  ==========================================================================
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from greenmatch.search.whoosh.container import Array

FIELD_PREFIX = {"text": "t", "class": "c", "org": "o", "patent": "p"}
"""The letter that a term's key begins with, by field."""


@dataclass(frozen=True)
class SegmentData:
    """A segment before it is written: its arrays and its tables of facet combinations."""

    arrays: Mapping[str, Array]
    combinations: Mapping[str, list[tuple[str, ...]]] = field(default_factory=dict)

    @property
    def documents(self) -> int:
        """How many documents it holds."""
        return len(self.arrays["listing"])

    @property
    def metadata(self) -> dict[str, Any]:
        """What is stored beside the arrays."""
        return {"combinations": self.combinations, "documents": self.documents}


def field_key(field_name: str, term: str) -> str:
    """A term's key in the dictionary: the letter of its field, then the term."""
    return FIELD_PREFIX[field_name] + term


def smallest(values: Array) -> Array:
    """The values in the smallest unsigned type that holds them all."""
    return values.astype(np.min_scalar_type(int(values.max(initial=0))))


def starts(lengths: Array) -> Array:
    """Where each piece begins, and where the last ends, from their lengths."""
    found = np.zeros(len(lengths) + 1, np.int64)
    np.cumsum(lengths, out=found[1:])
    return found


def spread(begins: Array, lengths: Array) -> Array:
    """The indexes ``begin, begin + 1, … begin + length - 1`` of all pieces, in a row."""
    offsets = starts(lengths)
    return np.repeat(begins - offsets[:-1], lengths) + np.arange(offsets[-1])

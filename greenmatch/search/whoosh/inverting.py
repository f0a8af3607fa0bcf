"""From documents to the arrays of a segment: what an index writer does, in numpy.

All terms of a batch are collected in flat arrays (term, document, position, weight) and sorted
once; postings fall out of the sorted arrays by counting. Whoosh's own writer handles every posting
as a Python tuple, which takes many times as long.
"""

from array import array
from collections import Counter
from collections.abc import Iterable

import numpy as np

from greenmatch.core.text import words
from greenmatch.search.documents import SearchDocument, facet_values
from greenmatch.search.terms import exact_keys, parts
from greenmatch.search.whoosh.columns import Columns
from greenmatch.search.whoosh.container import Array
from greenmatch.search.whoosh.layout import SegmentData, field_key, smallest
from greenmatch.search.whoosh.strings import pack_strings

LONGEST_WORD = 32


def invert(documents: Iterable[SearchDocument]) -> SegmentData:
    """The arrays of a segment that holds these documents, in their order."""
    inverter = _Inverter()
    for document in documents:
        inverter.add(document)
    return inverter.data()


class _Numbering(dict[str, int]):
    """Strings numbered in the order in which they are first asked for."""

    def __missing__(self, key: str) -> int:
        number = self[key] = len(self)
        return number


class _Inverter:
    """Collects documents in flat arrays."""

    def __init__(self) -> None:
        self._columns = Columns()
        self._words: Counter[str] = Counter()
        # Text: a number for each occurrence, and runs of (length, document, units).
        self._terms = _Numbering()
        self._ids = array("I")
        self._positions = array("I")
        self._runs: list[tuple[int, int, int]] = []
        # Exact keys: a number and a document for each.
        self._keys = _Numbering()
        self._key_ids = array("I")
        self._key_docs = array("I")

    def add(self, document: SearchDocument) -> None:
        """Take in one document."""
        number, length = len(self._columns), 0
        for part in parts(document):
            self._runs.append((len(part.terms), number, part.units))
            self._ids.extend(map(self._terms.__getitem__, part.terms))
            self._positions.extend(part.positions)
            length += part.units * len(part.terms)
        for name, key in exact_keys(document):
            self._key_ids.append(self._keys[field_key(name, key)])
            self._key_docs.append(number)
        self._words.update(_dictionary_words(document))
        self._columns.add(document, length, facet_values(document))

    def data(self) -> SegmentData:
        """The arrays of all documents taken in."""
        keys = [field_key("text", term) for term in self._terms]
        keys += self._keys
        order = sorted(range(len(keys)), key=keys.__getitem__)
        rank = np.empty(len(keys), np.uint64)
        rank[order] = np.arange(len(keys))
        terms, term_ends = pack_strings([keys[index].encode() for index in order])
        words = sorted(self._words)
        blob, word_ends = pack_strings([word.encode() for word in words])
        arrays = {
            "terms": terms,
            "term_ends": term_ends,
            **self._postings(rank),
            "words": blob,
            "word_ends": word_ends,
            "word_frequency": np.array([self._words[word] for word in words], np.uint32),
            **self._columns.arrays(),
        }
        return SegmentData(arrays, self._columns.combinations())

    def _postings(self, rank: Array) -> dict[str, Array]:
        """The postings in the order of the dictionary."""
        lengths, documents, units = np.array(self._runs, np.uint32).reshape(-1, 3).T
        keys = len(self._key_ids)
        zeros = np.zeros(keys, np.uint32)
        return group_postings(
            terms=rank[_both(np.array(self._ids), np.array(self._key_ids) + len(self._terms))],
            documents=_both(np.repeat(documents, lengths), np.array(self._key_docs)),
            units=_both(np.repeat(units, lengths), zeros),
            positions=_both(np.array(self._positions), zeros),
        )


def group_postings(
    *, terms: Array, documents: Array, units: Array, positions: Array
) -> dict[str, Array]:
    """Postings from one row an occurrence: the rows of a document must be in order of position.

    Exact keys have no weight and no position: their ``units`` are 0.
    """
    # Term and row number in one integer: sorting plain integers is the fastest sort that numpy has.
    ordered = np.sort(
        terms.astype(np.uint64) << np.uint64(32) | np.arange(len(terms), dtype=np.uint64)
    )
    row = (ordered & np.uint64(0xFFFFFFFF)).astype(np.int64)
    term, document, unit = (ordered >> np.uint64(32)).astype(np.int64), documents[row], units[row]
    first = np.ones(len(row), bool)
    first[1:] = (term[1:] != term[:-1]) | (document[1:] != document[:-1])
    begins = np.flatnonzero(first)
    occurs = unit > 0
    return {
        "posting_ends": np.cumsum(np.bincount(term[begins])),
        "position_ends": np.cumsum(np.bincount(term, weights=occurs)).astype(np.int64),
        "docs": document[begins].astype(np.uint32),
        "units": smallest(_sums(unit, begins)),
        "occurrences": smallest(_sums(occurs.astype(np.uint32), begins)),
        "positions": smallest(positions[row][occurs]),
    }


def _sums(values: Array, begins: Array) -> Array:
    """The sum of each piece that begins at these indexes."""
    return np.add.reduceat(values, begins) if len(begins) else values[:0]


def _both(first: Array, second: Array) -> Array:
    return np.concatenate([first, second])


def _dictionary_words(document: SearchDocument) -> set[str]:
    """The words that corrections and suggestions may offer: those of the short, careful texts."""
    texts = (*document.titles, *document.keywords, *document.summaries, document.organisation_name)
    return {word for text in texts for word in words(text) if _is_spelt(word)}


def _is_spelt(word: str) -> bool:
    """Whether a word is one of letters that can be misspelt."""
    return 3 <= len(word) <= LONGEST_WORD and word.isalpha() and word < "\u3005"

"""From documents to the arrays of a segment: what an index writer does, in numpy.

All terms of a batch are collected in flat arrays (term, document, position, weight) and sorted
once; postings fall out of the sorted arrays by counting. Whoosh's own writer handles every posting
as a Python tuple, which takes many times as long.
"""

from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable

import numpy as np

from greenmatch.core.text import positioned, spaced_words, stem
from greenmatch.search.documents import SearchDocument, facet_values
from greenmatch.search.scoring import BODY
from greenmatch.search.terms import Places, exact_keys, texts
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


_STOP = 0xFFFFFFFF
"""Stands for a word that takes a position but is no term."""


class _Numbering(dict[str, int]):
    """Strings numbered in the order in which they are first asked for."""

    def __missing__(self, key: str) -> int:
        number = self[key] = len(self)
        return number


class _WordNumbering(dict[str, int]):
    """The number of each word's term: a word is stemmed when it is first met, then looked up."""

    def __init__(self, terms: _Numbering) -> None:
        super().__init__()
        self._terms = terms

    def __missing__(self, key: str) -> int:
        term = stem(key)
        number = self[key] = self._terms[term] if term else _STOP
        return number


class _Inverter:
    """Collects documents in flat arrays, one entry an occurrence of a term or a stop word."""

    def __init__(self) -> None:
        self._columns = Columns()
        self._spelt: Counter[str] = Counter()
        self._terms = _Numbering()
        self._words = _WordNumbering(self._terms)
        self._ids = array("I")
        self._positions = array("I")
        # Runs of (length, document, units), each with its ids and positions.
        self._runs: list[tuple[int, int, int]] = []
        # Exact keys: a number and a document for each.
        self._keys = _Numbering()
        self._key_ids = array("I")
        self._key_docs = array("I")

    def add(self, document: SearchDocument) -> None:
        """Take in one document."""
        number, places, spelt = len(self._columns), Places(), set[str]()
        for units, text in texts(document):
            words = spaced_words(text)
            if words is None:
                self._add_terms(number, units, text, places)
                continue
            begin, kept = places.claim(units, len(words))
            self._ids.extend(map(self._words.__getitem__, words[:kept]))
            self._positions.extend(range(begin, begin + kept))
            self._runs.append((kept, number, units))
            if units != BODY:
                spelt.update(words)
        self._spelt.update(spelt)
        for name, key in exact_keys(document):
            self._key_ids.append(self._keys[field_key(name, key)])
            self._key_docs.append(number)
        self._columns.add(document, facet_values(document))

    def _add_terms(self, number: int, units: int, text: str, places: Places) -> None:
        """Take in a text with Chinese, of which several terms share a position."""
        terms, positions, count = positioned(text)
        begin, kept = places.claim(units, count)
        within = bisect_left(positions, kept)
        self._ids.extend(map(self._terms.__getitem__, terms[:within]))
        self._positions.extend([begin + position for position in positions[:within]])
        self._runs.append((within, number, units))

    def data(self) -> SegmentData:
        """The arrays of all documents taken in."""
        keys = [field_key("text", term) for term in self._terms] + list(self._keys)
        order = sorted(range(len(keys)), key=keys.__getitem__)
        rank = np.empty(len(keys), np.uint64)
        rank[order] = np.arange(len(keys))
        postings, lengths = self._postings(rank)
        terms, term_ends = pack_strings([keys[index].encode() for index in order])
        spelt = sorted(filter(_is_spelt, self._spelt))
        words, word_ends = pack_strings([word.encode() for word in spelt])
        arrays = {
            "terms": terms,
            "term_ends": term_ends,
            **postings,
            "words": words,
            "word_ends": word_ends,
            "word_frequency": np.array([self._spelt[word] for word in spelt], np.uint32),
            **self._columns.arrays(),
            "length": lengths,
        }
        return SegmentData(arrays, self._columns.combinations())

    def _postings(self, rank: Array) -> tuple[dict[str, Array], Array]:
        """The postings in the order of the dictionary, and the length of each document."""
        lengths, documents, units = np.array(self._runs, np.uint32).reshape(-1, 3).T
        ids, positions = np.array(self._ids), np.array(self._positions)
        documents, units = np.repeat(documents, lengths), np.repeat(units, lengths)
        counted = ids != _STOP
        ids, positions, documents, units = (
            each[counted] for each in (ids, positions, documents, units)
        )
        totals = np.bincount(documents, weights=units, minlength=len(self._columns))
        zeros = np.zeros(len(self._key_ids), np.uint32)
        grouped = group_postings(
            terms=rank[_both(ids, np.array(self._key_ids) + len(self._terms))],
            documents=_both(documents, np.array(self._key_docs)),
            units=_both(units, zeros),
            positions=_both(positions, zeros),
        )
        return grouped, totals.astype(np.uint32)


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


def _is_spelt(word: str) -> bool:
    """Whether a word is one of letters that can be misspelt."""
    return 3 <= len(word) <= LONGEST_WORD and word.isalpha() and word < "\u3005"

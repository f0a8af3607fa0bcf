"""The postings of several segments as those of one, without sorting them.

Every posting's place in the new segment can be computed: after the postings of smaller terms, and
after those that earlier segments have for the same term. So nothing is sorted but the dictionary,
and the arrays are filled in pieces of some million entries to bound the memory.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from greenmatch.search.whoosh.container import Array
from greenmatch.search.whoosh.layout import spread, starts
from greenmatch.search.whoosh.segments import Indexes, Segment
from greenmatch.search.whoosh.strings import pack_strings

_PIECE = 1_000_000
"""Postings that are handled at a time."""


class _Piece(NamedTuple):
    """Some postings of a segment: their rows there, and their rows in the new segment."""

    old: Indexes
    new: Indexes


def merge_postings(segments: Sequence[Segment], numbers: Sequence[Indexes]) -> dict[str, Array]:
    """Dictionary and postings of the living documents, which have these new numbers."""
    terms, sources, totals = _dictionary(segments, numbers)
    blob, term_ends = pack_strings(terms)
    posting_starts = starts(totals)
    arrays = {
        "docs": np.empty(posting_starts[-1], np.uint32),
        "units": np.empty(posting_starts[-1], _widest(segments, "units")),
        "occurrences": np.empty(posting_starts[-1], _widest(segments, "occurrences")),
    }
    taken = posting_starts[:-1].copy()
    for source in sources:
        source.place(taken)
        source.fill(arrays)
    begins = starts(arrays["occurrences"])
    positions = np.empty(begins[-1], _widest(segments, "positions"))
    for source in sources:
        source.fill_positions(positions, begins)
    return {
        "terms": blob,
        "term_ends": term_ends,
        "posting_ends": posting_starts[1:],
        "position_ends": begins[posting_starts[1:]],
        **arrays,
        "positions": positions,
    }


def _dictionary(
    segments: Sequence[Segment], numbers: Sequence[Indexes]
) -> tuple[list[bytes], list["_Source"], Array]:
    """The terms that living documents have, the sources, and the postings of each term."""
    lists = [segment.file.terms.unpack() for segment in segments]
    every = sorted(set().union(*lists))
    place = {term: index for index, term in enumerate(every)}
    sources = [
        _Source(segment, mine, np.fromiter(map(place.__getitem__, terms), np.intp, len(terms)))
        for segment, mine, terms in zip(segments, numbers, lists, strict=True)
    ]
    totals = np.zeros(len(every), np.int64)
    for source in sources:
        totals[source.terms] += source.living
    used = totals > 0
    renumbered = np.cumsum(used) - 1
    for source in sources:
        source.terms = renumbered[source.terms]
    return (
        [term for term, kept in zip(every, used.tolist(), strict=True) if kept],
        sources,
        totals[used],
    )


class _Source:
    """A segment whose postings go into a new one; ``terms`` are the new numbers of its terms."""

    def __init__(self, segment: Segment, numbers: Indexes, terms: Indexes) -> None:
        self._container = segment.file.container
        self._numbers = numbers
        self.terms = terms
        self._old = starts(np.diff(self._container["posting_ends"], prepend=0))
        self._alive = segment.alive[self._container["docs"]]
        kept = starts(self._alive)[self._old]
        self.living = np.diff(kept)
        self._kept = kept[:-1]
        self._shift: Array = self._kept

    def place(self, taken: Array) -> None:
        """Claim room for each term where earlier segments left off, and move that mark."""
        # A dead term's number may be shared with its neighbour: it has no postings to place.
        self._shift = taken[self.terms] - self._kept
        np.add.at(taken, self.terms, self.living)

    def fill(self, arrays: dict[str, Array]) -> None:
        """Write the postings to their places."""
        for piece in self._pieces():
            arrays["docs"][piece.new] = self._numbers[self._container["docs"][piece.old]]
            for name in ("units", "occurrences"):
                arrays[name][piece.new] = self._container[name][piece.old]

    def fill_positions(self, positions: Array, begins: Array) -> None:
        """Write the positions to their places; ``begins`` of the new postings."""
        mine = starts(self._container["occurrences"])
        for piece in self._pieces():
            lengths = mine[piece.old + 1] - mine[piece.old]
            old = spread(mine[piece.old], lengths)
            positions[spread(begins[piece.new], lengths)] = self._container["positions"][old]

    def _pieces(self) -> Iterator[_Piece]:
        """All living postings, some at a time."""
        done = 0
        for begin in range(0, len(self._alive), _PIECE):
            old = begin + np.flatnonzero(self._alive[begin : begin + _PIECE])
            term = np.searchsorted(self._old, old, side="right") - 1
            new = self._shift[term] + np.arange(done, done + len(old))
            done += len(old)
            yield _Piece(old, new)


def _widest(segments: Sequence[Segment], name: str) -> np.dtype[np.generic]:
    """The type that holds an array's values from all segments."""
    return np.result_type(*(segment.file.container[name].dtype for segment in segments))

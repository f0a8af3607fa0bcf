"""Words in their order: phrases and titles, from positions."""

from collections.abc import Sequence

import numpy as np

from greenmatch.search.terms import TITLE_END
from greenmatch.search.whoosh.container import Array
from greenmatch.search.whoosh.layout import spread
from greenmatch.search.whoosh.matches import contained
from greenmatch.search.whoosh.segments import Indexes, Mask, SegmentFile

_PLACE_BITS = 32


def in_title(file: SegmentFile, term: int) -> Mask:
    """For each document with a term whether it stands in a title."""
    positions, begins = file.places(term)
    # The positions of a document ascend, so its first one tells.
    return positions[begins[:-1]] < TITLE_END


def phrase_docs(file: SegmentFile, terms: Sequence[tuple[int, int]], *, title: bool) -> Indexes:
    """The documents in which the terms stand at their distances, ascending."""
    docs = _common(file, [term for term, _ in terms])
    found: Array | None = None
    for term, distance in sorted(terms, key=lambda each: len(file.docs(each[0]))):
        mine = _starts(file, term, distance, docs, title=title)
        found = mine if found is None else _in_both(found, mine)
    if found is None or not len(found):
        return docs[:0]
    docs = (found >> _PLACE_BITS).astype(np.intp)
    first = np.ones(len(docs), np.bool_)
    first[1:] = docs[1:] != docs[:-1]
    return docs[first]


def _in_both(one: Array, other: Array) -> Array:
    """What is in both of two arrays without repetition, sorted."""
    # Sorting plain integers takes a fraction of the time of looking each of them up.
    both = np.sort(np.concatenate([one, other]))
    repeated: Array = both[1:][both[1:] == both[:-1]]
    return repeated


def _common(file: SegmentFile, terms: Sequence[int]) -> Indexes:
    """The documents that have all of the terms."""
    rarest, *others = sorted((file.docs(term) for term in terms), key=len)
    docs = rarest.astype(np.intp)
    for other in others:
        docs = docs[contained(docs, other.astype(np.intp), file.documents)]
    return docs


def _starts(file: SegmentFile, term: int, distance: int, docs: Indexes, *, title: bool) -> Array:
    """Where a phrase would begin for each occurrence of a term: document and place in one."""
    positions, begins = file.places(term)
    mine = file.docs(term)
    rows = np.flatnonzero(contained(mine.astype(np.intp), docs, file.documents))
    lengths = begins[rows + 1] - begins[rows]
    places = positions[spread(begins[rows], lengths)].astype(np.int64)
    numbers = np.repeat(mine[rows].astype(np.int64), lengths)
    fits = (places >= distance) & ((places < TITLE_END) | (not title))
    return (numbers[fits] << _PLACE_BITS) + places[fits] - distance

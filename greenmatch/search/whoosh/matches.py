"""Sets of matching documents of a segment with their scores, and how they combine.

Where a set is large its scores are spread over an array with one place a document, where it is
small it stays a sorted list: whichever touches less memory.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from greenmatch.search.whoosh.segments import Floats, Indexes, Mask

_SPARSE = 16
"""A set with less than this part (1/16) of a segment's documents is handled as a list."""


class Matches(NamedTuple):
    """Ascending document numbers and their scores; ``positive`` if no score is 0."""

    docs: Indexes
    scores: Floats
    positive: bool = True

    def where(self, keep: Mask) -> "Matches":
        """Those for which the mask, one entry a match, is true."""
        kept = np.flatnonzero(keep)
        return Matches(self.docs.take(kept), self.scores.take(kept), self.positive)


NO_MATCHES = Matches(np.empty(0, np.intp), np.empty(0, np.float32))


def unscored(docs: Indexes) -> Matches:
    """Documents that match without a score."""
    return Matches(docs, np.zeros(len(docs), np.float32), positive=False)


def union(found: Sequence[Matches], size: int) -> Matches:
    """What is in any of the sets, with the sum of the scores; ``size`` of the segment."""
    found = [each for each in found if len(each.docs)]
    if len(found) < 2:
        return found[0] if found else NO_MATCHES
    if sum(len(each.docs) for each in found) < size // _SPARSE:
        return _union_of_lists(found)
    scores = np.zeros(size, np.float32)
    first, *others = found
    scores[first.docs] = first.scores
    for each in others:
        scores[each.docs] += each.scores
    positive = all(each.positive for each in found)
    seen = scores != 0 if positive else np.zeros(size, np.bool_)
    for each in () if positive else found:
        seen[each.docs] = True
    docs = np.flatnonzero(seen)
    return Matches(docs, scores.take(docs), positive)


def _union_of_lists(found: Sequence[Matches]) -> Matches:
    """The union of short lists, by sorting."""
    docs = np.concatenate([each.docs for each in found])
    scores = np.concatenate([each.scores for each in found])
    order = np.argsort(docs, kind="stable")
    docs, scores = docs[order], scores[order]
    first = np.ones(len(docs), np.bool_)
    first[1:] = docs[1:] != docs[:-1]
    begins = np.flatnonzero(first)
    positive = all(each.positive for each in found)
    return Matches(docs[begins], np.add.reduceat(scores, begins), positive)


def intersection(found: Sequence[Matches], size: int) -> Matches:
    """What is in all of the sets, with the sum of the scores."""
    base, *others = sorted(found, key=lambda each: len(each.docs))
    for other in others:
        at, keep = _look_up(base.docs, other.docs, size)
        scores = base.scores[keep] + other.scores[at[keep]]
        base = Matches(base.docs[keep], scores, base.positive or other.positive)
    return base


def add_scores(base: Matches, other: Matches, size: int) -> Matches:
    """The same documents, with the scores that they have in the other set on top."""
    at, keep = _look_up(base.docs, other.docs, size)
    scores = base.scores.copy()
    scores[keep] += other.scores[at[keep]]
    return base._replace(scores=scores)


def contained(docs: Indexes, others: Indexes, size: int) -> Mask:
    """For each document whether it is among the others."""
    return _look_up(docs, others, size)[1]


def _look_up(docs: Indexes, others: Indexes, size: int) -> tuple[Indexes, Mask]:
    """For each document its place among the others, and whether it is there at all."""
    if not len(others) or not len(docs):
        return np.zeros(len(docs), np.intp), np.zeros(len(docs), np.bool_)
    if len(docs) < len(others) // 8:
        at = np.searchsorted(others, docs)
        at[at == len(others)] = 0
        return at, others[at] == docs
    places = np.full(size, -1, np.int32)
    places[others] = np.arange(len(others), dtype=np.int32)
    at = places[docs].astype(np.intp)
    return at, at >= 0

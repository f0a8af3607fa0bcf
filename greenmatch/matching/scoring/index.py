"""An index of one kind of listings that keeps up with changes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from greenmatch.matching.conditions import Facts, facts_of
from greenmatch.matching.scoring.collection import Collection
from greenmatch.matching.scoring.postings import Postings, merged, postings_of

_GROWTH = 4
"""Segments are merged so that each is at least this many times as large as the next."""
NO_MATCH = -1


@dataclass(frozen=True)
class _Segment:
    """Some listings; `alive` says which of them are still in the index."""

    listing_ids: NDArray[np.int64]
    texts: Postings
    stated: Postings
    facts: Facts
    alive: NDArray[np.bool_]

    def scored(self, one: Collection) -> tuple[NDArray[np.int64], NDArray[np.int64], Facts]:
        """Number, score and facts of each living listing with one of the other kind."""
        shared = self.texts.scores(one.texts)
        totals = shared + self.stated.scores(one.stated)
        totals[shared < one.least_text] = NO_MATCH
        if self.alive.all():
            return self.listing_ids, totals, self.facts
        return self.listing_ids[self.alive], totals[self.alive], self.facts.take(self.alive)


class MatchIndex:
    """All listings of one kind, to be scored against one of the other kind.

    Changes go into small segments, which are merged as they add up: a change costs little, and a
    scoring touches few segments.
    """

    def __init__(self, listings: Collection | None = None) -> None:
        self._segments: list[_Segment] = []
        self._place: dict[int, tuple[int, int]] = {}
        if listings is not None and len(listings):
            self._append(listings)

    def __len__(self) -> int:
        return len(self._place)

    def __contains__(self, listing_id: int) -> bool:
        return listing_id in self._place

    def put(self, listings: Collection) -> None:
        """Add these listings, or put them in the place of their former state."""
        self.remove(listings.listing_ids.tolist())
        if len(listings):
            self._append(listings)
            self._tidy()

    def remove(self, listing_ids: Iterable[int]) -> None:
        """Take these listings out; those that are not there are passed over."""
        for listing_id in listing_ids:
            if place := self._place.pop(listing_id, None):
                self._segments[place[0]].alive[place[1]] = False

    def scored(self, one: Collection) -> tuple[NDArray[np.int64], NDArray[np.int64], Facts]:
        """Listing numbers, scores in whole points and facts of all, for one of the other kind.

        The score is negative where the texts share too little for a match.
        """
        found = [segment.scored(one) for segment in self._segments]
        if not found:
            return np.empty(0, np.int64), np.empty(0, np.int64), facts_of([])
        if len(found) == 1:
            return found[0]
        listing_ids, scores, facts = zip(*found, strict=True)
        return np.concatenate(listing_ids), np.concatenate(scores), Facts.stacked(facts)

    def _append(self, listings: Collection) -> None:
        self._add(
            _Segment(
                listings.listing_ids,
                postings_of(listings.texts),
                postings_of(listings.stated),
                listings.facts,
                np.ones(len(listings), np.bool_),
            )
        )

    def _add(self, segment: _Segment) -> None:
        number = len(self._segments)
        self._segments.append(segment)
        for row, listing_id in enumerate(segment.listing_ids.tolist()):
            self._place[listing_id] = (number, row)

    def _tidy(self) -> None:
        """Merge the last segments until each is much larger than the ones after it."""
        sizes = [int(segment.alive.sum()) for segment in self._segments]
        first = len(sizes) - 1
        while first > 0 and sizes[first - 1] < _GROWTH * sum(sizes[first:]):
            first -= 1
        if first < len(sizes) - 1:
            small = self._segments[first:]
            del self._segments[first:]
            self._add(_merged(small))


def _merged(segments: Sequence[_Segment]) -> _Segment:
    """The living listings of all segments in one."""
    kept = [np.flatnonzero(segment.alive) for segment in segments]
    pairs = list(zip(segments, kept, strict=True))
    ids = np.concatenate([segment.listing_ids[rows] for segment, rows in pairs])
    return _Segment(
        ids,
        merged([segment.texts for segment in segments], kept),
        merged([segment.stated for segment in segments], kept),
        Facts.stacked([segment.facts.take(rows) for segment, rows in pairs]),
        np.ones(len(ids), np.bool_),
    )

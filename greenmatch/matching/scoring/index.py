"""An index of one kind of listings that keeps up with changes."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from greenmatch.matching.conditions import Facts, facts_of
from greenmatch.matching.scoring.collection import Collection
from greenmatch.matching.scoring.segment import Segment, make_segment, merged

_GROWTH = 4
"""Segments are merged so that each is at least this many times as large as the next."""


class MatchIndex:
    """All listings of one kind, to be scored against one of the other kind.

    Changes go into small segments, which are merged as they add up: a change costs little, and a
    scoring touches few segments.
    """

    def __init__(self, listings: Collection | None = None) -> None:
        self._segments: list[Segment] = []
        self._facts: list[Facts] = []
        self._alive: list[NDArray[np.bool_]] = []
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
                self._alive[place[0]][place[1]] = False

    def scored(self, one: Collection) -> tuple[NDArray[np.int64], NDArray[np.int64], Facts]:
        """Listing numbers, scores in whole points and facts of all, for one of the other kind."""
        ids, weights = one.vectors.row(0)
        found = [
            (segment.listing_ids[alive], segment.scores(ids, weights)[alive], facts.take(alive))
            for segment, facts, alive in zip(self._segments, self._facts, self._alive, strict=True)
        ]
        if not found:
            return np.empty(0, np.int64), np.empty(0, np.int64), facts_of([])
        listing_ids, scores, facts = zip(*found, strict=True)
        return np.concatenate(listing_ids), np.concatenate(scores), Facts.stacked(facts)

    def _append(self, listings: Collection) -> None:
        number = len(self._segments)
        self._segments.append(make_segment(listings.listing_ids, listings.vectors))
        self._facts.append(listings.facts)
        self._alive.append(np.ones(len(listings), np.bool_))
        for row, listing_id in enumerate(listings.listing_ids.tolist()):
            self._place[listing_id] = (number, row)

    def _tidy(self) -> None:
        """Merge the last segments until each is much larger than the one after it."""
        sizes = [int(alive.sum()) for alive in self._alive]
        first = len(sizes) - 1
        while first > 0 and sizes[first - 1] < _GROWTH * sum(sizes[first:]):
            first -= 1
        if first == len(sizes) - 1:
            return
        facts = Facts.stacked(
            [each.take(alive) for each, alive in zip(self._facts, self._alive, strict=True)][first:]
        )
        whole = merged(self._segments[first:], self._alive[first:])
        del self._segments[first:], self._facts[first:], self._alive[first:]
        self._segments.append(whole)
        self._facts.append(facts)
        self._alive.append(np.ones(len(whole.listing_ids), np.bool_))
        for row, listing_id in enumerate(whole.listing_ids.tolist()):
            self._place[listing_id] = (first, row)

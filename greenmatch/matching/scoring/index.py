"""An index of one kind of listings that keeps up with changes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from greenmatch.matching.conditions import Facts, facts_of
from greenmatch.matching.rows import joined
from greenmatch.matching.scoring.collection import Collection
from greenmatch.matching.scoring.postings import Postings, merged, postings_of
from greenmatch.matching.scoring.stated import StatedValues, merged_values, stated_values

_GROWTH = 4
"""Segments are merged so that each is at least this many times as large as the next."""


@dataclass(frozen=True)
class Scored:
    """Listings with their scores in whole points and their facts."""

    listing_ids: NDArray[np.int64]
    points: NDArray[np.int64]
    facts: Facts


@dataclass(frozen=True)
class _Segment:
    """Some listings; `alive` says which of them are still in the index."""

    listing_ids: NDArray[np.int64]
    texts: Postings
    stated: StatedValues
    facts: Facts
    alive: NDArray[np.bool_]

    def scored(self, one: Collection, least: int) -> Scored:
        """The living listings that score `least` and more with one of the other kind."""
        shared = self.texts.scores(one.texts)
        rows = np.flatnonzero((shared >= one.least_text) & self.alive)
        points = shared[rows] + self.stated.scores(one.stated, rows)
        good = points >= least
        rows = rows[good]
        return Scored(self.listing_ids[rows], points[good], self.facts.take(rows))


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

    def scored(self, one: Collection, least: int) -> Scored:
        """All that score `least` and more with one of the other kind, whatever the conditions.

        Those whose texts share too little for a match are left out.
        """
        found = [segment.scored(one, least) for segment in self._segments]
        if len(found) == 1:
            return found[0]
        facts = Facts.stacked([each.facts for each in found]) if found else facts_of([])
        return Scored(
            joined((each.listing_ids for each in found), np.int64),
            joined((each.points for each in found), np.int64),
            facts,
        )

    def _append(self, listings: Collection) -> None:
        self._add(
            _Segment(
                listings.listing_ids,
                postings_of(listings.texts),
                stated_values(listings.stated),
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
        merged_values([segment.stated for segment in segments], kept),
        Facts.stacked([segment.facts.take(rows) for segment, rows in pairs]),
        np.ones(len(ids), np.bool_),
    )

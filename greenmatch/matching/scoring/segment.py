"""Listings of one kind by feature, so that one of the other kind is scored against all at once."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from greenmatch.matching.features import Ids
from greenmatch.matching.rows import Rows, rows_of, run_starts, stacked
from greenmatch.matching.statistics import places_in
from greenmatch.matching.weighing import PointRows


@dataclass(frozen=True)
class Segment:
    """Postings: feature `ids[i]` occurs in `rows[ends[i]:ends[i + 1]]`, with the weights beside.

    `listing_ids` says which listing a row is.
    """

    listing_ids: NDArray[np.int64]
    ids: Ids
    ends: NDArray[np.int64]
    rows: NDArray[np.int32]
    weights: NDArray[np.int16]

    def scores(self, ids: Ids, weights: NDArray[np.int16]) -> NDArray[np.int64]:
        """The score of each row with a listing of the other kind, in whole points."""
        known, places = places_in(self.ids, ids)
        starts, stops = self.ends[places[known]], self.ends[places[known] + 1]
        lengths = stops - starts
        total = int(lengths.sum())
        offsets = np.repeat(starts - np.cumsum(lengths) + lengths, lengths)
        entries = np.arange(total) + offsets
        points = self.weights[entries] * np.repeat(weights[known].astype(np.float64), lengths)
        # Sums of whole numbers below 2**53 are exact in this type.
        sums = np.bincount(self.rows[entries], points, minlength=len(self.listing_ids))
        return sums.astype(np.int64)

    def by_listing(self) -> PointRows:
        """The same, a row a listing."""
        ids = np.repeat(self.ids, np.diff(self.ends))
        return rows_of(self.rows.astype(np.int64), ids, self.weights, len(self.listing_ids))


def make_segment(listing_ids: NDArray[np.int64], vectors: PointRows) -> Segment:
    """The postings of these listings."""
    order = np.argsort(vectors.ids, kind="stable")
    sorted_ids = vectors.ids[order]
    first = run_starts(sorted_ids)
    return Segment(
        listing_ids,
        sorted_ids[first],
        np.append(first, len(order)),
        vectors.numbers()[order].astype(np.int32),
        vectors.weights[order],
    )


def merged(segments: Sequence[Segment], alive: Sequence[NDArray[np.bool_]]) -> Segment:
    """The living listings of all segments in one."""
    kept = [np.flatnonzero(mask) for mask in alive]
    ids = [each.listing_ids[rows] for each, rows in zip(segments, kept, strict=True)]
    vectors: list[Rows[np.int16]] = [
        each.by_listing().take(rows) for each, rows in zip(segments, kept, strict=True)
    ]
    return make_segment(np.concatenate(ids), stacked(vectors))

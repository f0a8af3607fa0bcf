"""Listings of one kind by feature, so that one of the other kind is scored against all at once."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from greenmatch.matching.features import Ids
from greenmatch.matching.rows import rows_of, run_starts, stacked, stretches
from greenmatch.matching.statistics import places_in
from greenmatch.matching.weighing import PointRows


@dataclass(frozen=True)
class Postings:
    """Feature `ids[i]` occurs in `rows[ends[i]:ends[i + 1]]`, with the weights beside."""

    count: int
    ids: Ids
    ends: NDArray[np.int64]
    rows: NDArray[np.int32]
    weights: NDArray[np.int16]

    def scores(self, vector: PointRows) -> NDArray[np.int64]:
        """The product of each of the `count` rows with a single row of the other kind."""
        ids, wanted = vector.row(0)
        known, places = places_in(self.ids, ids)
        entries, lengths = stretches(self.ends, places[known])
        points = self.weights[entries] * np.repeat(wanted[known].astype(np.float64), lengths)
        # Sums of whole numbers below 2**53 are exact in this type.
        sums = np.bincount(self.rows[entries], points, minlength=self.count)
        return sums.astype(np.int64)

    def by_listing(self) -> PointRows:
        """The same, a row a listing."""
        ids = np.repeat(self.ids, np.diff(self.ends))
        return rows_of(self.rows.astype(np.int64), ids, self.weights, self.count)


def postings_of(vectors: PointRows) -> Postings:
    """The postings of these rows."""
    order = np.argsort(vectors.ids, kind="stable")
    ids = vectors.ids[order]
    first = run_starts(ids)
    rows = vectors.numbers()[order].astype(np.int32)
    ends = np.append(first, len(order))
    return Postings(len(vectors), ids[first], ends, rows, vectors.weights[order])


def merged(postings: Sequence[Postings], kept: Sequence[NDArray[np.int64]]) -> Postings:
    """The kept rows of all postings in one."""
    parts = [each.by_listing().take(rows) for each, rows in zip(postings, kept, strict=True)]
    return postings_of(stacked(parts))

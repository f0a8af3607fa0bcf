"""Sums over postings: for all listings at once what they share with one of the other kind.

The sums are scipy's, of a matrix whose columns are postings. Choosing columns would copy them.
Instead the matrix is told where its columns are: every second one holds the postings of a feature,
and between them are empty ones, because features come from the last to the first, so that an empty
column begins behind its own end.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from greenmatch.matching.features import Ids
from greenmatch.matching.sparse import csr_matrix
from greenmatch.matching.statistics import places_in
from greenmatch.matching.weighing import PointRows


@dataclass(frozen=True)
class Wanted:
    """For some listings where the postings of their features are, and the weights of these.

    Row `i` of `pointers` has beginning and end of the postings of each feature of listing `i`, from
    the last feature to the first; row `i` of `factors` a weight for each, and a 0 between two.
    """

    pointers: NDArray[np.int32]
    factors: NDArray[np.float32]


class Wants:
    """Listings whose features are looked up in several postings."""

    def __init__(self, vectors: PointRows) -> None:
        lengths = np.diff(vectors.ends)
        self._features, self._places = np.unique(vectors.ids, return_inverse=True)
        self._numbers = np.repeat(np.arange(len(vectors)), lengths)
        self._columns = 2 * (vectors.ends[1:][self._numbers] - 1 - np.arange(len(vectors.ids)))
        width = 2 * max(int(lengths.max(initial=0)), 1)
        self._factors = np.zeros((len(vectors), width - 1), np.float32)
        self._factors[self._numbers, self._columns] = vectors.weights

    def among(self, ids: Ids, ends: NDArray[np.int32]) -> Wanted:
        """The postings of all features of these listings; `ids` and `ends` as in `Postings`."""
        known, places = places_in(ids, self._features)
        starts = ends[np.searchsorted(ids, self._features)]
        stops = np.where(known, ends[places + known], starts)
        height, width = self._factors.shape
        pointers = np.zeros((height, width + 1), np.int32)
        pointers[self._numbers, self._columns] = starts[self._places]
        pointers[self._numbers, self._columns + 1] = stops[self._places]
        return Wanted(pointers, self._factors)


class Sums:
    """What each of `count` listings, given by postings, shares with wanted ones.

    Not for two threads at a time.
    """

    def __init__(
        self,
        count: int,
        rows: NDArray[np.int32],
        weights: NDArray[np.float32],
        wanted: Wanted,
    ) -> None:
        self._wanted = wanted
        height = wanted.factors.shape[1]
        nothing = (weights[:0], rows[:0], np.zeros(height + 1, np.int32))
        self._matrix: Any = csr_matrix(nothing, shape=(height, count)).T
        self._matrix.indices, self._matrix.data = rows, weights

    def of(self, number: int) -> NDArray[np.float32]:
        """The sum for each listing beside the wanted one of this number."""
        self._matrix.indptr = self._wanted.pointers[number]
        sums: NDArray[np.float32] = self._matrix @ self._wanted.factors[number]
        return sums

"""Sums over postings: for all listings at once what they share with one of the other kind.

The sums are scipy's, of a matrix whose columns are postings. Choosing columns would copy them.
Instead the matrix is told where its columns are: every second one holds the postings of a feature,
and between them are empty ones, because features come from the last to the first, so that an empty
column begins behind its own end.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from greenmatch.matching.features import Ids
from greenmatch.matching.sparse import csr_matrix
from greenmatch.matching.weighing import PointRows

_ROUND = 64
"""Features are counted in so many, so that a few matrices do for all listings."""

Pointers = NDArray[np.int32]
Points = NDArray[np.float32]


class Wants:
    """Listings whose features are looked up in the postings of the other kind.

    Row `i` of `factors` has the weights of listing `i` from the last feature to the first, with a 0
    between two.
    """

    def __init__(self, vectors: PointRows) -> None:
        lengths = np.diff(vectors.ends)
        self._features, self._places = np.unique(vectors.ids, return_inverse=True)
        self._numbers = np.repeat(np.arange(len(vectors)), lengths)
        self._columns = 2 * (vectors.ends[1:][self._numbers] - 1 - np.arange(len(vectors.ids)))
        width = 2 * _ROUND * (int(lengths.max(initial=0)) // _ROUND + 1)
        self.factors = np.zeros((len(vectors), width - 1), np.float32)
        self.factors[self._numbers, self._columns] = vectors.weights

    def among(self, ids: Ids, ends: NDArray[np.int32]) -> Pointers:
        """Beside the factors where the postings of the features begin and end; `ids` and `ends` as
        in `Postings`."""
        places = np.searchsorted(ids, self._features)
        known = places < len(ids)
        known[known] = ids[places[known]] == self._features[known]
        starts, stops = ends[places], ends[places + known]
        height, width = self.factors.shape
        pointers = np.zeros((height, width + 1), np.int32)
        pointers[self._numbers, self._columns] = starts[self._places]
        pointers[self._numbers, self._columns + 1] = stops[self._places]
        return pointers


class Sums:
    """Postings of `count` listings, to be added up. Not for two threads at a time."""

    def __init__(self, count: int, rows: NDArray[np.int32], weights: Points) -> None:
        self._count, self._rows, self._weights = count, rows, weights
        self._matrices: dict[int, Any] = {}

    def of(self, pointers: Pointers, factors: Points) -> Points:
        """The sum for each listing, given a row of each of what `Wants` has."""
        matrix = self._matrices.get(len(factors))
        if matrix is None:
            matrix = self._matrices[len(factors)] = self._matrix(len(factors))
        matrix.indptr = pointers
        sums: Points = matrix @ factors
        return sums

    def _matrix(self, width: int) -> Any:
        nothing = (self._weights[:0], self._rows[:0], np.zeros(width + 1, np.int32))
        matrix = csr_matrix(nothing, shape=(width, self._count)).T
        matrix.indices, matrix.data = self._rows, self._weights
        return matrix

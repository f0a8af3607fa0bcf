"""Sums over postings: what many listings share with one.

The sums are scipy's, of a matrix whose columns are postings. Choosing columns would copy them.
Instead the matrix is told where its columns are: every second one holds the postings of a feature,
and between them are empty ones, because features come from the last to the first, so that an empty
column begins behind its own end.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from greenmatch.matching.sparse import csr_matrix

_ROUND = 64
"""Features are counted in so many, so that a few matrices do for all listings."""

Pointers = NDArray[np.int32]
Points = NDArray[np.float32]


def width_for(features: int) -> int:
    """How many places so many features take, with the empty ones between them."""
    return 2 * _ROUND * (features // _ROUND + 1)


class Sums:
    """Postings of `count` listings, to be added up. Not for two threads at a time."""

    def __init__(self, count: int, rows: NDArray[np.int32], weights: Points) -> None:
        self._count, self._rows, self._weights = count, rows, weights
        self._matrices: dict[int, Any] = {}

    def of(self, pointers: Pointers, factors: Points) -> Points:
        """The sum for each listing.

        `factors` has the weight of each feature from the last to the first at every second place,
        `pointers` beside it where the feature's postings begin, and behind that where they end.
        """
        matrix = self._matrices.get(len(factors))
        if matrix is None:
            matrix = self._matrices[len(factors)] = self._matrix(len(factors))
        matrix.indptr = pointers
        sums: Points = matrix @ factors
        return sums

    def of_columns(
        self, ends: NDArray[np.int64], columns: NDArray[np.int64], weights: NDArray[np.float64]
    ) -> Points:
        """The sum for each listing of postings `columns`, in ascending order, times `weights`;
        posting `i` goes from `ends[i]` to `ends[i + 1]`."""
        width = width_for(len(columns))
        factors, pointers = np.zeros(width - 1, np.float32), np.zeros(width, np.int32)
        last = 2 * len(columns)
        factors[:last:2] = weights[::-1]
        pointers[:last:2], pointers[1:last:2] = ends[columns[::-1]], ends[columns[::-1] + 1]
        return self.of(pointers, factors)

    def _matrix(self, width: int) -> Any:
        nothing = (self._weights[:0], self._rows[:0], np.zeros(width + 1, np.int32))
        matrix = csr_matrix(nothing, shape=(width, self._count)).T
        matrix.indices, matrix.data = self._rows, self._weights
        return matrix

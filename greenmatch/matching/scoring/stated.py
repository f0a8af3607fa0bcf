"""What listings state, to be looked up for some of them."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from greenmatch.matching.features import Ids
from greenmatch.matching.rows import Rows
from greenmatch.matching.sparse import csr_matrix
from greenmatch.matching.statistics import places_in
from greenmatch.matching.weighing import PointRows


@dataclass(frozen=True)
class StatedValues:
    """What listings state, to be looked up for those few that one listing may match; not for two
    threads at a time.

    Row `i` has the features `features[columns[ends[i]:ends[i + 1]]]`, with the weights beside.
    """

    features: Ids
    ends: NDArray[np.int32]
    columns: NDArray[np.int32]
    weights: NDArray[np.float32]
    _matrices: dict[int, Any] = field(default_factory=dict, repr=False)

    def scores(self, vector: PointRows, rows: NDArray[np.int64]) -> NDArray[np.int64]:
        """The product of each of these rows, in ascending order, with a single row of the other
        kind."""
        if not len(rows):
            return np.empty(0, np.int64)
        ids, weights = vector.row(0)
        known, places = places_in(self.features, ids)
        wanted = np.zeros(len(self.features), np.float32)
        wanted[places[known]] = weights[known]
        # Every second row is a chosen one, from the last to the first; those between, and those
        # behind the last, are empty, as the columns in `sums` are.
        last = 2 * len(rows)
        width = 1 << last.bit_length()  # a few matrices do for any number of rows
        pointers = np.zeros(width, np.int32)
        pointers[:last:2], pointers[1:last:2] = self.ends[rows[::-1]], self.ends[rows[::-1] + 1]
        matrix = self._matrices.get(width)
        if matrix is None:
            matrix = self._matrices[width] = self._matrix(width)
        matrix.indptr = pointers
        products = (matrix @ wanted)[:last:2]
        return np.asarray(products[::-1], np.int64)

    def _matrix(self, width: int) -> Any:
        nothing = (self.weights[:0], self.columns[:0], np.zeros(width, np.int32))
        matrix = csr_matrix(nothing, shape=(width - 1, len(self.features)))
        matrix.indices, matrix.data = self.columns, self.weights
        return matrix

    def some(self, chosen: NDArray[np.bool_]) -> PointRows:
        """The features of all rows in the chosen columns."""
        kept = chosen[self.columns]
        ends = np.concatenate([[0], np.cumsum(kept)])[self.ends]
        return Rows(ends, self.features[self.columns[kept]], self.weights[kept].astype(np.int16))


def stated_values(stated: PointRows) -> StatedValues:
    """What these rows state."""
    features = np.unique(stated.ids)
    columns = np.searchsorted(features, stated.ids).astype(np.int32)
    ends, weights = stated.ends.astype(np.int32), stated.weights.astype(np.float32)
    return StatedValues(features, ends, columns, weights)

"""What listings state, to be looked up for some of them."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from greenmatch.matching.features import Ids
from greenmatch.matching.rows import Rows
from greenmatch.matching.sparse import csr_matrix
from greenmatch.matching.statistics import places_in
from greenmatch.matching.weighing import PointRows


@dataclass(frozen=True)
class StatedValues:
    """What listings state, to be looked up for those few that one listing may match.

    Row `i` has the features `features[columns[ends[i]:ends[i + 1]]]`, with the weights beside.
    """

    features: Ids
    ends: NDArray[np.int32]
    columns: NDArray[np.int32]
    weights: NDArray[np.float32]

    def scores(self, vector: PointRows, rows: NDArray[np.int64]) -> NDArray[np.int64]:
        """The product of each of these rows, in ascending order, with a single row of the other
        kind."""
        if not len(rows):
            return np.empty(0, np.int64)
        ids, weights = vector.row(0)
        known, places = places_in(self.features, ids)
        wanted = np.zeros(len(self.features), np.float32)
        wanted[places[known]] = weights[known]
        # Every second row is a chosen one, from the last to the first; those between are empty, as
        # the columns in `sums` are.
        pointers = np.empty(2 * len(rows), np.int32)
        pointers[::2], pointers[1::2] = self.ends[rows[::-1]], self.ends[rows[::-1] + 1]
        nothing = (self.weights[:0], self.columns[:0], np.zeros_like(pointers))
        matrix = csr_matrix(nothing, shape=(len(pointers) - 1, len(wanted)))
        matrix.indices, matrix.data, matrix.indptr = self.columns, self.weights, pointers
        products = (matrix @ wanted)[::-2]
        return np.asarray(products, np.int64)

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

"""What listings state, to be looked up for some of them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from greenmatch.matching.features import Ids
from greenmatch.matching.rows import Rows, stacked, stretches, summed
from greenmatch.matching.statistics import places_in
from greenmatch.matching.weighing import PointRows


@dataclass(frozen=True)
class StatedValues:
    """What listings state, to be looked up for those few that one listing may match.

    Row `i` has the features `features[columns[ends[i]:ends[i + 1]]]`, with the weights beside.
    """

    features: Ids
    ends: NDArray[np.int64]
    columns: NDArray[np.int32]
    weights: NDArray[np.int16]

    def scores(self, vector: PointRows, rows: NDArray[np.int64]) -> NDArray[np.int64]:
        """The product of each of these rows with a single row of the other kind."""
        ids, weights = vector.row(0)
        known, places = places_in(self.features, ids)
        wanted = np.zeros(len(self.features))
        wanted[places[known]] = weights[known]
        entries, lengths = stretches(self.ends, rows)
        points = wanted[self.columns[entries]] * self.weights[entries]
        numbers = np.repeat(np.arange(len(rows)), lengths)
        return summed(numbers, points, len(rows)).astype(np.int64)

    def rows(self) -> PointRows:
        """The same, with the features' numbers."""
        return Rows(self.ends, self.features[self.columns], self.weights)


def stated_values(stated: PointRows) -> StatedValues:
    """What these rows state."""
    features, columns = np.unique(stated.ids, return_inverse=True)
    return StatedValues(features, stated.ends, columns.astype(np.int32), stated.weights)


def merged_values(parts: Sequence[StatedValues], kept: Sequence[NDArray[np.int64]]) -> StatedValues:
    """The kept rows of all parts in one."""
    rows = [part.rows().take(chosen) for part, chosen in zip(parts, kept, strict=True)]
    return stated_values(stacked(rows))

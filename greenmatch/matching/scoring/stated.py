"""What pairs state alike, for many pairs at once."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from greenmatch.matching.features import Ids
from greenmatch.matching.rows import Rows, stacked, stretches, summed
from greenmatch.matching.scoring.collection import Collection
from greenmatch.matching.statistics import places_in
from greenmatch.matching.weighing import PointRows


class StatedTable:
    """What needs state, as columns: the `k`-th feature of each need and its weight there."""

    def __init__(self, needs: Collection) -> None:
        self._features = np.unique(needs.stated.ids)
        counts = np.diff(needs.stated.ends)
        width, height = int(counts.max(initial=0)), len(needs)
        numbers = needs.stated.numbers()
        places = np.arange(len(numbers)) - needs.stated.ends[numbers]
        # One feature more, which no technology has, fills the places that a need leaves empty.
        self._columns = np.full((width, height), len(self._features), np.int32)
        self._columns[places, numbers] = np.searchsorted(self._features, needs.stated.ids)
        self._weights = np.zeros((width, height), np.int32)
        self._weights[places, numbers] = needs.stated.weights

    def points(
        self,
        technologies: Collection,
        technology_rows: NDArray[np.int32],
        need_rows: NDArray[np.int32],
    ) -> NDArray[np.int32]:
        """The stated part of the score of each pair of rows."""
        stated = technologies.stated
        known, places = places_in(self._features, stated.ids)
        width = len(self._features) + 1
        table = np.zeros(len(technologies) * width, np.int32)
        table[stated.numbers()[known] * width + places[known]] = stated.weights[known]
        base = technology_rows * np.int32(width)
        total = np.zeros(len(base), np.int32)
        for columns, weights in zip(self._columns, self._weights, strict=True):
            total += table[base + columns[need_rows]] * weights[need_rows]
        return total


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

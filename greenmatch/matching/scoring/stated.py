"""What pairs state alike, for many pairs at once."""

import numpy as np
from numpy.typing import NDArray

from greenmatch.matching.scoring.collection import Collection
from greenmatch.matching.statistics import places_in


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

"""Listings that are looked up in the postings of the other kind."""

import numpy as np
from numpy.typing import NDArray

from greenmatch.matching.features import Ids
from greenmatch.matching.sums import Pointers, width_for
from greenmatch.matching.weighing import PointRows


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
        width = width_for(int(lengths.max(initial=0)))
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

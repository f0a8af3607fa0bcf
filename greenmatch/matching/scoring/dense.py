"""Products of dense matrices in pieces, each in the thread that asks for it.

A large product is shared out among threads of the library that numpy uses. Here two threads ask
already; with its own beside them, which wait by spinning, a product takes several times as long.
"""

import numpy as np
from numpy.typing import NDArray

from greenmatch.matching.statistics import places_in
from greenmatch.matching.weighing import PointRows

_SMALL = 1 << 18
"""Multiplications up to which OpenBLAS keeps a product in one thread."""

Points = NDArray[np.float32]


class Products:
    """Products of all rows of one kind with some rows of the other, whole points."""

    def __init__(
        self, own: PointRows, others: PointRows, features: NDArray[np.uint64], at_once: int
    ) -> None:
        """Of these features; with `at_once` rows of `own` at most."""
        self._own = _dense(own, features)
        self._count = len(others)
        width = max(_SMALL // (at_once * max(len(features), 1)), 1)
        pieces = -(-len(others) // width)
        table = np.zeros((pieces * width, len(features)), np.float32)
        table[: len(others)] = _dense(others, features)
        self._found = np.empty((at_once, pieces * width), np.float32)
        self._pieces = np.ascontiguousarray(
            table.reshape(pieces, width, len(features)).swapaxes(1, 2)
        )

    def of(self, start: int, stop: int) -> Points:
        """A row for each of these rows of `own`, a column for each of all `others`, to be read
        before the next are asked for."""
        pieces, _features, width = self._pieces.shape
        found = self._found[: stop - start]
        parts = found.reshape(stop - start, pieces, width).swapaxes(0, 1)
        np.matmul(self._own[start:stop], self._pieces, out=parts)
        return found[:, : self._count]


def _dense(vectors: PointRows, features: NDArray[np.uint64]) -> Points:
    """A row a listing, a column a feature."""
    known, places = places_in(features, vectors.ids)
    table = np.zeros((len(vectors), len(features)), np.float32)
    table[vectors.numbers()[known], places[known]] = vectors.weights[known]
    return table

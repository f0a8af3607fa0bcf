"""The scores of all technologies of a block with each need, as dense rows."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from greenmatch.matching.rows import Rows
from greenmatch.matching.scoring.blocks import Block
from greenmatch.matching.scoring.collection import Collection
from greenmatch.matching.scoring.postings import postings_of
from greenmatch.matching.scoring.stated import StatedValues
from greenmatch.matching.scoring.sums import Sums, Wants
from greenmatch.matching.statistics import places_in
from greenmatch.matching.weighing import PointRows

_FREQUENT = 0.03
"""The share of pairs from which it is cheaper to multiply a feature for all pairs than to look up
which technologies have it."""

Points = NDArray[np.float32]


class Asked:
    """The needs of a full run, made ready to meet all blocks."""

    def __init__(self, needs: Collection) -> None:
        self.stated = needs.stated
        self.wants = Wants(needs.texts), Wants(needs.stated)


class Totals:
    """Scores in whole points, exact in this type.

    What many state on both sides is a product of two dense matrices; words, and what few state,
    are added up from postings. Not for two threads at a time.
    """

    def __init__(self, block: Block, needs: Asked) -> None:
        frequent = _frequent(block.stated, needs.stated)
        few = ~np.isin(block.stated.columns, frequent)
        ends = np.concatenate([[0], np.cumsum(few)])[block.stated.ends]
        ids = block.stated.features[block.stated.columns[few]]
        rare = postings_of(Rows(ends, ids, block.stated.weights[few]))
        features = block.stated.features[frequent]
        self._wanted = _dense(needs.stated, features)
        self._offered = np.ascontiguousarray(_dense(block.stated.rows(), features).T)
        self._texts, self._rare = (
            Sums(each.count, each.rows, each.weights, wants.among(each.ids, each.ends))
            for each, wants in zip((block.texts, rare), needs.wants, strict=True)
        )

    def of(self, start: int, stop: int) -> Iterator[tuple[Points, Points]]:
        """For each of these needs what its texts share with all technologies, and the scores."""
        stated = self._wanted[start:stop] @ self._offered
        for need in range(start, stop):
            texts, total = self._texts.of(need), self._rare.of(need)
            total += texts
            total += stated[need - start]
            yield texts, total


def _frequent(offered: StatedValues, wanted: PointRows) -> NDArray[np.int64]:
    """The columns of features that many pairs have in common."""
    known, places = places_in(offered.features, wanted.ids)
    count = len(offered.features)
    offers = np.bincount(offered.columns, minlength=count) / (len(offered.ends) - 1)
    wants = np.bincount(places[known], minlength=count) / len(wanted)
    return np.flatnonzero(offers * wants >= _FREQUENT)


def _dense(vectors: PointRows, features: NDArray[np.uint64]) -> Points:
    """A row a listing, a column a feature."""
    known, places = places_in(features, vectors.ids)
    table = np.zeros((len(vectors), len(features)), np.float32)
    table[vectors.numbers()[known], places[known]] = vectors.weights[known]
    return table

"""The scores of all technologies of a block with each need, as dense rows."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from greenmatch.matching.scoring.blocks import Block
from greenmatch.matching.scoring.collection import Collection
from greenmatch.matching.scoring.dense import Points, Products
from greenmatch.matching.scoring.postings import postings_of
from greenmatch.matching.scoring.stated import StatedValues
from greenmatch.matching.scoring.wants import Wants
from greenmatch.matching.statistics import places_in
from greenmatch.matching.weighing import PointRows

BATCH = 32
"""Needs at a time: enough that what is done once for all of them costs little."""
_FREQUENT = 0.03
"""The share of pairs from which it is cheaper to multiply a feature for all pairs than to look up
which technologies have it."""


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
        features = block.stated.features[frequent]
        self._stated = Products(needs.stated, block.stated.some(frequent), features, BATCH)
        postings = block.texts, postings_of(block.stated.some(~frequent))
        self._texts, self._rare = (each.sums for each in postings)
        self._asked = [
            (wants.among(each.ids, each.ends), wants.factors)
            for each, wants in zip(postings, needs.wants, strict=True)
        ]

    def of(self, start: int, stop: int) -> Iterator[tuple[Points, Points]]:
        """For each of these needs, `BATCH` at most, what its texts share with all technologies,
        and the scores."""
        stated = self._stated.of(start, stop)
        (words, word_weights), (rare, rare_weights) = self._asked
        for need in range(start, stop):
            texts = self._texts.of(words[need], word_weights[need])
            total = self._rare.of(rare[need], rare_weights[need])
            total += texts
            total += stated[need - start]
            yield texts, total


def _frequent(offered: StatedValues, wanted: PointRows) -> NDArray[np.bool_]:
    """Which columns many pairs have in common."""
    known, places = places_in(offered.features, wanted.ids)
    count = len(offered.features)
    offers = np.bincount(offered.columns, minlength=count) / (len(offered.ends) - 1)
    wants = np.bincount(places[known], minlength=count) / len(wanted)
    frequent: NDArray[np.bool_] = offers * wants >= _FREQUENT
    return frequent

"""The best counterparts of one listing."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from greenmatch.matching.scoring.collection import Collection
from greenmatch.matching.scoring.index import MatchIndex


@dataclass(frozen=True)
class Ranking:
    """Counterparts, mostly from the best down, with their scores in whole points."""

    listing_ids: NDArray[np.int64]
    scores: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.listing_ids)


def match_one(one: Collection, others: MatchIndex, top: int, least: int) -> Ranking:
    """The best counterparts of the single listing in `one`, `top` at most.

    Those that a condition rules out and those below `least` points are left out. Of equal scores
    the older listing comes first.
    """
    found = matches_of(one, others, least)
    return best_of(found.listing_ids, found.scores, top)


def matches_of(one: Collection, others: MatchIndex, least: int) -> Ranking:
    """All counterparts of the single listing in `one`, in any order."""
    found = others.scored(one, max(least, 1), whatever_the_conditions=False)
    return Ranking(found.listing_ids, found.points)


def best_of(listing_ids: NDArray[np.int64], scores: NDArray[np.int64], top: int) -> Ranking:
    """The `top` highest scores in order."""
    if len(scores) > top:
        # The scores are whole numbers, so this keeps all that tie with the last one.
        edge = np.partition(scores, -top)[-top]
        kept = scores >= edge
        listing_ids, scores = listing_ids[kept], scores[kept]
    order = np.lexsort((listing_ids, -scores))[:top]
    return Ranking(listing_ids[order], scores[order])

"""Pairs of technology and need, in arrays."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from greenmatch.matching.rows import run_starts


@dataclass(frozen=True)
class Pairs:
    """Pairs with scores in whole points, each pair once.

    In ascending order of technology, then of need.
    """

    technology_ids: NDArray[np.int64]
    need_ids: NDArray[np.int64]
    scores: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.scores)

    def take(self, chosen: NDArray[np.bool_] | NDArray[np.int64] | slice) -> "Pairs":
        """Some of the pairs."""
        return Pairs(self.technology_ids[chosen], self.need_ids[chosen], self.scores[chosen])

    def as_dict(self) -> dict[tuple[int, int], int]:
        """The points by technology and need."""
        pairs = zip(self.technology_ids.tolist(), self.need_ids.tolist(), strict=True)
        return dict(zip(pairs, self.scores.tolist(), strict=True))


def pairs_of(
    technology_ids: NDArray[np.int64], need_ids: NDArray[np.int64], scores: NDArray[np.int64]
) -> Pairs:
    """Pairs from columns in any order, where a pair may stand twice."""
    order = np.lexsort((need_ids, technology_ids))
    pairs = Pairs(technology_ids, need_ids, scores).take(order)
    return pairs.take(run_starts(pairs.technology_ids, pairs.need_ids))

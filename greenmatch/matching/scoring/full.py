"""Everything against everything: the best counterparts of every listing on both sides.

Each need is scored with all technologies of a block at once. What is good enough for one of the
two, and ruled out by no condition, is offered to both.
"""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from numpy.typing import NDArray

from greenmatch.matching.conditions import allowed_among
from greenmatch.matching.rows import joined
from greenmatch.matching.scoring.best import Best
from greenmatch.matching.scoring.blocks import THREADS, Block, blocks_of
from greenmatch.matching.scoring.collection import Collection, oldest_first
from greenmatch.matching.scoring.keys import Keys
from greenmatch.matching.scoring.pairs import Pairs
from greenmatch.matching.scoring.tops import Tops, depth_for, kept_pairs
from greenmatch.matching.scoring.totals import BATCH, Asked, Totals

Rows = NDArray[np.int64]
_Pairs = tuple[Rows, Rows, Rows]


def match_engine(technologies: Collection, needs: Collection, top: int, least: int) -> Pairs:
    """The pairs that `match_one` finds for some listing of either side."""
    return kept_pairs(*match_all(blocks_of(technologies), needs, top, least))


def match_all(
    technologies: Sequence[Block], needs: Collection, top: int, least: int
) -> tuple[Tops, Tops]:
    """The best counterparts of all technologies and of all needs, as `match_one` finds them.

    The technologies are as `blocks_of` gives them.
    """
    ids = joined((block.listing_ids for block in technologies), np.int64)
    run = _Run(oldest_first(needs), ids, depth_for(top), max(least, 1))
    keys = np.zeros((len(ids), run.depth), np.int64)
    starts = np.cumsum([0, *map(len, technologies)]).tolist()
    with ThreadPoolExecutor(THREADS) as pool:
        found = pool.map(run.match_block, starts, technologies if len(needs) else ())
        for start, (best, offers) in zip(starts, found, strict=False):
            keys[start : start + len(best)] = best
            run.of_needs.offer(*offers)
    return Tops(top, ids, keys), Tops(top, run.needs.listing_ids, run.of_needs.keys())


class _Run:
    """A full run: matches a block of technologies with all needs."""

    def __init__(self, needs: Collection, technology_ids: Rows, depth: int, least: int) -> None:
        self.needs, self.depth, self._least = needs, depth, least
        self._asked = Asked(needs)
        self.of_needs = Best(len(needs), technology_ids, depth, least)

    def match_block(self, first: int, block: Block) -> tuple[Keys, _Pairs]:
        """The best needs of the block's technologies, which are rows from `first` on, and pairs
        that may be among the best of a need: needs, scores and technologies."""
        best = Best(len(block), self.needs.listing_ids, self.depth, self._least)
        totals = Totals(block, self._asked)
        offers: list[_Pairs] = []
        for start in range(0, len(self.needs), BATCH):
            technologies, needs, scores = self._good(block, totals, start, best.floors)
            best.offer(technologies, scores, needs)
            high = scores >= self.of_needs.floors[needs]
            offers.append((needs[high], scores[high], technologies[high] + first))
        columns = zip(*offers, strict=True)
        needs, scores, technologies = (joined(column, np.int64) for column in columns)
        return best.keys(), (needs, scores, technologies)

    def _good(self, block: Block, totals: Totals, start: int, floors: Rows) -> _Pairs:
        """The matches of some needs that are good enough for one side: technologies, needs and
        scores."""
        stop = min(start + BATCH, len(self.needs))
        lowest = np.minimum(floors, self.of_needs.floors[start:stop].min()).astype(np.float32)
        found, points = [], []
        for texts, total in totals.of(start, stop):
            rows = np.flatnonzero(total >= lowest)
            rows = rows[texts[rows] >= self.needs.least_text]
            found.append(rows)
            points.append(total[rows])
        technologies, scores = np.concatenate(found), np.concatenate(points).astype(np.int64)
        needs = np.repeat(np.arange(start, stop), [len(rows) for rows in found])
        fits = np.flatnonzero(
            allowed_among(block.facts, self.needs.facts, technologies, needs)
            & ((scores >= floors[technologies]) | (scores >= self.of_needs.floors[needs]))
        )
        return technologies[fits], needs[fits], scores[fits]

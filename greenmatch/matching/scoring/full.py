"""Everything against everything: the best counterparts of every listing on both sides.

What texts share is a sparse product, worked out for some technologies at a time and kept only where
it is enough for a match; what such pairs state alike is added to them, and the best are kept.
"""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from greenmatch.matching.conditions import allowed
from greenmatch.matching.features import Ids
from greenmatch.matching.rows import run_starts
from greenmatch.matching.scoring.collection import Collection
from greenmatch.matching.scoring.stated import StatedTable
from greenmatch.matching.sparse import csr_matrix, top_products
from greenmatch.matching.statistics import places_in
from greenmatch.matching.weighing import PointRows

CHUNK = 4_096
"""Technologies at a time: what is worked with then stays in the processor's cache."""
THREADS = 2
_SCORE_BITS = 24
_DENSITY = 0.05
"""The share of pairs that are expected to be a match; where they are more, memory is taken anew."""


@dataclass(frozen=True)
class Pairs:
    """Pairs that are among the best of one of their two sides, with scores in whole points.

    In ascending order of technology, then of need.
    """

    technology_ids: NDArray[np.int64]
    need_ids: NDArray[np.int64]
    scores: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.scores)


@dataclass(frozen=True)
class _Scored:
    """Pairs by the rows of their listings; of equal scores the lower row is the better one."""

    technologies: NDArray[np.int64]
    needs: NDArray[np.int64]
    scores: NDArray[np.int64]

    def take(self, kept: NDArray[Any]) -> "_Scored":
        return _Scored(self.technologies[kept], self.needs[kept], self.scores[kept])


class _Run:
    """A full run: scores pairs for some technologies at a time."""

    def __init__(self, technologies: Collection, needs: Collection, least: int) -> None:
        self._technologies, self._needs, self._least = technologies, needs, least
        self._features = np.unique(needs.texts.ids)
        self._wanted = _matrix(needs.texts, self._features).T.tocsr()
        self._stated = StatedTable(needs)

    def scored(self, start: int) -> _Scored:
        """The pairs of the technologies from a row on that are a match."""
        rows = np.arange(start, min(start + CHUNK, len(self._technologies)))
        offers = self._technologies.take(rows)
        shared = top_products(
            _matrix(offers.texts, self._features),
            self._wanted,
            top_n=len(self._needs),
            threshold=self._needs.least_text - 1,
            density=_DENSITY,
        )
        technologies = np.repeat(np.arange(len(rows), dtype=np.int32), np.diff(shared.indptr))
        needs = shared.indices.astype(np.int32)
        scores = shared.data.astype(np.int32)
        scores += self._stated.points(offers, technologies, needs)
        good = np.flatnonzero(scores >= max(self._least, 0))
        found = _Scored(*(each[good].astype(np.int64) for each in (technologies, needs, scores)))
        facts = offers.facts.take(found.technologies), self._needs.facts.take(found.needs)
        fits = found.take(allowed(*facts))
        return _Scored(fits.technologies + start, fits.needs, fits.scores)


def match_engine(technologies: Collection, needs: Collection, top: int, least: int) -> Pairs:
    """The pairs that `match_one` finds for some listing of either side."""
    if not len(technologies) or not len(needs):
        return pairs_of(np.empty((0, 3), np.int64))
    offers, wants = _oldest_first(technologies), _oldest_first(needs)
    run = _Run(offers, wants, least)
    of_technologies, of_needs = [], _NOTHING
    with ThreadPoolExecutor(THREADS) as pool:
        for scored in pool.map(run.scored, range(0, len(offers), CHUNK)):
            of_technologies.append(_best(scored, scored.technologies, scored.needs, top))
            so_far = _joined([of_needs, scored])
            of_needs = _best(so_far, so_far.needs, so_far.technologies, top)
    kept = _joined([*of_technologies, of_needs])
    ids = offers.listing_ids[kept.technologies], wants.listing_ids[kept.needs]
    return pairs_of(np.stack([*ids, kept.scores], axis=1))


def pairs_of(rows: NDArray[np.int64]) -> Pairs:
    """Pairs from rows of technology, need and score, each pair once."""
    rows = rows[np.lexsort((rows[:, 1], rows[:, 0]))]
    return Pairs(*rows[run_starts(rows[:, 0], rows[:, 1])].T)


def _oldest_first(listings: Collection) -> Collection:
    order = np.argsort(listings.listing_ids)
    in_order = bool((order[1:] > order[:-1]).all())
    return listings if in_order else listings.take(order)


def _matrix(vectors: PointRows, features: Ids) -> Any:
    """The vectors with these features as columns. Whole numbers, exact in this type."""
    known, places = places_in(features, vectors.ids)
    ends = np.concatenate([[0], np.cumsum(known)])[vectors.ends]
    data = (vectors.weights[known].astype(np.float32), places[known].astype(np.int32), ends)
    return csr_matrix(data, shape=(len(vectors), len(features)))


def _best(scored: _Scored, own: NDArray[np.int64], others: NDArray[np.int64], top: int) -> _Scored:
    """For each listing its `top` best pairs: sorted as one number a pair, the best one first."""
    bits = int(others.max(initial=0)).bit_length()
    least = np.int64((1 << _SCORE_BITS) - 1) - scored.scores
    keys = ((own << _SCORE_BITS | least) << bits) | others
    order = np.argsort(keys)
    sorted_own = own[order]
    first = run_starts(sorted_own)
    rank = np.arange(len(order)) - np.repeat(first, np.diff(np.append(first, len(order))))
    return scored.take(order[rank < top])


def _joined(parts: Sequence[_Scored]) -> _Scored:
    return _Scored(
        np.concatenate([part.technologies for part in parts]),
        np.concatenate([part.needs for part in parts]),
        np.concatenate([part.scores for part in parts]),
    )


_NOTHING = _Scored(*(np.empty(0, np.int64) for _ in range(3)))

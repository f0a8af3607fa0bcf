"""Everything against everything: the best counterparts of every listing on both sides."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from sparse_dot_topn import sp_matmul_topn, zip_sp_matmul_topn

from greenmatch.matching.features import Ids
from greenmatch.matching.rows import run_starts
from greenmatch.matching.scoring.collection import Collection
from greenmatch.matching.scoring.index import MatchIndex
from greenmatch.matching.scoring.ranking import match_one
from greenmatch.matching.scoring.vetoes import vetoes
from greenmatch.matching.statistics import places_in
from greenmatch.matching.weighing import PointRows

CHUNK = 8_192
"""Technologies at a time: their sums then stay in the processor's cache."""
SPARE = 8
"""Candidates beyond those wanted, so that ties at the edge are seen."""
THREADS = 2


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


def match_engine(technologies: Collection, needs: Collection, top: int, least: int) -> Pairs:
    """The pairs that `match_one` finds for some listing of either side."""
    if not len(technologies) or not len(needs):
        return pairs_of(np.empty((0, 3), np.int64))
    by_technology, by_need = _products(technologies, needs, top + SPARE, least)
    from_technologies = _best(by_technology, technologies, needs, top, least)
    from_needs = _best(by_need, needs, technologies, top, least)
    return pairs_of(np.concatenate([from_technologies, from_needs[:, [1, 0, 2]]]))


def pairs_of(rows: NDArray[np.int64]) -> Pairs:
    """Pairs from rows of technology, need and score, each pair once."""
    rows = rows[np.lexsort((rows[:, 1], rows[:, 0]))]
    return Pairs(*rows[run_starts(rows[:, 0], rows[:, 1])].T)


def _products(technologies: Collection, needs: Collection, count: int, least: int) -> Any:
    """The best candidates of each technology and of each need, as sparse matrices of scores."""
    words = np.unique(needs.vectors.ids)
    offers, wants = vetoes(technologies.facts, needs.facts)
    left = hstack([_matrix(technologies.vectors, words), offers], format="csr")
    right = hstack([_matrix(needs.vectors, words), wants], format="csr")
    right_turned = right.T.tocsr()
    options = {"top_n": count, "threshold": least - 1, "n_threads": THREADS}
    by_technology = sp_matmul_topn(left, right_turned, **options)
    chunks = [
        sp_matmul_topn(right, left[at : at + CHUNK].T.tocsr(), sort=True, **options)
        for at in range(0, left.shape[0], CHUNK)
    ]
    return by_technology, zip_sp_matmul_topn(count, chunks)


def _matrix(vectors: PointRows, words: Ids) -> Any:
    """The vectors with these features as columns. Whole numbers, exact in this type."""
    known, places = places_in(words, vectors.ids)
    ends = np.concatenate([[0], np.cumsum(known)])[vectors.ends]
    data = (vectors.weights[known].astype(np.float32), places[known].astype(np.int32), ends)
    return csr_matrix(data, shape=(len(vectors), len(words)))


def _best(
    found: Any, side: Collection, others: Collection, top: int, least: int
) -> NDArray[np.int64]:
    """Rows of listing, counterpart and score: the best of each listing, in no order."""
    counts = np.diff(found.indptr)
    row_of = np.repeat(np.arange(len(side)), counts)
    ids, scores = others.listing_ids[found.indices], found.data.astype(np.int64)
    order = np.lexsort((ids, -scores, row_of))
    row_of, ids, scores = row_of[order], ids[order], scores[order]
    rank = np.arange(len(row_of)) - found.indptr[row_of]
    unsure = _unsure(rank, row_of, scores, counts, top)
    kept = (rank < top) & ~unsure[row_of]
    sure = np.stack([side.listing_ids[row_of[kept]], ids[kept], scores[kept]], axis=1)
    again = np.flatnonzero(unsure).tolist()
    if not again:
        return sure
    index = MatchIndex(others)
    return np.concatenate([sure, *(_again(side, row, index, top, least) for row in again)])


def _unsure(
    rank: NDArray[np.int64],
    row_of: NDArray[np.int64],
    scores: NDArray[np.int64],
    counts: NDArray[np.int64],
    top: int,
) -> NDArray[np.bool_]:
    """Which listings may have a tie at the edge that goes on beyond their candidates."""
    full: NDArray[np.bool_] = counts >= top + SPARE
    edge, last = np.zeros(len(counts), np.int64), np.zeros(len(counts), np.int64)
    at_edge, at_last = rank == top - 1, rank == counts[row_of] - 1
    edge[row_of[at_edge]], last[row_of[at_last]] = scores[at_edge], scores[at_last]
    undecided: NDArray[np.bool_] = full & (edge == last)
    return undecided


def _again(
    side: Collection, row: int, index: MatchIndex, top: int, least: int
) -> NDArray[np.int64]:
    """The best of one listing, worked out by itself."""
    ranking = match_one(side.take(np.array([row])), index, top, least)
    own = np.full(len(ranking), side.listing_ids[row])
    return np.stack([own, ranking.listing_ids, ranking.scores], axis=1)

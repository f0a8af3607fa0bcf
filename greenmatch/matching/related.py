"""Related words: what the technologies most like one use, and it does not say itself.

Two descriptions of the same thing rarely use the same words. A technology is therefore also found
by words of its nearest peers, at a lower weight, and never as if it had used them itself.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from greenmatch.matching.features import Ids
from greenmatch.matching.policy import Policy
from greenmatch.matching.rows import Rows, joined
from greenmatch.matching.sparse import csr_matrix, top_products
from greenmatch.matching.statistics import Frequencies, places_in

MOST_PEERS = 20_000
"""Peers that a snapshot keeps: enough that close ones are found, few enough to compare with."""

FloatRows = Rows[np.float64]


@dataclass(frozen=True)
class Peers:
    """The technologies that others are compared with, frozen.

    `matrix` holds their word weights, a row a peer, a column a word of `words`; `rarity` the
    words' idf; `directions` the same rows weighed by rarity and of length 1, transposed.
    """

    listing_ids: NDArray[np.int64]
    words: Ids
    rarity: NDArray[np.float32]
    matrix: Any
    directions: Any


def choose_peers(count: int) -> NDArray[np.int64]:
    """Which of so many technologies become peers: all, or evenly spread ones."""
    return np.unique(np.linspace(0, max(count - 1, 0), min(count, MOST_PEERS)).astype(np.int64))


def make_peers(
    listing_ids: NDArray[np.int64], bodies: FloatRows, frequencies: Frequencies
) -> Peers:
    """Peers from the word weights of technologies."""
    words = np.unique(bodies.ids)
    words = words[places_in(frequencies.ids, words)[0]]
    rarity = frequencies.idf(words).astype(np.float32)
    return peers_from(listing_ids, words, rarity, _matrix(bodies, words))


def peers_from(
    listing_ids: NDArray[np.int64], words: Ids, rarity: NDArray[np.float32], matrix: Any
) -> Peers:
    """Peers from what is stored of them."""
    directions = _directions(matrix, rarity).T.tocsr()
    return Peers(listing_ids, words, rarity, matrix, directions)


def related_words(
    listing_ids: NDArray[np.int64], bodies: FloatRows, peers: Peers, policy: Policy
) -> FloatRows:
    """For each technology the words that its nearest peers use and it does not."""
    own = _matrix(bodies, peers.words)
    near = _nearest(listing_ids, _directions(own, peers.rarity), peers, policy.related_peers)
    mixed = near @ peers.matrix
    chosen = [
        _weightiest(
            mixed.indices[mixed.indptr[row] : mixed.indptr[row + 1]],
            mixed.data[mixed.indptr[row] : mixed.indptr[row + 1]],
            own.indices[own.indptr[row] : own.indptr[row + 1]],
            peers.rarity,
            policy.related_words,
        )
        for row in range(len(bodies))
    ]
    ends = np.cumsum([0, *(len(columns) for columns, _weights in chosen)])
    ids = joined((peers.words[columns] for columns, _weights in chosen), np.uint64)
    weights = joined((weights for _columns, weights in chosen), np.float64)
    return Rows(ends, ids, policy.related_weight * weights)


def _weightiest(
    columns: NDArray[Any],
    weights: NDArray[Any],
    own: NDArray[Any],
    rarity: NDArray[np.float32],
    most: int,
) -> tuple[NDArray[Any], NDArray[Any]]:
    """The columns that weigh most and are not among the own ones, ascending."""
    importance = weights * rarity[columns]
    importance[np.isin(columns, own)] = 0
    order = np.lexsort((columns, -importance))[:most]
    order = np.sort(order[importance[order] > 0])
    order = order[np.argsort(columns[order])]
    return columns[order], weights[order]


def _matrix(rows: FloatRows, words: Ids) -> Any:
    """The rows as a sparse matrix with these words as columns; other words are left out."""
    known, places = places_in(words, rows.ids)
    ends = np.concatenate([[0], np.cumsum(known)])[rows.ends]
    data = (rows.weights[known].astype(np.float32), places[known].astype(np.int32), ends)
    return csr_matrix(data, shape=(len(rows), len(words)))


def _directions(matrix: Any, rarity: NDArray[np.float32]) -> Any:
    """The rows weighed by rarity and scaled to length 1."""
    weighed = matrix.copy()
    weighed.data = weighed.data * rarity[weighed.indices]
    row_of = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))
    lengths = np.sqrt(np.bincount(row_of, weighed.data**2, minlength=matrix.shape[0]))
    weighed.data = (weighed.data / np.maximum(lengths, 1e-9)[row_of]).astype(np.float32)
    return weighed


def _nearest(listing_ids: NDArray[np.int64], directions: Any, peers: Peers, count: int) -> Any:
    """For each row the shares of its nearest peers, adding up to 1; never itself."""
    near = top_products(directions, peers.directions, top_n=count + 1, sort=True, n_threads=2)
    row_of = np.repeat(np.arange(near.shape[0]), np.diff(near.indptr))
    other = peers.listing_ids[near.indices] != listing_ids[row_of]
    rank = np.cumsum(other) - np.concatenate([[0], np.cumsum(other)])[near.indptr[row_of]]
    kept = other & (rank <= count)
    sums = np.bincount(row_of[kept], near.data[kept], minlength=near.shape[0])
    shares = (near.data[kept] / sums[row_of[kept]]).astype(np.float32)
    ends = np.concatenate([[0], np.cumsum(kept)])[near.indptr]
    return csr_matrix((shares, near.indices[kept], ends), shape=near.shape)

"""Related words: what the technologies most like one use, and it does not say itself.

Two descriptions of the same thing rarely use the same words. A technology is therefore also found
by words of its nearest peers, at a lower weight, and never as if it had used them itself.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from greenmatch.matching.features import Ids
from greenmatch.matching.rows import Rows, summed
from greenmatch.matching.statistics import Frequencies, places_in
from greenmatch.matching.sums import Sums

MOST_PEERS = 20_000
"""Peers that a snapshot keeps: enough that close ones are found, few enough to compare with."""

FloatRows = Rows[np.float64]
Floats = NDArray[np.float64]
Columns = NDArray[np.int64]


@dataclass(frozen=True)
class Peers:
    """The technologies that others are compared with, frozen.

    Peer `i` has the words `columns[ends[i]:ends[i + 1]]` (places in `words`) with their `weights`.
    The entries of `directions` from `word_ends[j]` to `word_ends[j + 1]` are the peers with word
    `j`: its weights times `rarity`, as parts of a vector of length 1 for each peer.
    """

    listing_ids: NDArray[np.int64]
    words: Ids
    rarity: Floats
    ends: NDArray[np.int64]
    columns: NDArray[np.int32]
    weights: NDArray[np.float32]
    word_ends: NDArray[np.int64]
    directions: Sums


def choose_peers(count: int) -> NDArray[np.int64]:
    """Which of so many technologies become peers: all, or evenly spread ones."""
    return np.unique(np.linspace(0, max(count - 1, 0), min(count, MOST_PEERS)).astype(np.int64))


def make_peers(
    listing_ids: NDArray[np.int64], bodies: FloatRows, frequencies: Frequencies
) -> Peers:
    """Peers from the word weights of technologies."""
    words = np.unique(bodies.ids)
    words = words[places_in(frequencies.ids, words)[0]]
    rarity = frequencies.idf(words)
    known, places = places_in(words, bodies.ids)
    columns, weights = places[known], bodies.weights[known]
    ends = np.concatenate([[0], np.cumsum(known)])[bodies.ends]
    peer = np.repeat(np.arange(len(bodies)), np.diff(ends))
    weighed = weights * rarity[columns]
    lengths = np.sqrt(summed(peer, weighed**2, len(bodies)))
    directions = weighed / np.maximum(lengths, 1e-9)[peer]
    order = np.argsort(columns, kind="stable")
    return Peers(
        listing_ids,
        words,
        rarity,
        ends,
        columns.astype(np.int32),
        weights.astype(np.float32),
        np.searchsorted(columns[order], np.arange(len(words) + 1)),
        Sums(len(bodies), peer[order].astype(np.int32), directions[order].astype(np.float32)),
    )

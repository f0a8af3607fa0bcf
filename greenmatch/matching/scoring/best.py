"""The best counterparts of many listings, while pairs come in from everywhere.

Listings are rows here, the oldest first: of equal scores the lower row is the better one.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from greenmatch.matching.rows import run_starts
from greenmatch.matching.scoring.keys import Keys, keys_of

Rows = NDArray[np.int64]
_SCORE_BITS = 24
_WORST = np.int64((1 << _SCORE_BITS) - 1)
_WAITING = 1_000_000
"""Pairs that are offered before the best are picked: picking costs the same for few."""


class Best:
    """The `depth` best counterparts of each listing, none below `least` points.

    `floors` says for each listing which points can still bring a pair among its best.
    """

    def __init__(self, count: int, other_ids: Rows, depth: int, least: int) -> None:
        self._ids, self._depth = other_ids, depth
        self._best = np.empty(0, np.int64)
        self._waiting: list[Rows] = []
        self.floors = np.full(count, least, np.int64)

    def offer(self, own: Rows, scores: Rows, others: Rows) -> None:
        """Consider these pairs."""
        better = np.flatnonzero(scores >= self.floors[own])
        self._waiting.append(_ranks(own[better], scores[better], others[better], len(self._ids)))
        if sum(map(len, self._waiting)) > _WAITING:
            self._pick()

    def keys(self) -> Keys:
        """The best of all that was offered, a row a listing."""
        self._pick()
        keys = np.zeros((len(self.floors), self._depth), np.int64)
        best = _first(self._best, len(self._ids), self._depth)
        keys[best.own, best.places] = keys_of(best.scores.astype(np.int64), self._ids[best.others])
        return keys

    def _pick(self) -> None:
        ranks = np.concatenate([self._best, *self._waiting])
        ranks.sort()
        best = _first(ranks, len(self._ids), self._depth)
        self._best, self._waiting = best.ranks, []
        last = best.places == self._depth - 1
        self.floors[best.own[last]] = best.scores[last]


@dataclass(frozen=True)
class _First:
    """The best pairs of some listings: rows of the two, scores, and places from 0 on. There are
    millions, so what is small takes little."""

    ranks: Rows
    own: NDArray[np.int32]
    others: NDArray[np.int32]
    scores: NDArray[np.int32]
    places: NDArray[np.int32]


def _ranks(own: Rows, scores: Rows, others: Rows, count: int) -> Rows:
    """One number a pair; in ascending order each listing has its best pairs first. `count` is how
    many others there are."""
    return (own << _SCORE_BITS | (_WORST - scores)) << count.bit_length() | others


def _first(ranks: Rows, count: int, depth: int) -> _First:
    """The `depth` best pairs of each listing, from the numbers of pairs in ascending order."""
    bits = count.bit_length()
    own = (ranks >> (bits + _SCORE_BITS)).astype(np.int32)
    first = run_starts(own)
    places = np.arange(len(own), dtype=np.int32)
    places -= np.repeat(first.astype(np.int32), np.diff(np.append(first, len(own))))
    kept = places < depth
    if not kept.all():
        ranks, own, places = ranks[kept], own[kept], places[kept]
    scores = (_WORST - (ranks >> bits & _WORST)).astype(np.int32)
    return _First(ranks, own, (ranks & ((1 << bits) - 1)).astype(np.int32), scores, places)

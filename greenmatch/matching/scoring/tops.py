"""For all listings of one kind the best counterparts of each, kept up to date in place."""

import numpy as np
from numpy.typing import NDArray

from greenmatch.matching.scoring.keys import Keys, are_of, ids_in, keys_of, points_in
from greenmatch.matching.scoring.pairs import Pairs, pairs_of
from greenmatch.matching.scoring.ranking import Ranking
from greenmatch.matching.statistics import places_in

Ids = NDArray[np.int64]


def depth_for(top: int) -> int:
    """How many counterparts are remembered where `top` are kept: some more, so that one that goes
    away has a successor."""
    return top + max(top // 4, 1)


class Tops:
    """A listing's remembered counterparts are all those above its floor, the best first.

    A floor of 0 says that they are all that match.
    """

    def __init__(self, top: int, listing_ids: Ids | None = None, keys: Keys | None = None) -> None:
        """`listing_ids` in ascending order, with a row of `keys` for each."""
        self.top, self.depth = top, depth_for(top)
        self._ids = np.empty(0, np.int64) if listing_ids is None else listing_ids
        self._keys = np.zeros((0, self.depth), np.int64) if keys is None else keys
        self._rows = np.arange(len(self._ids))
        self._floors = self._keys[:, -1].copy()
        self._free: list[int] = []

    def __len__(self) -> int:
        return len(self._ids)

    def pairs(self) -> tuple[Ids, Ids, NDArray[np.int64]]:
        """Each listing with each of its best: listings, counterparts and points."""
        keys = self._keys[self._rows, : self.top]
        filled = keys > 0
        own = np.repeat(self._ids, filled.sum(axis=1))
        return own, ids_in(keys[filled]), points_in(keys[filled])

    def best(self, listing_id: int) -> Ids:
        """The best counterparts of a listing; none where it is not known."""
        known, places = places_in(self._ids, np.array([listing_id]))
        keys = self._keys[self._rows[places[known]], : self.top]
        return ids_in(keys[keys > 0])

    def points(self, listing_ids: Ids, others: Ids) -> NDArray[np.int64]:
        """For each listing the points of the other one beside it; 0 where it is not among the
        best, or one of the two is not known."""
        known, places = places_in(self._ids, listing_ids)
        found = np.zeros(len(listing_ids), np.int64)
        keys = self._keys[self._rows[places[known]], : self.top]
        rows, places = are_of(keys, others[known, np.newaxis]).nonzero()
        numbers = np.flatnonzero(known)
        found[numbers[rows]] = points_in(keys[rows, places])
        return found

    def put(self, listing_id: int, ranking: Ranking) -> None:
        """Remember these counterparts, `depth` at most, as all that are good enough."""
        keys = np.zeros(self.depth, np.int64)
        keys[: len(ranking)] = keys_of(ranking.scores, ranking.listing_ids)
        row = self._row_for(listing_id)
        self._keys[row] = keys
        self._floors[row] = keys[-1]

    def remove(self, listing_id: int) -> None:
        """Forget a listing and its counterparts."""
        place = int(np.searchsorted(self._ids, listing_id))
        if place < len(self._ids) and self._ids[place] == listing_id:
            self._free.append(int(self._rows[place]))
            self._ids, self._rows = np.delete(self._ids, place), np.delete(self._rows, place)

    def drawn_to(self, listing_id: int, ranking: Ranking) -> Ranking:
        """Those of the listings, all known, that would remember or do remember this other one,
        with its points for each of them."""
        keys = keys_of(ranking.scores, np.full(len(ranking), listing_id))
        chosen = keys >= self._floors[self._rows_of(ranking.listing_ids)]
        return Ranking(ranking.listing_ids[chosen], ranking.scores[chosen])

    def exchange(self, other: int, before: Ranking, after: Ranking) -> Ids:
        """Let a counterpart's points change, for those drawn to it before and after.

        Gives the listings that remember too few counterparts now, to be ranked anew.
        """
        ids = np.union1d(before.listing_ids, after.listing_ids)
        rows = self._rows_of(ids)
        gone, fresh = (_aligned(other, each, ids) for each in (before, after))
        held = self._keys[rows]
        held[(held == gone[:, np.newaxis]) & (held > 0)] = 0
        wide = np.sort(np.concatenate([held, fresh[:, np.newaxis]], axis=1), axis=1)[:, ::-1]
        overfull = wide[:, self.depth] > 0
        self._floors[rows] = np.where(overfull, wide[:, self.depth - 1], self._floors[rows])
        self._keys[rows] = wide[:, : self.depth]
        short = (wide[:, self.top - 1] == 0) & (self._floors[rows] > 0)
        short_ids: Ids = ids[short]
        return short_ids

    def last(self, listing_ids: Ids) -> Ids:
        """For each of the listings, all known, the last one among its best; `NOBODY` where they
        are fewer."""
        return ids_in(self._keys[self._rows_of(listing_ids), self.top - 1])

    def _rows_of(self, listing_ids: Ids) -> NDArray[np.int64]:
        rows: Ids = self._rows[np.searchsorted(self._ids, listing_ids)]
        return rows

    def _row_for(self, listing_id: int) -> int:
        place = int(np.searchsorted(self._ids, listing_id))
        if place < len(self._ids) and self._ids[place] == listing_id:
            return int(self._rows[place])
        if not self._free:
            self._grow()
        row = self._free.pop()
        self._ids = np.insert(self._ids, place, listing_id)
        self._rows = np.insert(self._rows, place, row)
        return row

    def _grow(self) -> None:
        size = len(self._keys)
        more = max(16, size // 8)
        self._keys = np.concatenate([self._keys, np.zeros((more, self.depth), np.int64)])
        self._floors = np.concatenate([self._floors, np.zeros(more, np.int64)])
        self._free = list(range(size + more - 1, size - 1, -1))


def kept_pairs(technologies: Tops, needs: Tops) -> Pairs:
    """The pairs that are among the best of one of their sides."""
    of_technologies, (needs_own, needs_other, points) = technologies.pairs(), needs.pairs()
    columns = (needs_other, needs_own, points)
    both = [np.concatenate(pair) for pair in zip(of_technologies, columns, strict=True)]
    return pairs_of(*both)


def _aligned(other: int, ranking: Ranking, ids: Ids) -> Keys:
    """The counterpart's key for each of the listings; 0 for those not in the ranking."""
    keys = np.zeros(len(ids), np.int64)
    places = np.searchsorted(ids, ranking.listing_ids)
    keys[places] = keys_of(ranking.scores, np.full(len(ranking), other))
    return keys

"""All live listings in memory, weighed, with the best counterparts of each.

The worker keeps one of these and takes changes into it: under one snapshot it always holds what
a full run would find.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from greenmatch.matching.document import Kind, MatchDocument
from greenmatch.matching.policy import Policy
from greenmatch.matching.scoring import (
    Collection,
    MatchIndex,
    Pairs,
    collect,
    match_engine,
    match_one,
)
from greenmatch.matching.snapshot import Snapshot

TOP = 50
Pair = tuple[int, int]
OTHER: Mapping[Kind, Kind] = {"technology": "need", "need": "technology"}


@dataclass
class MatchState:
    """The listings of both kinds under one snapshot, and for each its best counterparts."""

    snapshot: Snapshot
    policy: Policy
    _rows: dict[int, tuple[Collection, int]] = field(default_factory=dict)
    _kinds: dict[int, Kind] = field(default_factory=dict)
    _tops: dict[int, dict[int, int]] = field(default_factory=dict)
    _indexes: dict[Kind, MatchIndex] = field(default_factory=dict)

    def fill(self, technologies: Collection, needs: Collection) -> Pairs:
        """Take in all listings at once and give all pairs."""
        for collection in (technologies, needs):
            self._indexes[collection.kind] = MatchIndex(collection)
            for row, listing_id in enumerate(collection.listing_ids.tolist()):
                self._rows[listing_id] = (collection, row)
                self._kinds[listing_id] = collection.kind
        pairs = match_engine(technologies, needs, TOP, self.policy.least_points)
        self._tops = _tops(pairs)
        return pairs

    def pairs(self) -> dict[Pair, int]:
        """All pairs of technology and need that are kept, with their points."""
        found: dict[Pair, int] = {}
        for listing_id, top in self._tops.items():
            for other_id, points in top.items():
                found[self._pair(listing_id, other_id)] = points
        return found

    def change(
        self, documents: Sequence[MatchDocument], gone: Iterable[int]
    ) -> dict[Pair, int | None]:
        """Take in changed listings, let others go; the pairs that this touches, None where a pair
        is no longer kept."""
        touched: set[Pair] = set()
        for listing_id in gone:
            touched |= self._remove(listing_id)
        for document in documents:
            touched |= self._put(document)
        return {pair: self._kept(*pair) for pair in touched}

    def _put(self, document: MatchDocument) -> set[Pair]:
        listing_id, kind = document.listing_id, document.kind
        touched = self._remove(listing_id)
        one = collect(kind, [document], self.snapshot, self.policy)
        self._index(kind).put(one)
        self._rows[listing_id], self._kinds[listing_id] = (one, 0), kind
        touched |= self._rank(listing_id)
        for other_id in self._drawn_to(one, kind):
            touched |= self._rank(other_id)
        return touched

    def _remove(self, listing_id: int) -> set[Pair]:
        kind = self._kinds.pop(listing_id, None)
        if kind is None:
            return set()
        self._index(kind).remove([listing_id])
        del self._rows[listing_id]
        touched = {_pair(kind, listing_id, other) for other in self._tops.pop(listing_id, {})}
        holders = [other for other, top in self._tops.items() if listing_id in top]
        for other_id in holders:
            touched.add(_pair(kind, listing_id, other_id))
            touched |= self._rank(other_id)
        return touched

    def _rank(self, listing_id: int) -> set[Pair]:
        """Work out a listing's best counterparts again; the pairs that this may change."""
        collection, row = self._rows[listing_id]
        kind = self._kinds[listing_id]
        ranking = match_one(
            collection.take(np.array([row])),
            self._index(OTHER[kind]),
            TOP,
            self.policy.least_points,
        )
        before = self._tops.get(listing_id, {})
        now = dict(zip(ranking.listing_ids.tolist(), ranking.scores.tolist(), strict=True))
        self._tops[listing_id] = now
        return {
            _pair(kind, listing_id, other)
            for other in before.keys() | now.keys()
            if before.get(other) != now.get(other)
        }

    def _drawn_to(self, one: Collection, kind: Kind) -> list[int]:
        """The listings of the other kind among whose best the new one belongs."""
        ids, scores, _facts = self._index(OTHER[kind]).scored(one)
        good = scores >= self.policy.least_points
        return [
            other_id
            for other_id, points in zip(ids[good].tolist(), scores[good].tolist(), strict=True)
            if points >= self._edge(other_id)
        ]

    def _edge(self, listing_id: int) -> int:
        top = self._tops.get(listing_id, {})
        return min(top.values()) if len(top) >= TOP else self.policy.least_points

    def _kept(self, technology_id: int, need_id: int) -> int | None:
        points = self._tops.get(technology_id, {}).get(need_id)
        return points if points is not None else self._tops.get(need_id, {}).get(technology_id)

    def _index(self, kind: Kind) -> MatchIndex:
        return self._indexes.setdefault(kind, MatchIndex())

    def _pair(self, listing_id: int, other_id: int) -> Pair:
        return _pair(self._kinds[listing_id], listing_id, other_id)


def _pair(kind: Kind, listing_id: int, other_id: int) -> Pair:
    return (listing_id, other_id) if kind == "technology" else (other_id, listing_id)


def _tops(pairs: Pairs) -> dict[int, dict[int, int]]:
    """From all kept pairs the best of each listing: its best are among its pairs."""
    found: dict[int, dict[int, int]] = {}
    for own, other in (
        (pairs.technology_ids, pairs.need_ids),
        (pairs.need_ids, pairs.technology_ids),
    ):
        order = np.lexsort((other, -pairs.scores, own))
        rows = zip(
            own[order].tolist(), other[order].tolist(), pairs.scores[order].tolist(), strict=True
        )
        for listing_id, other_id, points in rows:
            top = found.setdefault(listing_id, {})
            if len(top) < TOP:
                top[other_id] = points
    return found

"""All live listings in memory, weighed, with the best counterparts of each.

The worker keeps one of these and takes changes into it: under one snapshot it always holds what
a full run would find.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from greenmatch.matching.document import Kind, MatchDocument
from greenmatch.matching.policy import Policy
from greenmatch.matching.rows import joined
from greenmatch.matching.scoring import (
    NOBODY,
    Collection,
    MatchIndex,
    Pairs,
    Ranking,
    Tops,
    best_of,
    blocks_of,
    collect,
    depth_for,
    kept_pairs,
    match_all,
    match_one,
    matches_of,
    pairs_of,
)
from greenmatch.matching.snapshot import Snapshot

TOP = 50
GROWTH = 3
Ids = NDArray[np.int64]
OTHER: Mapping[Kind, Kind] = {"technology": "need", "need": "technology"}
_Columns = tuple[Ids, Ids]
_NOBODY: Ids = np.empty(0, np.int64)


@dataclass
class MatchState:
    """The listings of both kinds under one snapshot, and for each its best counterparts."""

    snapshot: Snapshot
    policy: Policy
    top: int = TOP
    _listings: dict[int, tuple[Collection, int]] = field(default_factory=dict)
    _tops: dict[Kind, Tops] = field(default_factory=dict)
    _indexes: dict[Kind, MatchIndex] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for kind in OTHER:
            self._tops[kind], self._indexes[kind] = Tops(self.top), MatchIndex()

    def fill(self, technologies: Collection, needs: Collection) -> None:
        """Take in all listings at once."""
        least = self.policy.least_points
        blocks = blocks_of(technologies)
        self._indexes = {"technology": MatchIndex(blocks), "need": MatchIndex(needs)}
        for collection in (technologies, needs):
            for row, listing_id in enumerate(collection.listing_ids.tolist()):
                self._listings[listing_id] = (collection, row)
        best = match_all(blocks, needs, self.top, least)
        self._tops = {"technology": best[0], "need": best[1]}

    @property
    def outgrown(self) -> bool:
        """Whether there are so many more technologies than the statistics were made of that these
        say little, as after an import into an empty catalogue."""
        return len(self._tops["technology"]) > GROWTH * self.snapshot.frequencies.total + 100

    def pairs(self) -> Pairs:
        """All pairs that are kept."""
        return kept_pairs(self._tops["technology"], self._tops["need"])

    def change(self, documents: Sequence[MatchDocument], gone: Iterable[int]) -> Pairs:
        """Take in changed listings, let others go; the pairs that this may touch, with 0 points
        where a pair is no longer kept."""
        fresh = {document.listing_id: document for document in documents}
        touched = [self._replace(listing_id, None) for listing_id in gone]
        touched += [self._replace(listing_id, each) for listing_id, each in fresh.items()]
        technologies = joined((each[0] for each in touched), np.int64)
        needs = joined((each[1] for each in touched), np.int64)
        known = (technologies != NOBODY) & (needs != NOBODY)
        pairs = pairs_of(technologies[known], needs[known], np.zeros(known.sum(), np.int64))
        points = self._points(pairs.technology_ids, pairs.need_ids)
        return replace(pairs, scores=points)

    def _replace(self, listing_id: int, document: MatchDocument | None) -> _Columns:
        """Put a listing's new state, or nothing, in the place of its old one; the pairs that this
        may touch."""
        old = self._one(listing_id)
        new = collect(document.kind, [document], self.snapshot, self.policy) if document else None
        some = new or old
        if some is None:
            return _as_columns("need", _NOBODY, _NOBODY)
        tops, others = self._tops[some.kind], self._tops[OTHER[some.kind]]
        before, after = self._matches(old), self._matches(new)
        best = [tops.best(listing_id)]
        self._keep(listing_id, some.kind, new, after)
        best.append(tops.best(listing_id))
        moved, left, came = self._exchange(listing_id, others, before, after)
        own = np.full(sum(map(len, best)) + len(moved), listing_id)
        return _as_columns(
            some.kind,
            np.concatenate([own, left, came]),
            np.concatenate([*best, moved, moved, moved]),
        )

    def _keep(self, listing_id: int, kind: Kind, new: Collection | None, found: Ranking) -> None:
        """Hold a listing's new state, or none, and its best counterparts."""
        index, tops = self._indexes[kind], self._tops[kind]
        if new is None:
            index.remove([listing_id])
            tops.remove(listing_id)
            self._listings.pop(listing_id, None)
            return
        index.put(new)
        tops.put(listing_id, best_of(found.listing_ids, found.scores, tops.depth))
        self._listings[listing_id] = (new, 0)

    def _exchange(
        self, listing_id: int, others: Tops, before: Ranking, after: Ranking
    ) -> tuple[Ids, Ids, Ids]:
        """Tell the other side of a listing's new points; those that it may concern, and beside
        each the last one among its best before and after."""
        drawn = [others.drawn_to(listing_id, each) for each in (before, after)]
        moved = np.union1d(drawn[0].listing_ids, drawn[1].listing_ids)
        left = others.last(moved)
        for short in others.exchange(listing_id, *drawn).tolist():
            others.put(short, self._ranked(short))
        return moved, left, others.last(moved)

    def _ranked(self, listing_id: int) -> Ranking:
        """A listing's best counterparts, worked out anew."""
        one = self._one(listing_id)
        assert one is not None  # noqa: S101 - both sides hold live listings only
        return match_one(
            one, self._indexes[OTHER[one.kind]], depth_for(self.top), self.policy.least_points
        )

    def _matches(self, one: Collection | None) -> Ranking:
        if one is None:
            return Ranking(_NOBODY, _NOBODY)
        return matches_of(one, self._indexes[OTHER[one.kind]], self.policy.least_points)

    def _one(self, listing_id: int) -> Collection | None:
        if listing_id not in self._listings:
            return None
        collection, row = self._listings[listing_id]
        return collection.take(np.array([row]))

    def _points(self, technologies: Ids, needs: Ids) -> NDArray[np.int64]:
        """The points of pairs; 0 for those that are not kept."""
        return np.maximum(
            self._tops["technology"].points(technologies, needs),
            self._tops["need"].points(needs, technologies),
        )


def _as_columns(kind: Kind, own: Ids, others: Ids) -> _Columns:
    return (own, others) if kind == "technology" else (others, own)

"""All live listings in memory, weighed, with the best counterparts of each.

The worker keeps one of these and takes changes into it: under one snapshot it always holds what
a full run would find.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from greenmatch.matching.document import Kind, MatchDocument
from greenmatch.matching.policy import Policy
from greenmatch.matching.scoring import (
    DEPTH,
    Collection,
    MatchIndex,
    Pairs,
    Ranking,
    Tops,
    best_of,
    collect,
    kept_pairs,
    match_all,
    match_one,
    matches_of,
    pairs_of,
)
from greenmatch.matching.snapshot import Snapshot

TOP = 50
Ids = NDArray[np.int64]
OTHER: Mapping[Kind, Kind] = {"technology": "need", "need": "technology"}
_NONE = Ranking(np.empty(0, np.int64), np.empty(0, np.int64))


@dataclass
class MatchState:
    """The listings of both kinds under one snapshot, and for each its best counterparts."""

    snapshot: Snapshot
    policy: Policy
    _listings: dict[int, tuple[Collection, int]] = field(default_factory=dict)
    _tops: dict[Kind, Tops] = field(
        default_factory=lambda: {"technology": Tops(TOP), "need": Tops(TOP)}
    )
    _indexes: dict[Kind, MatchIndex] = field(
        default_factory=lambda: {"technology": MatchIndex(), "need": MatchIndex()}
    )

    def fill(self, technologies: Collection, needs: Collection) -> None:
        """Take in all listings at once."""
        least = self.policy.least_points
        for collection in (technologies, needs):
            self._indexes[collection.kind] = MatchIndex(collection)
            for row, listing_id in enumerate(collection.listing_ids.tolist()):
                self._listings[listing_id] = (collection, row)
        best = match_all(technologies, needs, TOP, least)
        self._tops = {"technology": best[0], "need": best[1]}

    def pairs(self) -> Pairs:
        """All pairs that are kept."""
        return kept_pairs(self._tops["technology"], self._tops["need"])

    def change(self, documents: Sequence[MatchDocument], gone: Iterable[int]) -> Pairs:
        """Take in changed listings, let others go; the pairs that this may touch, with 0 points
        where a pair is no longer kept."""
        fresh = {document.listing_id: document for document in documents}
        touched = [self._replace(listing_id, None) for listing_id in gone]
        touched += [self._replace(listing_id, each) for listing_id, each in fresh.items()]
        technologies, needs = (
            np.concatenate([np.empty(0, np.int64), *columns])
            for columns in (zip(*touched, strict=True) if touched else ((), ()))
        )
        pairs = pairs_of(technologies, needs, np.zeros(len(needs), np.int64))
        return Pairs(pairs.technology_ids, pairs.need_ids, self._points(pairs))

    def _replace(self, listing_id: int, document: MatchDocument | None) -> tuple[Ids, Ids]:
        """Put a listing's new state, or nothing, in the place of its old one; the pairs that this
        may touch."""
        old = self._former(listing_id)
        new = collect(document.kind, [document], self.snapshot, self.policy) if document else None
        kind = new.kind if new is not None else old.kind if old is not None else None
        if kind is None:
            return np.empty(0, np.int64), np.empty(0, np.int64)
        others = self._tops[OTHER[kind]]
        before, after = self._matches(old), self._matches(new)
        own = [self._tops[kind].best(listing_id), self._rank(listing_id, kind, new, after)]
        drawn = [others.drawn_to(listing_id, each) for each in (before, after)]
        moved = np.union1d(drawn[0].listing_ids, drawn[1].listing_ids)
        last = others.last(moved)
        for short in others.exchange(listing_id, *drawn).tolist():
            others.put(short, self._ranked(short))
        ends = np.concatenate([last, others.last(moved)])
        return self._as_pairs(
            kind,
            np.concatenate([np.full(sum(map(len, own)) + len(moved), listing_id), ends]),
            np.concatenate([*own, moved, moved, moved]),
        )

"""Listings of one kind, weighed, with what the hard conditions look at."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from greenmatch.matching.conditions import Facts, facts_of
from greenmatch.matching.document import Kind, MatchDocument
from greenmatch.matching.features import CountedListing, count_listing
from greenmatch.matching.policy import Policy
from greenmatch.matching.snapshot import Snapshot
from greenmatch.matching.weighing import PointRows, weigh_needs, weigh_technologies


@dataclass(frozen=True)
class Collection:
    """Row `i` of `vectors` and `facts` belongs to `listing_ids[i]`."""

    kind: Kind
    listing_ids: NDArray[np.int64]
    vectors: PointRows
    facts: Facts

    def __len__(self) -> int:
        return len(self.listing_ids)

    def take(self, rows: NDArray[np.int64]) -> "Collection":
        """The listings in these rows."""
        return Collection(
            self.kind, self.listing_ids[rows], self.vectors.take(rows), self.facts.take(rows)
        )


def collect(
    kind: Kind,
    documents: Sequence[MatchDocument],
    snapshot: Snapshot,
    policy: Policy,
    counted: Sequence[CountedListing] | None = None,
) -> Collection:
    """These listings, all of one kind, weighed; `counted` saves reading their texts again."""
    counts = [count_listing(document) for document in documents] if counted is None else counted
    weigh = weigh_technologies if kind == "technology" else weigh_needs
    weighed = weigh(documents, counts, snapshot, policy)
    return Collection(kind, weighed.listing_ids, weighed.totals(), facts_of(documents))

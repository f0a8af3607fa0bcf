"""Listings of one kind, weighed, with what the hard conditions look at."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from greenmatch.matching.conditions import Facts, facts_of
from greenmatch.matching.document import Kind, MatchDocument
from greenmatch.matching.features import STATED_GROUPS, CountedListing, count_listing
from greenmatch.matching.policy import Policy
from greenmatch.matching.rows import Rows, stacked
from greenmatch.matching.snapshot import Snapshot
from greenmatch.matching.weighing import PointRows, weigh_needs, weigh_technologies


@dataclass(frozen=True)
class Collection:
    """Row `i` of `texts`, `stated` and `facts` belongs to `listing_ids[i]`.

    A score is what two listings' texts share plus what they state alike; a pair whose texts share
    less than `least_text` points is no match.
    """

    kind: Kind
    listing_ids: NDArray[np.int64]
    texts: PointRows
    stated: PointRows
    facts: Facts
    least_text: int

    def __len__(self) -> int:
        return len(self.listing_ids)

    def take(self, rows: NDArray[np.int64]) -> "Collection":
        """The listings in these rows."""
        return Collection(
            self.kind,
            self.listing_ids[rows],
            self.texts.take(rows),
            self.stated.take(rows),
            self.facts.take(rows),
            self.least_text,
        )

    @staticmethod
    def stacked(parts: Sequence["Collection"]) -> "Collection":
        """The listings of all parts (one at least), one below the other."""
        return Collection(
            parts[0].kind,
            np.concatenate([part.listing_ids for part in parts]),
            stacked([part.texts for part in parts]),
            stacked([part.stated for part in parts]),
            Facts.stacked([part.facts for part in parts]),
            parts[0].least_text,
        )

    def part(self, start: int, stop: int) -> "Collection":
        """The listings in the rows from `start` on, to before `stop`."""
        rows = np.arange(start, stop)
        texts, stated = (_part(each, start, stop) for each in (self.texts, self.stated))
        ids, facts = self.listing_ids[start:stop], self.facts.take(rows)
        return Collection(self.kind, ids, texts, stated, facts, self.least_text)


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
    texts = [name for name in weighed.components if name not in STATED_GROUPS]
    return Collection(
        kind,
        weighed.listing_ids,
        weighed.totals(texts),
        weighed.totals(STATED_GROUPS),
        facts_of(documents),
        policy.least_text_points,
    )


def oldest_first(listings: Collection) -> Collection:
    """The same listings by ascending number."""
    order = np.argsort(listings.listing_ids)
    in_order = bool((order[1:] > order[:-1]).all())
    return listings if in_order else listings.take(order)


def _part(vectors: PointRows, start: int, stop: int) -> PointRows:
    """Rows that follow each other, without a copy of them."""
    ends = vectors.ends[start : stop + 1]
    entries = slice(ends[0], ends[-1])
    return Rows(ends - ends[0], vectors.ids[entries], vectors.weights[entries])

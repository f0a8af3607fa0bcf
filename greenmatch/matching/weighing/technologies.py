"""Technologies' features: what they say and where, what their like say, and what they state."""

from collections.abc import Sequence

import numpy as np

from greenmatch.matching.document import MatchDocument
from greenmatch.matching.features import CountedListing
from greenmatch.matching.policy import Policy
from greenmatch.matching.saturation import Blocks
from greenmatch.matching.snapshot import Snapshot
from greenmatch.matching.weighing.points import (
    TECHNOLOGY_SCALE,
    Weighed,
    in_points,
    weighed_together,
)
from greenmatch.matching.weighing.related import related_words
from greenmatch.matching.weighing.stated import stated_rows

BATCH = 2_000


def weigh_technologies(
    documents: Sequence[MatchDocument],
    counted: Sequence[CountedListing],
    snapshot: Snapshot,
    policy: Policy,
) -> Weighed:
    """The weighted features of each; the same for one as for many."""
    starts = range(0, max(len(documents), 1), BATCH)
    return weighed_together(
        [
            _weigh_batch(documents[at : at + BATCH], counted[at : at + BATCH], snapshot, policy)
            for at in starts
        ]
    )


def _weigh_batch(
    documents: Sequence[MatchDocument],
    counted: Sequence[CountedListing],
    snapshot: Snapshot,
    policy: Policy,
) -> Weighed:
    ids = np.array([document.listing_id for document in documents], np.int64)
    blocks = Blocks(counted, snapshot.lengths, policy)
    body = blocks.body()
    components = {
        "title": blocks.title(),
        "body": body,
        "pair": blocks.pairs(),
        "related": related_words(ids, body, snapshot.peers, policy),
        "concept": blocks.concepts(),
        **stated_rows(documents, policy, side="technology"),
    }
    points = {name: in_points(rows, TECHNOLOGY_SCALE) for name, rows in components.items()}
    return Weighed(ids, points)

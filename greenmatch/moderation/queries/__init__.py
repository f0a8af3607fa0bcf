"""Reads: what waits, what has been decided, and what is nearly the same."""

from greenmatch.moderation.queries.decisions import (
    count_rounds,
    decisions_of,
    last_decision,
    reviewed_version,
)
from greenmatch.moderation.queries.queue import (
    NOTHING,
    QueueFilter,
    QueueLength,
    Stage,
    next_waiting,
    queue_length,
    waiting_versions,
)
from greenmatch.moderation.queries.similar import SimilarListing, similar_listings

__all__ = [
    "NOTHING",
    "QueueFilter",
    "QueueLength",
    "SimilarListing",
    "Stage",
    "count_rounds",
    "decisions_of",
    "last_decision",
    "next_waiting",
    "queue_length",
    "reviewed_version",
    "similar_listings",
    "waiting_versions",
]

"""What a listing is made of for the matcher: named features, each under a stable number."""

from greenmatch.matching.features.counts import (
    FIELDS,
    KEYWORDS,
    TEXTS,
    TITLE,
    CountedBlock,
    CountedListing,
    Counts,
    Ids,
    count_listing,
)
from greenmatch.matching.features.identity import feature_id, pair_id, spoken_id
from greenmatch.matching.features.stated import STATED_GROUPS, stated_features

__all__ = [
    "FIELDS",
    "KEYWORDS",
    "STATED_GROUPS",
    "TEXTS",
    "TITLE",
    "CountedBlock",
    "CountedListing",
    "Counts",
    "Ids",
    "count_listing",
    "feature_id",
    "pair_id",
    "spoken_id",
    "stated_features",
]

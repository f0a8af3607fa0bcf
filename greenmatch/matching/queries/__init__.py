"""Reads: matches as one of their two sides sees them, and what was said of them."""

from greenmatch.matching.queries.matches import (
    Part,
    SeenMatch,
    count_matches,
    count_unmet,
    latest_snapshot,
    match_between,
    matches_of,
    matches_page,
)
from greenmatch.matching.queries.muted import muted_among, muted_organisations
from greenmatch.matching.queries.reasons import has_dismissals, reasons_of_others

__all__ = [
    "Part",
    "SeenMatch",
    "count_matches",
    "count_unmet",
    "has_dismissals",
    "latest_snapshot",
    "match_between",
    "matches_of",
    "matches_page",
    "muted_among",
    "muted_organisations",
    "reasons_of_others",
]

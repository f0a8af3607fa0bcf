"""Scores: of everything with everything, and of one listing with all of the other kind."""

from greenmatch.matching.scoring.collection import Collection, collect
from greenmatch.matching.scoring.full import Pairs, match_engine, pairs_of
from greenmatch.matching.scoring.index import MatchIndex
from greenmatch.matching.scoring.ranking import Ranking, match_one

__all__ = [
    "Collection",
    "MatchIndex",
    "Pairs",
    "Ranking",
    "collect",
    "match_engine",
    "match_one",
    "pairs_of",
]

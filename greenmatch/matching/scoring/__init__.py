"""Scores: of everything with everything, and of one listing with all of the other kind."""

from greenmatch.matching.scoring.blocks import Block, blocks_of
from greenmatch.matching.scoring.collection import Collection, collect
from greenmatch.matching.scoring.full import match_all, match_engine
from greenmatch.matching.scoring.index import MatchIndex
from greenmatch.matching.scoring.keys import NOBODY
from greenmatch.matching.scoring.pairs import Pairs, pairs_of
from greenmatch.matching.scoring.ranking import Ranking, best_of, match_one, matches_of
from greenmatch.matching.scoring.tops import Tops, depth_for, kept_pairs

__all__ = [
    "NOBODY",
    "Block",
    "Collection",
    "MatchIndex",
    "Pairs",
    "Ranking",
    "Tops",
    "best_of",
    "blocks_of",
    "collect",
    "depth_for",
    "kept_pairs",
    "match_all",
    "match_engine",
    "match_one",
    "matches_of",
    "pairs_of",
]

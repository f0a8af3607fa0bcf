"""Decoded postings, kept by segment and term as long as a budget of bytes allows."""

import numpy as np

from greenmatch.core.keeping import Kept
from greenmatch.search.whoosh.matches import Matches
from greenmatch.search.whoosh.segments import SegmentFile


class PostingCache:
    """The postings of terms with their BM25 weights, least recently used ones dropped first."""

    def __init__(self, budget: int) -> None:
        self._kept = Kept[Matches](budget)

    def get(self, file: SegmentFile, term: int, typical: float) -> Matches:
        """Documents and saturated weights of a term: its score but for the rarity."""
        key = (file.name, term, typical)
        found = self._kept.get(key)
        if found is None:
            found = _decode(file, term, typical)
            self._kept.put(key, found, _size(found))
        return found


def _size(decoded: Matches) -> int:
    """The bytes of an entry, with what Python adds."""
    return decoded.docs.nbytes + decoded.scores.nbytes + 400


def _decode(file: SegmentFile, term: int, typical: float) -> Matches:
    docs = file.docs(term).astype(np.intp)
    weights = file.weights(term).astype(np.float32)
    return Matches(docs, weights / (weights + file.norms(typical)[docs]))

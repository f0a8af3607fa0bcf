"""Decoded postings, kept by segment and term as long as a budget of bytes allows."""

import threading
from collections import OrderedDict

import numpy as np

from greenmatch.search.whoosh.matches import Matches
from greenmatch.search.whoosh.segments import SegmentFile

Key = tuple[str, int, float]


class PostingCache:
    """The postings of terms with their BM25 weights, least recently used ones dropped first."""

    def __init__(self, budget: int) -> None:
        self.budget = budget
        self.used = 0
        self._kept: OrderedDict[Key, Matches] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, file: SegmentFile, term: int, typical: float) -> Matches:
        """Documents and saturated weights of a term: its score but for the rarity."""
        key = (file.name, term, typical)
        with self._lock:
            if found := self._kept.get(key):
                self._kept.move_to_end(key)
                return found
        decoded = _decode(file, term, typical)
        with self._lock:
            self._keep(key, decoded)
        return decoded

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._kept.clear()
            self.used = 0

    def _keep(self, key: Key, decoded: Matches) -> None:
        """Take in an entry and drop old ones until all fit; a huge one is not kept at all."""
        if key in self._kept or _size(decoded) > self.budget // 2:
            return
        self._kept[key] = decoded
        self.used += _size(decoded)
        while self.used > self.budget:
            _, dropped = self._kept.popitem(last=False)
            self.used -= _size(dropped)


def _size(decoded: Matches) -> int:
    """The bytes of an entry, with what Python adds."""
    return decoded.docs.nbytes + decoded.scores.nbytes + 400


def _decode(file: SegmentFile, term: int, typical: float) -> Matches:
    docs = file.docs(term).astype(np.intp)
    weights = file.weights(term).astype(np.float32)
    return Matches(docs, weights / (weights + file.norms(typical)[docs]))

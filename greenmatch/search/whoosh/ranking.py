"""The few best of many matches, without sorting them all."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from greenmatch.search.whoosh.container import Array
from greenmatch.search.whoosh.segments import Indexes

_BLOCK = 64


class Candidates(NamedTuple):
    """Listings and the number that they are ordered by, larger first."""

    listings: Indexes
    keys: npt.NDArray[np.float64]


def best(listings: Indexes, keys: Array, count: int) -> Candidates:
    """At least the ``count`` first by key, then by listing id, in no order."""
    if len(keys) > 4 * max(count, _BLOCK):
        kept = np.flatnonzero(keys >= _threshold(keys, count))
        listings, keys = listings[kept], keys[kept]
    return Candidates(listings, keys.astype(np.float64))


def ordered(candidates: list[Candidates]) -> Candidates:
    """All candidates, best first: by key, then by listing id, both descending."""
    listings = np.concatenate([each.listings for each in candidates])
    keys = np.concatenate([each.keys for each in candidates])
    order = np.lexsort((listings, keys))[::-1]
    return Candidates(listings[order], keys[order])


def _threshold(keys: Array, count: int) -> float:
    """A number that at least ``count`` keys reach and few do beyond need.

    The ``count``-th largest of the maxima of blocks is such a number, and taking the maxima is a
    single fast pass; where there are too few blocks all keys are partitioned.
    """
    blocks = len(keys) // _BLOCK
    if blocks > 2 * count:
        keys = keys[: blocks * _BLOCK].reshape(blocks, _BLOCK).max(axis=1)
    return float(np.partition(keys, len(keys) - count)[len(keys) - count])

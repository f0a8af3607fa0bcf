"""The few best of many matches, without sorting them all."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from greenmatch.search.scoring import MOST_LIFT
from greenmatch.search.whoosh.container import Array
from greenmatch.search.whoosh.segments import Floats, Indexes

_BLOCK = 64


class Candidates(NamedTuple):
    """Listings and the number that they are ordered by, larger first."""

    listings: Indexes
    keys: npt.NDArray[np.float64]


def best(keys: Array, count: int, slack: float = 1.0) -> Indexes:
    """The places of at least the ``count`` largest keys, in no order.

    With ``slack``, also of those that would be among them if multiplied by up to this factor.
    """
    if len(keys) <= 4 * max(count, _BLOCK):
        return np.arange(len(keys))
    return np.flatnonzero(keys >= _threshold(keys, count) / slack)


def best_lifted(docs: Indexes, scores: Floats, lifts: Floats, count: int) -> tuple[Indexes, Floats]:
    """The places of at least the ``count`` best by score times lift, and these products."""
    # As no lift is below 1, the lifted scores reach at least as high as the plain ones.
    places = best(scores, count, MOST_LIFT)
    lifted = scores.take(places) * lifts.take(docs.take(places))
    kept = best(lifted, count)
    return places.take(kept), lifted.take(kept)


def ordered(candidates: Sequence[Candidates]) -> Candidates:
    """All candidates, best first: by key, then by listing id, both descending."""
    listings = np.concatenate([each.listings for each in candidates])
    keys = np.concatenate([each.keys for each in candidates])
    order = np.lexsort((listings, keys))[::-1]
    return Candidates(listings[order], keys[order])


def _threshold(keys: Array, count: int) -> float:
    """A number that at least ``count`` keys reach and few do beyond need.

    The ``count``-th largest of the maxima of many groups is such a number, and taking the maxima
    is a single fast pass; where there are too few groups all keys are partitioned.
    """
    groups = len(keys) // _BLOCK
    if groups > 2 * count:
        keys = keys[: groups * _BLOCK].reshape(_BLOCK, groups).max(axis=0)
    return float(np.partition(keys, len(keys) - count)[len(keys) - count])

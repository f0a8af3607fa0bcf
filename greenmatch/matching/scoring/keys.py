"""A score and a listing in one number, so that sorting numbers ranks listings.

A larger number is a better counterpart: one with more points, or of equal points the older one.
Zero stands for none.
"""

import numpy as np
from numpy.typing import NDArray

Keys = NDArray[np.int64]
_ID_BITS = 36
_LAST_ID = (1 << _ID_BITS) - 1
NOBODY = _LAST_ID
"""The listing number that stands for none."""


def keys_of(points: NDArray[np.int64], listing_ids: NDArray[np.int64]) -> Keys:
    """The numbers of these listings with these points (1 and more)."""
    return points << _ID_BITS | (_LAST_ID - listing_ids)


def points_in(keys: Keys) -> NDArray[np.int64]:
    """The points; 0 for none."""
    return keys >> _ID_BITS


def ids_in(keys: Keys) -> NDArray[np.int64]:
    """The listings; `NOBODY` for none."""
    return _LAST_ID - (keys & _LAST_ID)


def are_of(keys: Keys, listing_ids: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Which numbers are of the listing beside them; none of `NOBODY`'s has points."""
    same: NDArray[np.bool_] = (keys & _LAST_ID) == (_LAST_ID - listing_ids)
    return same

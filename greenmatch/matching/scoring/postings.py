"""Listings of one kind by feature, so that one of the other kind is scored against all at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from greenmatch.matching.features import Ids
from greenmatch.matching.rows import ends_of, run_starts
from greenmatch.matching.sums import Points, Sums
from greenmatch.matching.weighing import PointRows

_AT_ONCE = 5_000
"""Listings that are sorted at a time. With more of them the system is asked for memory, and clears
it, for each step anew, which takes longer than the step."""


@dataclass(frozen=True)
class Postings:
    """The entries of `sums` from `ends[i]` to `ends[i + 1]` are the listings with feature `ids[i]`.

    Weights are whole points, and so are sums of them: exact in `sums` below 2**24, which is 167
    times what a score has to be to count as 1.
    """

    ids: Ids
    ends: NDArray[np.int32]
    sums: Sums


def postings_of(vectors: PointRows) -> Postings:
    """The postings of these rows."""
    starts = range(0, max(len(vectors), 1), _AT_ONCE)
    # In two large arrays: of many smaller ones the memory does not go back to the system.
    space = np.empty(len(vectors.ids), np.int32), np.empty(len(vectors.ids), np.float32)
    sorted_parts = [_sorted(vectors, at, min(at + _AT_ONCE, len(vectors)), space) for at in starts]
    found = sorted_parts[0] if len(sorted_parts) == 1 else _merged(sorted_parts)
    sums = Sums(len(vectors), found.rows, found.weights)
    return Postings(found.ids, found.ends.astype(np.int32), sums)


@dataclass(frozen=True)
class _Sorted:
    """Feature `ids[i]` occurs in `rows[ends[i]:ends[i + 1]]`, with the weights beside."""

    ids: Ids
    ends: NDArray[np.int64]
    rows: NDArray[np.int32]
    weights: Points


def _sorted(
    vectors: PointRows, start: int, stop: int, space: tuple[NDArray[np.int32], Points]
) -> _Sorted:
    """The entries of the rows from `start` on, to before `stop`, by feature; they are put where
    they stood into the arrays in `space`."""
    ends = vectors.ends[start : stop + 1]
    entries = slice(ends[0], ends[-1])
    order = _by_feature(vectors.ids[entries])
    ids = vectors.ids[entries][order]
    first = run_starts(ids)
    numbers = np.repeat(np.arange(start, stop, dtype=np.int32), np.diff(ends))
    rows, weights = space[0][entries], space[1][entries]
    np.take(numbers, order, out=rows, mode="clip")  # the one mode that needs no copy
    weights[:] = vectors.weights[entries][order]
    return _Sorted(ids[first], np.append(first, len(order)), rows, weights)


def _merged(parts: Sequence[_Sorted]) -> _Sorted:
    """The entries of all parts; those of a feature in the order of the parts."""
    ids = np.concatenate([part.ids for part in parts])
    lengths = np.concatenate([np.diff(part.ends) for part in parts])
    order = _by_feature(ids)
    ends = ends_of(lengths[order])
    targets = np.empty_like(order)
    targets[order] = ends[:-1]
    rows, weights = np.empty(ends[-1], np.int32), np.empty(ends[-1], np.float32)
    edges = np.cumsum([0, *(len(part.ids) for part in parts)])
    for part, (begin, end) in zip(parts, pairwise(edges), strict=True):
        places = np.repeat(targets[begin:end] - part.ends[:-1], np.diff(part.ends))
        places += np.arange(len(places))
        rows[places], weights[places] = part.rows, part.weights
    ids = ids[order]
    first = run_starts(ids)
    return _Sorted(ids[first], ends[np.append(first, len(order))], rows, weights)


def _by_feature(ids: Ids) -> NDArray[np.int64]:
    """The places of these features in ascending order; a feature's places are ascending, too.

    Numbers are sorted several times faster than places: here each has its place in the lower bits
    and the upper bits of its feature above. That two features differ in the lower bits alone is
    possible, and so rare that their order may take longer.
    """
    lower = np.uint64((1 << len(ids).bit_length()) - 1)
    packed = ids & ~lower
    packed |= np.arange(len(ids), dtype=np.uint64)
    packed.sort()
    packed &= lower
    order = packed.view(np.int64)
    ordered = ids[order]
    if (ordered[1:] >= ordered[:-1]).all():
        return order
    return np.argsort(ids, kind="stable")

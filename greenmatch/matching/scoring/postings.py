"""Listings of one kind by feature, so that one of the other kind is scored against all at once."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from greenmatch.matching.features import Ids
from greenmatch.matching.rows import rows_of, run_starts, stacked
from greenmatch.matching.scoring.sums import Sums, Wants
from greenmatch.matching.weighing import PointRows


@dataclass(frozen=True)
class Postings:
    """Feature `ids[i]` occurs in `rows[ends[i]:ends[i + 1]]`, with the weights beside.

    Weights are whole points, and so are sums of them: exact in this type below 2**24, which is 167
    times what a score has to be to count as 1.
    """

    count: int
    ids: Ids
    ends: NDArray[np.int32]
    rows: NDArray[np.int32]
    weights: NDArray[np.float32]

    def scores(self, vector: PointRows) -> NDArray[np.float32]:
        """The product of each of the `count` rows with a single row of the other kind."""
        wanted = Wants(vector).among(self.ids, self.ends)
        return Sums(self.count, self.rows, self.weights, wanted).of(0)

    def by_listing(self) -> PointRows:
        """The same, a row a listing."""
        ids = np.repeat(self.ids, np.diff(self.ends))
        return rows_of(self.rows.astype(np.int64), ids, self.weights.astype(np.int16), self.count)


def postings_of(vectors: PointRows) -> Postings:
    """The postings of these rows."""
    order = _by_feature(vectors.ids)
    ids = vectors.ids[order]
    first = run_starts(ids)
    numbers = np.repeat(np.arange(len(vectors), dtype=np.int32), np.diff(vectors.ends))
    ends = np.append(first, len(order)).astype(np.int32)
    weights = vectors.weights[order].astype(np.float32)
    return Postings(len(vectors), ids[first], ends, numbers[order], weights)


def merged(postings: Sequence[Postings], kept: Sequence[NDArray[np.int64]]) -> Postings:
    """The kept rows of all postings in one."""
    parts = [each.by_listing().take(rows) for each, rows in zip(postings, kept, strict=True)]
    return postings_of(stacked(parts))


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

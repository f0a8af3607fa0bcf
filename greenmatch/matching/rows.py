"""Sparse rows: features with weights for many listings at once, in three arrays."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import numpy as np
from numpy.typing import DTypeLike, NDArray

from greenmatch.matching.features import Ids

Weight = TypeVar("Weight", bound=np.generic)


@dataclass(frozen=True)
class Rows(Generic[Weight]):
    """Row `i` has `ids[ends[i]:ends[i + 1]]`, ascending, with the weights beside them."""

    ends: NDArray[np.int64]
    ids: Ids
    weights: NDArray[Weight]

    def __len__(self) -> int:
        return len(self.ends) - 1

    def row(self, index: int) -> tuple[Ids, NDArray[Weight]]:
        """The features of one row and their weights."""
        part = slice(self.ends[index], self.ends[index + 1])
        return self.ids[part], self.weights[part]

    def numbers(self) -> NDArray[np.int64]:
        """For each entry the number of its row."""
        return np.repeat(np.arange(len(self)), self.ends[1:] - self.ends[:-1])

    def take(self, rows: NDArray[np.int64]) -> "Rows[Weight]":
        """These rows, in this order."""
        entries, lengths = stretches(self.ends, rows)
        ends = ends_of(lengths)
        return Rows(ends, self.ids[entries], self.weights[entries])


def ends_of(lengths: NDArray[np.int64]) -> NDArray[np.int64]:
    """The ends of stretches with these lengths, with a 0 before them."""
    ends = np.zeros(len(lengths) + 1, np.int64)
    np.cumsum(lengths, out=ends[1:])
    return ends


def rows_of(
    numbers: NDArray[np.int64],
    ids: Ids,
    weights: NDArray[Weight],
    count: int,
    combine: Any = np.add,
) -> Rows[Weight]:
    """Rows from entries in any order; a feature that a row has twice is combined into one."""
    order = np.lexsort((ids, numbers)) if count > 1 else np.argsort(ids, kind="stable")
    numbers, ids, weights = numbers[order], ids[order], weights[order]
    first = run_starts(numbers, ids)
    if len(first):
        numbers, ids, weights = numbers[first], ids[first], combine.reduceat(weights, first)
    return Rows(np.searchsorted(numbers, np.arange(count + 1)), ids, weights)


def stretches(
    ends: NDArray[np.int64], chosen: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The entries of the chosen stretches of a column, one stretch behind the other, and how many
    each has; stretch `i` goes from `ends[i]` to `ends[i + 1]`."""
    starts = ends[chosen]
    lengths = ends[chosen + 1] - starts
    offsets = np.repeat(starts - np.cumsum(lengths) + lengths, lengths)
    return np.arange(len(offsets)) + offsets, lengths


def summed(
    places: NDArray[Any], parts: NDArray[np.floating[Any]], count: int
) -> NDArray[np.float64]:
    """For each of `count` places the sum of its parts."""
    return np.bincount(places, parts, minlength=count).astype(np.float64, copy=False)


def run_starts(*columns: NDArray[Any]) -> NDArray[np.int64]:
    """Where something changes in one of these columns of the same length."""
    changed = np.zeros(max(len(columns[0]) - 1, 0), np.bool_)
    for column in columns:
        changed |= column[1:] != column[:-1]
    return np.flatnonzero(np.concatenate([np.ones(min(len(columns[0]), 1), np.bool_), changed]))


def stacked(parts: Sequence[Rows[Weight]]) -> Rows[Weight]:
    """The rows of all parts (one at least), one below the other."""
    lengths = np.concatenate([part.ends[1:] - part.ends[:-1] for part in parts])
    ids = np.concatenate([part.ids for part in parts])
    weights = np.concatenate([part.weights for part in parts])
    return Rows(ends_of(lengths), ids, weights)


def joined(arrays: Iterable[NDArray[Any]], dtype: DTypeLike) -> NDArray[Any]:
    """The arrays one behind the other; an empty one where there are none."""
    return np.concatenate([np.empty(0, dtype), *arrays])

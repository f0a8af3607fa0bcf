"""The hard conditions as columns of the product, so that pairs ruled out never come up.

A condition is cut into columns such that a pair is ruled out if some column has both its
technology and its need.
"""

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from greenmatch.matching.conditions import UNKNOWN, Facts, Mask

PENALTY = 1 << 23
"""More points than any pair can have; sums stay exact in 32-bit floating point."""

_LEVELS = range(1, 10)
Column = tuple[NDArray[np.int64], NDArray[np.int64]]


def vetoes(technologies: Facts, needs: Facts) -> tuple[Any, Any]:
    """Two sparse matrices, a row a listing of each side, whose product is below -PENALTY + 1
    for pairs that a condition rules out, and 0 for all others."""
    columns = list(_columns(technologies, needs))
    return (
        _matrix([rows for rows, _ in columns], len(technologies), -PENALTY),
        _matrix([rows for _, rows in columns], len(needs), 1),
    )


def _columns(technologies: Facts, needs: Facts) -> Iterator[Column]:
    """The rows of both sides in each column that has rows of both."""
    for of_technologies, of_needs in _masks(technologies, needs):
        rows = np.flatnonzero(of_technologies), np.flatnonzero(of_needs)
        if len(rows[0]) and len(rows[1]):
            yield rows


def _masks(technologies: Facts, needs: Facts) -> Iterator[tuple[Mask, Mask]]:
    yield technologies.closed, np.ones(len(needs), np.bool_)
    yield np.ones(len(technologies), np.bool_), needs.closed
    for organisation in np.intersect1d(technologies.organisation, needs.organisation):
        if organisation != UNKNOWN:
            yield technologies.organisation == organisation, needs.organisation == organisation
    level = technologies.readiness
    for least in _LEVELS:
        yield (level != UNKNOWN) & (level < least), needs.readiness == least
    yield from _by_member(technologies.excluded_countries, needs.countries)
    yield from _by_member(technologies.origins, needs.excluded_countries)
    forms = technologies.cooperation
    for accepted in np.unique(needs.cooperation, axis=0):
        if accepted.any():
            none_common = forms.any(axis=1) & ~(forms & accepted).any(axis=1)
            yield none_common, (needs.cooperation == accepted).all(axis=1)


def _by_member(one: NDArray[np.uint64], other: NDArray[np.uint64]) -> Iterator[tuple[Mask, Mask]]:
    """For each possible member of two sets, who has it on either side."""
    for word in range(one.shape[1]):
        both = np.bitwise_or.reduce(one[:, word]) & np.bitwise_or.reduce(other[:, word])
        for bit in range(64):
            if int(both) >> bit & 1:
                flag = np.uint64(1 << bit)
                yield (one[:, word] & flag) != 0, (other[:, word] & flag) != 0


def _matrix(columns: list[NDArray[np.int64]], rows: int, value: int) -> Any:
    lengths = [len(column) for column in columns]
    places = np.repeat(np.arange(len(columns)), lengths)
    entries = np.concatenate([*columns, np.empty(0, np.int64)])
    values = np.full(len(entries), value, np.float32)
    return csr_matrix((values, (entries, places)), shape=(rows, len(columns)))

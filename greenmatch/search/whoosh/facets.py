"""Filters and counts over the facets of a segment."""

from collections.abc import Iterable, Mapping

import numpy as np

from greenmatch.search.whoosh.container import Array
from greenmatch.search.whoosh.segments import CodeBook, Indexes, Mask, Segment

Filters = Mapping[str, tuple[str, ...]]


def accepted(segment: Segment, book: CodeBook, name: str, values: Iterable[str]) -> Mask:
    """For each combination of a facet's values whether it has one of the values."""
    column = segment.file.facets[name]
    mask = np.zeros(column.combinations, np.bool_)
    mask[column.owners[np.isin(column.values, book.known(name, values))]] = True
    return mask


class Narrowing:
    """The matches of a query in a segment, and which of them the filters let pass."""

    def __init__(self, segment: Segment, book: CodeBook, docs: Indexes, filters: Filters) -> None:
        self._segment = segment
        self._docs = docs
        self._refused: dict[str, Mask] = {}
        for name, values in filters.items():
            refuses = ~accepted(segment, book, name, values)
            self._refused[name] = refuses[segment.file.facets[name].codes[docs]]
        self._refusals = sum(
            (mask.view(np.uint8) for mask in self._refused.values()),
            start=np.zeros(len(docs), np.uint8),
        )

    @property
    def passing(self) -> Mask | None:
        """For each match whether all filters let it pass; None where there is no filter."""
        return self._refusals == 0 if self._refused else None

    def count_into(self, totals: dict[str, Array]) -> None:
        """Add the counts of these facets, each as if its own filter were not set."""
        passing = self._docs if not self._refused else self._docs[self._refusals == 0]
        for name, total in totals.items():
            docs = passing
            if name in self._refused:
                docs = self._docs[self._refusals == self._refused[name].view(np.uint8)]
            column = self._segment.file.facets[name]
            counts = np.bincount(column.codes[docs], minlength=column.combinations)
            sums = np.bincount(column.values, counts[column.owners], minlength=len(total))
            np.add(total, sums.astype(np.int64), out=total)


def no_counts(book: CodeBook, names: Iterable[str]) -> dict[str, Array]:
    """Zero for every value of these facets."""
    return {name: np.zeros(len(book.values(name)), np.int64) for name in names}


def named(totals: Mapping[str, Array], book: CodeBook) -> dict[str, dict[str, int]]:
    """The counts that are not zero, by facet and value."""
    counts: dict[str, dict[str, int]] = {}
    for name, total in totals.items():
        values = book.values(name)
        present = np.flatnonzero(total)
        numbers = total[present].tolist()
        counts[name] = {values[i]: n for i, n in zip(present.tolist(), numbers, strict=True)}
    return counts

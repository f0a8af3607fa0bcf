"""Filters and counts over the facets of a segment."""

from collections.abc import Iterable, Mapping

import numpy as np

from greenmatch.search.whoosh.container import Array
from greenmatch.search.whoosh.segments import CodeBook, FacetColumn, Indexes, Mask, Segment

Filters = Mapping[str, tuple[str, ...]]


def accepted(segment: Segment, book: CodeBook, name: str, values: Iterable[str]) -> Mask:
    """For each combination of a facet's values whether it has one of the values."""
    column = segment.file.facets[name]
    mask = np.zeros(column.combinations, np.bool_)
    for place in np.flatnonzero(np.isin(column.values, book.known(name, values))).tolist():
        mask[column.members[column.begins[place] : column.begins[place + 1]]] = True
    return mask


class Narrowing:
    """The matches of a query in a segment, and which of them the filters let pass."""

    def __init__(self, segment: Segment, book: CodeBook, docs: Indexes, filters: Filters) -> None:
        self._segment = segment
        self._docs = docs
        self._refused: dict[str, Mask] = {}
        self._refusals: Array | None = None
        for name, values in filters.items():
            refuses = ~accepted(segment, book, name, values)
            refused = refuses.take(segment.file.facets[name].codes.take(docs))
            self._refused[name] = refused
            number = refused.view(np.uint8)
            self._refusals = number if self._refusals is None else self._refusals + number

    @property
    def passing(self) -> Mask | None:
        """For each match whether all filters let it pass; None where there is no filter."""
        return None if self._refusals is None else self._refusals == 0

    def count_into(self, totals: dict[str, Array]) -> None:
        """Add the counts of these facets, each as if its own filter were not set."""
        passing = self._passing_but("")
        for name, total in totals.items():
            docs = self._passing_but(name) if name in self._refused else passing
            column = self._segment.file.facets[name]
            if len(column.values):
                total[column.values] += _counts(column, docs)

    def _passing_but(self, name: str) -> Indexes:
        """The matches that all filters but one let pass."""
        if self._refusals is None:
            return self._docs
        refused = self._refused[name].view(np.uint8) if name else 0
        return self._docs.take(np.flatnonzero(self._refusals == refused))


def no_counts(book: CodeBook, names: Iterable[str]) -> dict[str, Array]:
    """Zero for every value of these facets."""
    return {name: np.zeros(len(book.values(name)), np.int64) for name in names}


def named(totals: Mapping[str, Array], book: CodeBook) -> dict[str, dict[str, int]]:
    """The counts that are not zero, by facet and value."""
    counts: dict[str, dict[str, int]] = {}
    for name, total in totals.items():
        present = np.flatnonzero(total)
        values = map(book.values(name).__getitem__, present.tolist())
        counts[name] = dict(zip(values, total[present].tolist(), strict=True))
    return counts


def _counts(column: FacetColumn, docs: Indexes) -> Array:
    """How many of the documents have each value of the column."""
    counts = np.bincount(column.codes.take(docs), minlength=column.combinations)
    return np.add.reduceat(counts.take(column.members), column.begins[:-1])

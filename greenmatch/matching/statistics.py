"""Collection statistics of the technologies: usual lengths, and how rare each feature is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from greenmatch.matching.features import TITLE, CountedBlock, CountedListing, Ids
from greenmatch.matching.rows import joined, run_starts

_MERGE_AFTER = 4_000_000


@dataclass(frozen=True)
class Lengths:
    """Mean number of terms of a language's technologies: in titles, in all, pairs, concepts."""

    listings: int = 0
    title: float = 1.0
    body: float = 1.0
    pairs: float = 1.0
    concepts: float = 1.0


@dataclass(frozen=True)
class Frequencies:
    """In how many of `total` technologies a feature occurs, for those in two and more.

    What is not listed counts as seen once: a word that one technology uses is as rare as one that
    none has used so far, and leaving it out halves the table.
    """

    total: int
    ids: Ids
    counts: NDArray[np.int32]

    def idf(self, ids: Ids) -> NDArray[np.float64]:
        """How telling each feature is: high for rare ones, never negative."""
        known, places = places_in(self.ids, ids)
        counts = np.ones(len(ids))
        counts[known] = self.counts[places[known]]
        return np.log1p((self.total - counts + 0.5).clip(0.5) / (counts + 0.5))


def places_in(
    table: NDArray[np.integer[Any]], ids: NDArray[np.integer[Any]]
) -> tuple[NDArray[np.bool_], NDArray[np.int64]]:
    """Which ids the ascending table holds, and where (0 for those it does not)."""
    places = np.searchsorted(table, ids)
    places[places == len(table)] = 0
    known = table[places] == ids if len(table) else np.zeros(len(ids), np.bool_)
    return known, np.where(known, places, 0)


def block_lengths(block: CountedBlock, title_repeats: int) -> tuple[int, int, int, int]:
    """Number of terms of a block: in the title, in all, word pairs, concepts."""
    title = int(block.words.fields[:, TITLE].sum())
    repeated = (title_repeats - 1) * title
    concepts = int(block.concepts.fields.sum())
    concepts += (title_repeats - 1) * int(block.concepts.fields[:, TITLE].sum())
    return title, repeated + int(block.words.fields.sum()), int(block.pairs.fields.sum()), concepts


def lengths_of(listings: Iterable[CountedListing], title_repeats: int) -> dict[str, Lengths]:
    """The mean lengths for each language that technologies are written in."""
    sums: dict[str, NDArray[np.float64]] = {}
    for listing in listings:
        for block in listing.blocks:
            sums.setdefault(block.language, np.zeros(5))
            sums[block.language] += (1, *block_lengths(block, title_repeats))
    return {
        language: Lengths(int(row[0]), *np.maximum(row[1:] / row[0], 1.0).tolist())
        for language, row in sums.items()
    }


def frequencies_of(listings: Iterable[CountedListing]) -> Frequencies:
    """How often each feature occurs, each counted once a technology."""
    table = (np.empty(0, np.uint64), np.empty(0, np.int64))
    waiting: list[Ids] = []
    total = 0
    for listing in listings:
        waiting.append(_distinct(listing))
        total += 1
        if len(waiting) * 250 > _MERGE_AFTER:
            table, waiting = _merged(table, waiting), []
    ids, counts = _merged(table, waiting)
    often = counts > 1
    return Frequencies(total, ids[often], counts[often].astype(np.int32))


def _distinct(listing: CountedListing) -> Ids:
    groups = [
        counts.ids
        for block in listing.blocks
        for counts in (block.words, block.pairs, block.concepts)
    ]
    if len(listing.blocks) == 1:
        return np.concatenate(groups)
    return np.unique(joined(groups, np.uint64))


def _merged(
    table: tuple[Ids, NDArray[np.int64]], waiting: Sequence[Ids]
) -> tuple[Ids, NDArray[np.int64]]:
    """The table with the features of more technologies counted in."""
    if not waiting:
        return table
    fresh, fresh_counts = np.unique(np.concatenate(waiting), return_counts=True)
    ids = np.concatenate([table[0], fresh])
    counts = np.concatenate([table[1], fresh_counts])
    order = np.argsort(ids, kind="stable")
    ids, counts = ids[order], counts[order]
    first = run_starts(ids)
    return ids[first], np.add.reduceat(counts, first)

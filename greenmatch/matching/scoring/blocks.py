"""Listings of one kind by feature, some ten thousand at a time."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from greenmatch.matching.conditions import Facts, allowed_among
from greenmatch.matching.scoring.collection import Collection, oldest_first
from greenmatch.matching.scoring.postings import Postings, postings_of
from greenmatch.matching.scoring.stated import StatedValues, stated_values
from greenmatch.matching.scoring.wants import Wants

THREADS = 2
LARGEST = 40_000
"""Listings in a block at most: a number for each then stays in the processor's cache."""


@dataclass(frozen=True)
class Scored:
    """Listings with their scores in whole points."""

    listing_ids: NDArray[np.int64]
    points: NDArray[np.int64]


@dataclass(frozen=True)
class Block:
    """Some listings by feature; `alive` says which of them are still there."""

    listings: Collection
    texts: Postings
    stated: StatedValues
    alive: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.listings)

    @property
    def listing_ids(self) -> NDArray[np.int64]:
        """The listing in each row."""
        return self.listings.listing_ids

    @property
    def facts(self) -> Facts:
        """What the conditions look at, a row a listing."""
        return self.listings.facts

    def living(self) -> Collection:
        """Those that are still there."""
        return self.listings.take(np.flatnonzero(self.alive))

    def scored(
        self, one: Collection, wants: Wants, least: int, *, whatever_the_conditions: bool
    ) -> Scored:
        """The living listings that score `least` and more with one of the other kind; `wants` is
        its texts."""
        pointers = wants.among(self.texts.ids, self.texts.ends)
        shared = self.texts.sums.of(pointers[0], wants.factors[0])
        rows = np.flatnonzero((shared >= one.least_text) & self.alive)
        if not whatever_the_conditions:
            rows = rows[self._allowed(one, rows)]
        points = shared[rows].astype(np.int64) + self.stated.scores(one.stated, rows)
        good = points >= least
        return Scored(self.listing_ids[rows[good]], points[good])

    def _allowed(self, one: Collection, rows: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Which of the rows no condition rules out. Asked before what is stated is compared: it
        takes less, and leaves few."""
        same = np.array(0)
        if one.kind == "technology":
            return allowed_among(one.facts, self.facts, same, rows)
        return allowed_among(self.facts, one.facts, rows, same)


def blocks_of(listings: Collection) -> list[Block]:
    """These listings, the oldest first, in blocks of much the same size."""
    listings = oldest_first(listings)
    count = -(-len(listings) // LARGEST)
    if count > 1:
        count += count % THREADS  # as many for each thread
    edges = np.linspace(0, len(listings), count + 1).astype(np.int64).tolist()
    with ThreadPoolExecutor(THREADS) as pool:
        return list(pool.map(lambda at: block_of(listings.part(*at)), pairwise(edges)))


def block_of(listings: Collection) -> Block:
    """These listings in one block."""
    alive = np.ones(len(listings), np.bool_)
    return Block(listings, postings_of(listings.texts), stated_values(listings.stated), alive)

"""Listings of one kind by feature, some ten thousand at a time."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from greenmatch.matching.conditions import Facts
from greenmatch.matching.scoring.collection import Collection, oldest_first
from greenmatch.matching.scoring.postings import Postings, merged, postings_of
from greenmatch.matching.scoring.stated import StatedValues, merged_values, stated_values

THREADS = 2
LARGEST = 40_000
"""Listings in a block at most: a number for each then stays in the processor's cache."""


@dataclass(frozen=True)
class Scored:
    """Listings with their scores in whole points and their facts."""

    listing_ids: NDArray[np.int64]
    points: NDArray[np.int64]
    facts: Facts


@dataclass(frozen=True)
class Block:
    """Some listings; `alive` says which of them are still there."""

    listing_ids: NDArray[np.int64]
    texts: Postings
    stated: StatedValues
    facts: Facts
    alive: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.listing_ids)

    def scored(self, one: Collection, least: int) -> Scored:
        """The living listings that score `least` and more with one of the other kind."""
        shared = self.texts.scores(one.texts)
        rows = np.flatnonzero((shared >= one.least_text) & self.alive)
        points = shared[rows].astype(np.int64) + self.stated.scores(one.stated, rows)
        good = points >= least
        rows = rows[good]
        return Scored(self.listing_ids[rows], points[good], self.facts.take(rows))


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
    return Block(
        listings.listing_ids,
        postings_of(listings.texts),
        stated_values(listings.stated),
        listings.facts,
        np.ones(len(listings), np.bool_),
    )


def merged_block(blocks: Sequence[Block]) -> Block:
    """The living listings of all blocks in one."""
    kept = [np.flatnonzero(block.alive) for block in blocks]
    pairs = list(zip(blocks, kept, strict=True))
    ids = np.concatenate([block.listing_ids[rows] for block, rows in pairs])
    return Block(
        ids,
        merged([block.texts for block in blocks], kept),
        merged_values([block.stated for block in blocks], kept),
        Facts.stacked([block.facts.take(rows) for block, rows in pairs]),
        np.ones(len(ids), np.bool_),
    )

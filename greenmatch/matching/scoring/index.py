"""An index of one kind of listings that keeps up with changes."""

from collections.abc import Iterable, Sequence

import numpy as np

from greenmatch.matching.rows import joined
from greenmatch.matching.scoring.blocks import (
    LARGEST,
    Block,
    Scored,
    block_of,
    blocks_of,
)
from greenmatch.matching.scoring.collection import Collection
from greenmatch.matching.scoring.wants import Wants

_GROWTH = 4
"""Blocks are merged so that each is at least this many times as large as the next."""


class MatchIndex:
    """All listings of one kind, to be scored against one of the other kind.

    Changes go into small blocks, which are merged as they add up: a change costs little, and a
    scoring touches few blocks.
    """

    def __init__(self, listings: Collection | Sequence[Block] = ()) -> None:
        self._blocks: list[Block] = []
        self._place: dict[int, tuple[int, int]] = {}
        for block in blocks_of(listings) if isinstance(listings, Collection) else listings:
            self._add(block)

    def __len__(self) -> int:
        return len(self._place)

    def __contains__(self, listing_id: int) -> bool:
        return listing_id in self._place

    def put(self, listings: Collection) -> None:
        """Add these listings, or put them in the place of their former state."""
        self.remove(listings.listing_ids.tolist())
        if len(listings):
            self._add(block_of(self._with_small_ones(listings)))

    def remove(self, listing_ids: Iterable[int]) -> None:
        """Take these listings out; those that are not there are passed over."""
        for listing_id in listing_ids:
            if place := self._place.pop(listing_id, None):
                self._blocks[place[0]].alive[place[1]] = False

    def scored(
        self, one: Collection, least: int, *, whatever_the_conditions: bool = True
    ) -> Scored:
        """All that score `least` and more with one of the other kind.

        Those whose texts share too little for a match are left out.
        """
        wants = Wants(one.texts)
        found = [
            block.scored(one, wants, least, whatever_the_conditions=whatever_the_conditions)
            for block in self._blocks
        ]
        if len(found) == 1:
            return found[0]
        return Scored(
            joined((each.listing_ids for each in found), np.int64),
            joined((each.points for each in found), np.int64),
        )

    def _add(self, block: Block) -> None:
        number = len(self._blocks)
        self._blocks.append(block)
        for row, listing_id in enumerate(block.listing_ids.tolist()):
            self._place[listing_id] = (number, row)

    def _with_small_ones(self, listings: Collection) -> Collection:
        """The listings with those of the last blocks, which go, until each that is left is much
        larger than all after it.

        Large ones are left alone: merging them would keep everybody waiting.
        """
        first, after = len(self._blocks), len(listings)
        while first > 0:
            size = int(np.count_nonzero(self._blocks[first - 1].alive))
            if size >= min(_GROWTH * after, LARGEST // 2):
                break
            first, after = first - 1, after + size
        small = [block.living() for block in self._blocks[first:]]
        del self._blocks[first:]
        return Collection.stacked([*small, listings]) if small else listings

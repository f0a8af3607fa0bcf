"""How much technologies are about each of their terms: BM25's term weights, without rarity.

Rarity is weighed on the need's side, so a technology's weights change with the collection only as
far as the usual lengths do.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from greenmatch.matching.features import (
    TITLE,
    CountedBlock,
    CountedListing,
    Counts,
    spoken_id,
)
from greenmatch.matching.policy import Policy
from greenmatch.matching.rows import Rows, rows_of
from greenmatch.matching.statistics import Lengths, block_lengths

FloatRows = Rows[np.float64]
USUAL = Lengths()
_Tally = Callable[[NDArray[Any]], NDArray[Any]]


class Blocks:
    """The language blocks of technologies, with their lengths relative to the usual ones."""

    def __init__(
        self, listings: Sequence[CountedListing], usual: Mapping[str, Lengths], policy: Policy
    ) -> None:
        self.count = len(listings)
        self.policy = policy
        self._blocks = [block for listing in listings for block in listing.blocks]
        self._spoken = [spoken_id(each.languages) for each in listings for _ in each.blocks]
        self._listing = np.repeat(np.arange(len(listings)), [len(each.blocks) for each in listings])
        self._lengths = np.array(
            [_relative(block, usual, policy) for block in self._blocks]
        ).reshape(-1, 4)

    def body(self) -> FloatRows:
        """The weight of each word of all texts, the title among them."""
        policy = self.policy
        tally = _repeating_title(policy.title_repeats)
        return self._weights(
            lambda block: block.words, tally, 1, policy.body_saturation, policy.body_length
        )

    def title(self) -> FloatRows:
        """What each word of the title adds."""
        policy = self.policy
        return self._weights(
            lambda block: block.words,
            lambda fields: fields[:, TITLE].astype(np.float64),
            0,
            policy.title_saturation,
            policy.title_length,
            policy.title_weight,
        )

    def pairs(self) -> FloatRows:
        """What two words that follow each other add to the two words."""
        policy = self.policy
        return self._weights(
            lambda block: block.pairs,
            _repeating_title(1),
            2,
            policy.body_saturation,
            policy.body_length,
            policy.pair_weight,
        )

    def concepts(self) -> FloatRows:
        """What each concept of the glossary adds."""
        policy = self.policy
        return self._weights(
            lambda block: block.concepts,
            _repeating_title(policy.title_repeats),
            3,
            policy.body_saturation,
            policy.body_length,
            policy.concept_weight,
            spoken=True,
        )

    def _weights(
        self,
        group: Callable[[CountedBlock], Counts],
        tally: _Tally,
        length: int,
        saturation: float,
        length_share: float,
        weight: float = 1.0,
        *,
        spoken: bool = False,
    ) -> FloatRows:
        """BM25's term weights; a feature of several blocks has the weight of its best one."""
        counts = [group(block) for block in self._blocks]
        sizes = [len(each.ids) for each in counts]
        if not sum(sizes):
            return Rows(np.zeros(self.count + 1, np.int64), np.empty(0, np.uint64), np.empty(0))
        often = tally(np.concatenate([each.fields for each in counts]))
        relative = np.repeat(self._lengths[:, length], sizes)
        norm = saturation * (1 - length_share + length_share * relative)
        there = often > 0
        weights = weight * often[there] * (saturation + 1) / (often + norm)[there]
        numbers = np.repeat(self._listing, sizes)
        ids = np.concatenate([each.ids for each in counts])
        if spoken:
            ids = ids ^ np.repeat(np.array(self._spoken, np.uint64), sizes)
        return rows_of(numbers[there], ids[there], weights, self.count, np.maximum)


def _repeating_title(repeats: int) -> _Tally:
    """How often a term counts, with those of the title counted more than once."""

    def tally(fields: NDArray[Any]) -> NDArray[Any]:
        all_fields: NDArray[Any] = fields.sum(axis=1, dtype=np.float64)
        return all_fields + (repeats - 1.0) * fields[:, TITLE]

    return tally


def _relative(block: CountedBlock, usual: Mapping[str, Lengths], policy: Policy) -> list[float]:
    """A block's lengths divided by the usual ones of its language."""
    mean = usual.get(block.language, USUAL)
    means = (mean.title, mean.body, mean.pairs, mean.concepts)
    lengths = block_lengths(block, policy.title_repeats)
    return [length / usual for length, usual in zip(lengths, means, strict=True)]

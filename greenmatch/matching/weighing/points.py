"""Whole points: both sides are rounded before they meet.

So a score is the same whatever the order in which it is summed, in a run over everything or for
one pair, and its parts add up exactly.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from greenmatch.matching.rows import Rows, rows_of, stacked

NEED_SCALE = 1000
TECHNOLOGY_SCALE = 100
UNIT = NEED_SCALE * TECHNOLOGY_SCALE
"""How many whole points a score of 1 has."""

PointRows = Rows[np.int16]


@dataclass(frozen=True)
class Weighed:
    """The features of listings in whole points, apart by component (title, body, sector …).

    A technology's word can come from its title, its texts and similar technologies at once; a
    need has one weight a word.
    """

    listing_ids: NDArray[np.int64]
    components: Mapping[str, PointRows]

    def totals(self, names: Collection[str] | None = None) -> PointRows:
        """One row a listing: these components (or all) added up."""
        chosen = self.components if names is None else names
        parts = [part for name, part in self.components.items() if name in chosen]
        numbers = np.concatenate([part.numbers() for part in parts])
        ids = np.concatenate([part.ids for part in parts])
        weights = np.concatenate([part.weights for part in parts])
        total = rows_of(numbers, ids, weights.astype(np.int64), len(self.listing_ids))
        kept = total.weights != 0
        ends = np.concatenate([[0], np.cumsum(kept)])[total.ends]
        return Rows(ends, total.ids[kept], total.weights[kept].astype(np.int16))


def in_points(rows: Rows[Any], scale: int) -> PointRows:
    """The weights in whole points."""
    points = np.rint(rows.weights * scale).astype(np.int16)
    return Rows(rows.ends, rows.ids, points)


def weighed_together(parts: Sequence[Weighed]) -> Weighed:
    """Listings that were weighed apart, as one."""
    if len(parts) == 1:
        return parts[0]
    names = parts[0].components if parts else ()
    components = {name: stacked([part.components[name] for part in parts]) for name in names}
    return Weighed(np.concatenate([part.listing_ids for part in parts]), components)

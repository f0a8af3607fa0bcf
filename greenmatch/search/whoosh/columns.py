"""What is known of each document besides its terms, as one array a property.

A facet's column holds a code for the whole combination of values that a document has, not for each
value: so every column has exactly one entry a document, counting is one ``bincount`` even where a
document has several sectors, and a filter is one look-up.
"""

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from greenmatch.search.documents import FACETS, SearchDocument
from greenmatch.search.whoosh.container import Array
from greenmatch.search.whoosh.layout import smallest

Combination = tuple[str, ...]

PLAIN = {
    "listing": "q",
    "published": "q",
    "confirmed": "q",
    "completeness": "f",
}
"""The columns that are not facets, with their array types. Times are seconds since 1970."""


@dataclass
class Columns:
    """Collects the columns of the documents of a segment."""

    _plain: "dict[str, array[Any]]" = field(
        default_factory=lambda: {name: array(code) for name, code in PLAIN.items()}
    )
    _codes: "dict[str, array[int]]" = field(
        default_factory=lambda: {name: array("I") for name in FACETS}
    )
    _combinations: dict[str, dict[Combination, int]] = field(
        default_factory=lambda: {name: {} for name in FACETS}
    )

    def __len__(self) -> int:
        return len(self._plain["listing"])

    def add(self, document: SearchDocument, facets: Mapping[str, Combination]) -> None:
        """Add a document."""
        self._plain["listing"].append(document.listing_id)
        self._plain["published"].append(int(document.published_at.timestamp()))
        self._plain["confirmed"].append(int(document.confirmed_at.timestamp()))
        self._plain["completeness"].append(document.completeness)
        for name, values in facets.items():
            known = self._combinations[name]
            self._codes[name].append(known.setdefault(values, len(known)))

    def arrays(self) -> dict[str, Array]:
        """The columns by name; facets under ``facet.<name>``."""
        plain = {name: np.array(column) for name, column in self._plain.items()}
        codes = {facet_column(name): smallest(np.array(each)) for name, each in self._codes.items()}
        return plain | codes

    def combinations(self) -> dict[str, list[Combination]]:
        """For each facet the combination of values that each code stands for."""
        return {name: list(known) for name, known in self._combinations.items()}


def facet_column(name: str) -> str:
    """The name of a facet's column."""
    return f"facet.{name}"


def unite(tables: Sequence[Sequence[Combination]]) -> tuple[list[Combination], list[Array]]:
    """One table of combinations for several, and for each the new code of every old one."""
    known: dict[Combination, int] = {}
    codes = [
        np.array([known.setdefault(tuple(each), len(known)) for each in table], np.uint32)
        for table in tables
    ]
    return list(known), codes

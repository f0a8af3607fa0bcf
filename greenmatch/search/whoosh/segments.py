"""An open segment: its dictionary, postings, columns and living documents."""

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from greenmatch.search.documents import FACETS
from greenmatch.search.scoring import (
    COMPLETENESS_LIFT,
    FRESH_DAYS,
    FRESHNESS_LIFT,
    K1,
    UNITS,
    B,
)
from greenmatch.search.whoosh.columns import facet_column
from greenmatch.search.whoosh.container import Array, Container
from greenmatch.search.whoosh.layout import starts
from greenmatch.search.whoosh.strings import PackedStrings

Indexes = npt.NDArray[np.intp]
Floats = npt.NDArray[np.float32]
Mask = npt.NDArray[np.bool_]

_MOST_REMEMBERED = 50_000


class FacetColumn(NamedTuple):
    """A facet of a segment.

    ``codes`` gives for each document the number of its combination of values. Value ``values[i]``
    (a number of the code book, which is shared by all segments) is in the combinations
    ``members[begins[i]:begins[i + 1]]``.
    """

    codes: Array
    combinations: int
    values: Indexes
    members: Indexes
    begins: Indexes


class CodeBook:
    """Numbers for the values of each facet, the same for all segments of a process."""

    def __init__(self) -> None:
        self._numbers: dict[str, dict[str, int]] = {name: {} for name in FACETS}
        self._values: dict[str, list[str]] = {name: [] for name in FACETS}

    def number(self, facet: str, value: str) -> int:
        """The number of a value, given when it is first asked for."""
        numbers = self._numbers[facet]
        if value not in numbers:
            self._values[facet].append(value)
            numbers[value] = len(numbers)
        return numbers[value]

    def known(self, facet: str, values: Iterable[str]) -> list[int]:
        """The numbers of those of the values that any document ever had."""
        numbers = self._numbers[facet]
        return [numbers[value] for value in values if value in numbers]

    def values(self, facet: str) -> list[str]:
        """All values of a facet, in the order of their numbers."""
        return self._values[facet]


class SegmentFile:
    """The unchanging part of a segment, opened once a process."""

    def __init__(self, container: Container, book: CodeBook) -> None:
        self.container = container
        self.name = container.name
        self.documents: int = container.metadata["documents"]
        self.terms = PackedStrings(container["terms"], container["term_ends"])
        self.facets = {name: _facet_column(container, name, book) for name in FACETS}
        self._found: dict[str, int] = {}
        self._norms: tuple[float, Floats] = (0.0, np.empty(0, np.float32))
        self._lifts: tuple[int, Floats] = (-1, np.empty(0, np.float32))

    @cached_property
    def listings(self) -> Indexes:
        """The listing id of each document."""
        return self.container["listing"].astype(np.intp)

    @cached_property
    def lengths(self) -> Array:
        """The length of each document, in units."""
        return self.container["length"]

    @cached_property
    def words(self) -> PackedStrings:
        """The words as written, sorted."""
        return PackedStrings(self.container["words"], self.container["word_ends"])

    @cached_property
    def _posting_ends(self) -> memoryview:
        return self.container["posting_ends"].data

    def find(self, key: str) -> int:
        """The number of a term by its key, -1 where it is not in this segment."""
        found = self._found.get(key)
        if found is None:
            if len(self._found) > _MOST_REMEMBERED:
                self._found.clear()
            found = self._found[key] = self.terms.find(key.encode())
        return found

    def postings(self, term: int) -> slice:
        """The place of a term's postings."""
        ends = self._posting_ends
        return slice(ends[term - 1] if term else 0, ends[term])

    def docs(self, term: int) -> Array:
        """The documents with a term, ascending."""
        return self.container["docs"][self.postings(term)]

    def weights(self, term: int) -> Array:
        """The weight of a term in each of its documents, in occurrences."""
        return self.container["units"][self.postings(term)] / UNITS

    def places(self, term: int) -> tuple[Array, Array]:
        """The positions of a term in a row, and where those of each document begin."""
        occurrences = self.container["occurrences"][self.postings(term)]
        begins = starts(occurrences)
        end = int(self.container["position_ends"][term])
        return self.container["positions"][end - int(begins[-1]) : end], begins

    def norms(self, typical: float) -> Floats:
        """The length norm of each document, given the typical length."""
        if self._norms[0] != typical:
            relative = self.lengths / UNITS / typical
            self._norms = typical, (K1 * (1 - B + B * relative)).astype(np.float32)
        return self._norms[1]

    def lifts(self, today: int) -> Floats:
        """The factor for completeness and freshness of each document, on this day."""
        if self._lifts[0] != today:
            age = np.clip(today - self.container["confirmed"] // 86_400, 0, FRESH_DAYS)
            bonus = COMPLETENESS_LIFT * self.container["completeness"].astype(np.float64)
            bonus += FRESHNESS_LIFT * (1 - age / FRESH_DAYS)
            self._lifts = today, (1 + bonus).astype(np.float32)
        return self._lifts[1]


class Segment:
    """A segment as of one commit: the file, and which of its documents are deleted."""

    def __init__(self, file: SegmentFile, deleted: Array) -> None:
        self.file = file
        self.size = file.documents
        self.dead = deleted.astype(np.intp)

    @cached_property
    def alive(self) -> Mask:
        """For each document whether it is not deleted."""
        alive = np.ones(self.size, np.bool_)
        alive[self.dead] = False
        return alive

    @cached_property
    def total_units(self) -> int:
        """The length of all living documents, in units."""
        lengths = self.file.lengths
        return int(lengths.sum(dtype=np.int64) - lengths[self.dead].sum(dtype=np.int64))

    @property
    def living(self) -> int:
        """How many documents are not deleted."""
        return self.size - len(self.dead)

    def frequency(self, term: int) -> int:
        """How many living documents have a term."""
        place = self.file.postings(term)
        frequency = int(place.stop - place.start)
        if not len(self.dead) or not frequency:
            return frequency
        docs = self.file.docs(term)
        if len(docs) < len(self.dead):
            return int(np.count_nonzero(self.alive[docs]))
        at = np.searchsorted(docs, self.dead)
        at[at == len(docs)] = 0
        return frequency - int(np.count_nonzero(docs[at] == self.dead))

    def living_only(self, docs: Indexes) -> Indexes:
        """Those of the documents that are not deleted."""
        return docs[self.alive[docs]] if len(self.dead) else docs


def _facet_column(container: Container, name: str, book: CodeBook) -> FacetColumn:
    """A facet's column with its values as numbers of the code book."""
    combinations = container.metadata["combinations"][name]
    having: dict[str, list[int]] = defaultdict(list)
    for number, values in enumerate(combinations):
        for value in values:
            having[value].append(number)
    return FacetColumn(
        codes=container[facet_column(name)],
        combinations=len(combinations),
        values=np.array([book.number(name, value) for value in having], np.intp),
        members=np.array([number for each in having.values() for number in each], np.intp),
        begins=starts(np.fromiter(map(len, having.values()), np.intp, len(having))),
    )

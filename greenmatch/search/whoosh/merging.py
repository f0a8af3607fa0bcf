"""Several segments into one: what a merge of an index does, in numpy."""

from collections import Counter
from collections.abc import Sequence

import numpy as np

from greenmatch.search.documents import FACETS
from greenmatch.search.whoosh.columns import PLAIN, Combination, facet_column, unite
from greenmatch.search.whoosh.container import Array
from greenmatch.search.whoosh.layout import SegmentData, smallest
from greenmatch.search.whoosh.merging_postings import merge_postings
from greenmatch.search.whoosh.segments import Indexes, Segment
from greenmatch.search.whoosh.strings import pack_strings


def merge(segments: Sequence[Segment]) -> tuple[SegmentData, list[Indexes]]:
    """One segment with the living documents of several, in their order.

    Beside it, for each of them the new number of every document, -1 for deleted ones.
    """
    numbers = _new_numbers(segments)
    arrays = {name: _column(segments, name) for name in (*PLAIN, "length")}
    combinations: dict[str, list[Combination]] = {}
    for name in FACETS:
        arrays[facet_column(name)], combinations[name] = _facet(segments, name)
    postings = merge_postings(segments, numbers)
    return SegmentData({**postings, **_words(segments), **arrays}, combinations), numbers


def _new_numbers(segments: Sequence[Segment]) -> list[Indexes]:
    """For each segment the new numbers of its documents."""
    numbers, base = [], 0
    for segment in segments:
        mine = np.full(segment.size, -1, np.intp)
        mine[segment.alive] = np.arange(base, base + segment.living)
        numbers.append(mine)
        base += segment.living
    return numbers


def _column(segments: Sequence[Segment], name: str) -> Array:
    """A column of the living documents."""
    return np.concatenate([each.file.container[name][each.alive] for each in segments])


def _facet(segments: Sequence[Segment], name: str) -> tuple[Array, list[Combination]]:
    """A facet's codes for the living documents, with the table of those combinations in use."""
    table, codes = unite([each.file.container.metadata["combinations"][name] for each in segments])
    column = np.concatenate(
        [
            new[each.file.container[facet_column(name)][each.alive]]
            for new, each in zip(codes, segments, strict=True)
        ]
    )
    used, column = np.unique(column, return_inverse=True)
    return smallest(column), [table[code] for code in used]


def _words(segments: Sequence[Segment]) -> dict[str, Array]:
    """The words as written; a deleted document's words stay until the index is rebuilt."""
    totals: Counter[bytes] = Counter()
    for segment in segments:
        counts = segment.file.container["word_frequency"].tolist()
        totals.update(dict(zip(segment.file.words.unpack(), counts, strict=True)))
    words = sorted(totals)
    blob, ends = pack_strings(words)
    frequency = np.array([totals[word] for word in words], np.uint32)
    return {"words": blob, "word_ends": ends, "word_frequency": frequency}

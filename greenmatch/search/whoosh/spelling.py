"""Corrections of misspelt words and completions of begun ones, from the words as written."""

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache

import numpy as np

from greenmatch.core.text import stem, words
from greenmatch.search.language import tree as t
from greenmatch.search.whoosh.container import Array
from greenmatch.search.whoosh.layout import field_key
from greenmatch.search.whoosh.segments import Indexes, SegmentFile
from greenmatch.search.whoosh.views import View

MOST_CORRECTIONS = 3
SHORTEST_WORD = 4
_LONG_WORD = 6
"""Words from this length on may be two edits away, shorter ones one."""


def misspelt(view: View, tree: t.Node | None) -> list[str]:
    """The words of a query that no living document has and that could be misspelt."""
    found = (_as_written(node) for node in _words(tree))
    return [
        word
        for word in dict.fromkeys(found)
        if len(word) >= SHORTEST_WORD
        and word.isalpha()
        and not view.frequency(field_key("text", stem(word)))
    ][:MOST_CORRECTIONS]


def correction(view: View, word: str) -> str | None:
    """The word of the catalogue that was most likely meant: few edits away, and frequent."""
    edits = 2 if len(word) >= _LONG_WORD else 1
    best: dict[str, tuple[int, int, int]] = {}
    for segment in view.segments:
        for other, distance, frequency in _close(segment.file, word, edits):
            known = best.get(other, (0, 0, 0))[2]
            best[other] = (-distance, int(other[0] == word[0]), known + frequency)
    ranked = sorted(best, key=lambda other: (*best[other], other), reverse=True)
    # A word may have outlived the last document that had it.
    return next((o for o in ranked if view.frequency(field_key("text", stem(o)))), None)


def completions(view: View, prefix: str, limit: int) -> list[str]:
    """The most frequent words that start with a prefix."""
    totals: Counter[str] = Counter()
    for segment in view.segments:
        file = segment.file
        span = file.words.starting_with(prefix.encode())
        counts = file.container["word_frequency"][span.start : span.stop]
        kept = np.argsort(counts)[::-1][: 8 * limit]
        totals.update({file.words[span.start + i].decode(): int(counts[i]) for i in kept})
    ranked = sorted(totals, key=lambda word: (-totals[word], word))
    return [word for word in ranked if view.frequency(field_key("text", stem(word)))][:limit]


def _words(node: t.Node | None) -> Iterable[t.Words]:
    """The words of a tree that are searched for, not excluded."""
    if isinstance(node, t.Words):
        yield node
    elif isinstance(node, t.And | t.Or | t.Ranked):
        for inner in node.nodes:
            yield from _words(inner)


def _as_written(node: t.Words) -> str:
    """The folded word of a node, empty where it is not exactly one."""
    found = words(node.raw.rpartition(":")[2])
    return found[0] if len(found) == 1 else ""


def _close(file: SegmentFile, word: str, edits: int) -> Iterable[tuple[str, int, int]]:
    """The words of a segment within some edits, with their distance and frequency."""
    letters, lengths = _profile(file)
    # Each edit changes the set of letters by two at most, and the length by one.
    spelt = _letters(np.frombuffer(word.encode(), np.uint8), np.zeros(1, np.intp))[0]
    near = np.abs(lengths - len(word.encode())) <= edits
    near &= np.bitwise_count(letters ^ spelt) <= 2 * edits
    candidates = np.flatnonzero(near)
    distances = _distances(word.encode(), [file.words[i] for i in candidates.tolist()])
    frequency = file.container["word_frequency"]
    for i in np.flatnonzero(distances <= edits).tolist():
        place = int(candidates[i])
        yield file.words[place].decode(), int(distances[i]), int(frequency[place])


@lru_cache(maxsize=64)
def _profile(file: SegmentFile) -> tuple[Array, Indexes]:
    """For each word of a segment the set of its letters as bits, and its length in bytes."""
    ends = file.container["word_ends"].astype(np.intp)
    if not len(ends):
        return np.zeros(0, np.uint32), ends
    begins = np.concatenate([[0], ends[:-1]])
    return _letters(file.container["words"], begins), ends - begins


def _letters(blob: Array, begins: Indexes) -> Array:
    """The set of bytes of each string, folded into 32 bits."""
    bits = np.left_shift(np.uint32(1), (blob & 31).astype(np.uint32))
    return np.bitwise_or.reduceat(bits, begins)


def _distances(word: bytes, others: Sequence[bytes]) -> Array:
    """The edit distance of a word to each of several (with swaps of neighbours as one edit).

    One table for all, cell by cell, every cell holding the numbers of all candidates.
    """
    width = max(map(len, others), default=0)
    padded = np.frombuffer(b"".join(o.ljust(width, b"\0") for o in others), np.uint8)
    letters = padded.reshape(len(others), width).T
    before: list[Array] = []
    above = [np.full(len(others), j, np.int16) for j in range(width + 1)]
    for i, letter in enumerate(word):
        row = [np.full(len(others), i + 1, np.int16)]
        for j in range(width):
            cell = np.minimum(
                above[j] + (letters[j] != letter), np.minimum(above[j + 1], row[j]) + 1
            )
            if i and j:
                swapped = (letters[j] == word[i - 1]) & (letters[j - 1] == letter)
                cell = np.where(swapped, np.minimum(cell, before[j - 1] + 1), cell)
            row.append(cell)
        before, above = above, row
    lengths = np.fromiter(map(len, others), np.intp, len(others))
    return np.stack(above)[lengths, np.arange(len(others))]

"""Sorted strings packed into two arrays: searchable where they lie, without unpacking."""

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from greenmatch.search.whoosh.container import Array


def pack_strings(strings: Sequence[bytes]) -> tuple[Array, Array]:
    """The bytes of all strings in a row, and where each ends."""
    lengths = np.fromiter(map(len, strings), np.int64, len(strings))
    return np.frombuffer(b"".join(strings), np.uint8), np.cumsum(lengths).astype(np.uint32)


class PackedStrings(Sequence[bytes]):
    """Packed strings as a sequence; ``find`` and ``starting_with`` need them sorted."""

    def __init__(self, blob: Array, ends: Array) -> None:
        self._blob = blob.data
        self._ends = ends.data

    def __len__(self) -> int:
        return len(self._ends)

    def __getitem__(self, index: int) -> bytes:  # type: ignore[override]  # no slices wanted
        start = self._ends[index - 1] if index else 0
        return bytes(self._blob[start : self._ends[index]])

    def find(self, string: bytes) -> int:
        """The index of the string, -1 where it is not among them."""
        index = bisect_left(self, string)
        return index if index < len(self) and self[index] == string else -1

    def starting_with(self, prefix: bytes) -> range:
        """The indexes of the strings that start with the prefix."""
        first = bisect_left(self, prefix)
        return range(first, bisect_left(self, prefix + b"\xff", first))

    def unpack(self) -> list[bytes]:
        """All of them as a list."""
        blob = bytes(self._blob)
        return [blob[start:end] for start, end in pairwise((0, *self._ends.tolist()))]

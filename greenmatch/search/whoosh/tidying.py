"""Merging small segments into larger ones, beside the running index.

Segments are merged with others of about their size, so that a document is rewritten a few times
only while there are never many segments. The work is done without the writer's lock; what was
deleted meanwhile is deleted from the merged segment when it takes the others' place.
"""

import math
import threading
from collections import defaultdict
from collections.abc import Sequence
from contextlib import suppress

import numpy as np

from greenmatch.search.engine import IndexUnusableError
from greenmatch.search.whoosh.merging import merge
from greenmatch.search.whoosh.segments import Indexes, Segment
from greenmatch.search.whoosh.store import WAITING, IndexStore
from greenmatch.search.whoosh.views import ViewHolder

SMALL = 256
"""Segments of fewer documents count as the same size."""
FANOUT = 4
"""So many segments of a size become one, of about that many times the size."""
LARGEST = 300_000
"""Documents that a merge makes at most; it bounds a merge's time and memory."""
MOST_DELETED = 0.3
"""The part of deleted documents from which a segment is rewritten."""

_LOCK = "TIDYLOCK"


class Tidier:
    """Keeps the number of segments small."""

    def __init__(self, store: IndexStore, views: ViewHolder) -> None:
        self._store = store
        self._views = views
        self._thread: threading.Thread | None = None

    def tidy_in_background(self) -> None:
        """See to it that a thread of this process tidies what there is to tidy."""
        if self._thread is None or not self._thread.is_alive():
            self._thread = threading.Thread(target=self.tidy, name="search-tidier", daemon=True)
            self._thread.start()

    def tidy(self) -> None:
        """Merge until nothing is due; at once done where another process tidies."""
        with self._store.locked(_LOCK) as held:
            if not held:
                return
            for left_over in self._store.folder.glob(f"{WAITING}*"):
                left_over.unlink(missing_ok=True)
            # An index that does not open is for a rebuild to mend.
            with suppress(IndexUnusableError):
                while group := due(self._views.current().segments):
                    self._replace(group)

    def merge_all(self) -> None:
        """Merge all segments into as few as :data:`LARGEST` allows; for a rebuild."""
        for group in _groups(self._views.current().segments):
            self._replace(group)

    def _replace(self, group: Sequence[Segment]) -> None:
        """Put one merged segment in the place of several."""
        data, numbers = merge(group)
        merged = self._store.write_segment(data, waiting=True)
        with self._store.writing():
            view = self._views.current()
            now = {segment.file.name: segment for segment in view.segments}
            if not all(segment.file.name in now for segment in group):
                return  # the index was rebuilt meanwhile
            gone = [
                _deleted_since(each, now[each.file.name], new)
                for each, new in zip(group, numbers, strict=True)
            ]
            self._store.admit(merged)
            replaced = {segment.file.name for segment in group}
            kept = [
                segment for segment in view.commit.segments if segment.file_name() not in replaced
            ]
            if data.documents:
                kept.append(merged.without(np.concatenate(gone).astype(np.uint32)))
            self._store.commit(kept, view.commit.info)


def due(segments: Sequence[Segment]) -> list[Segment]:
    """The segments to merge next, none if all is well."""
    sizes: dict[int, list[Segment]] = defaultdict(list)
    for segment in segments:
        sizes[_level(segment.living)].append(segment)
    for _, alike in sorted(sizes.items()):
        smallest = sorted(alike, key=lambda each: each.living)[: 2 * FANOUT]
        if len(alike) >= FANOUT and sum(each.living for each in smallest) <= LARGEST:
            return smallest
    return [each for each in segments if len(each.dead) > max(SMALL, MOST_DELETED * each.size)][:1]


def _level(documents: int) -> int:
    """Which segments count as being of the same size."""
    return 0 if documents < SMALL else 1 + int(math.log(documents / SMALL, FANOUT))


def _groups(segments: Sequence[Segment]) -> list[list[Segment]]:
    """Segments in their order, cut where a group would become too large; none of a single one."""
    groups: list[list[Segment]] = [[]]
    for segment in segments:
        if sum(each.living for each in groups[-1]) + segment.living > LARGEST:
            groups.append([])
        groups[-1].append(segment)
    return [group for group in groups if len(group) > 1]


def _deleted_since(before: Segment, now: Segment, numbers: Indexes) -> Indexes:
    """The new numbers of the documents that were deleted since a segment was merged."""
    return numbers[np.setdiff1d(now.dead, before.dead)]

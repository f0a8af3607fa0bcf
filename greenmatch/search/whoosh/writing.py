"""Bringing listings up to date: new documents in a new segment, old ones deleted."""

import time
import uuid
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from greenmatch.search.documents import DocumentSource
from greenmatch.search.whoosh.codec import ArraySegment
from greenmatch.search.whoosh.inverting import invert
from greenmatch.search.whoosh.journal import Journal
from greenmatch.search.whoosh.store import KEPT_RECEIPTS, CommitInfo, IndexStore
from greenmatch.search.whoosh.views import View, ViewHolder


class Writer:
    """Applies changes to an index."""

    def __init__(self, store: IndexStore, views: ViewHolder, source: DocumentSource) -> None:
        self._store = store
        self._views = views
        self._source = source
        self._journal = Journal(store)

    def apply(self, listing_ids: Sequence[int], receipts: Sequence[int] = ()) -> int:
        """Commit these listings as they are in the source now; gives the generation."""
        with self._store.writing():
            # Before the index is read: a rebuild that has read a listing already hears of it.
            self._journal.note(listing_ids)
            view = self._views.current()
            segments = self.changed(view, listing_ids)
            return self._store.commit(segments, _with_receipts(view.commit.info, receipts))

    def changed(self, view: View, listing_ids: Sequence[int]) -> list[ArraySegment]:
        """The segments of a view with these listings as they are now; nothing is committed."""
        wanted = np.unique(np.array(listing_ids, np.int64))
        segments = _without(view, wanted)
        documents = list(self._source.documents(wanted.tolist()))
        if documents:
            documents.sort(key=lambda document: document.listing_id)
            segments.append(self._store.write_segment(invert(documents)))
        return segments


def new_lineage() -> CommitInfo:
    """What stands beside the first commit of an index that was built just now."""
    return CommitInfo(lineage=uuid.uuid4().hex, committed=time.time())


def _without(view: View, listing_ids: "np.typing.NDArray[np.int64]") -> list[ArraySegment]:
    """The segments of a view with these listings deleted; emptied segments are left out."""
    kept = []
    for stored, opened in zip(view.commit.segments, view.segments, strict=True):
        gone = np.flatnonzero(np.isin(opened.file.listings, listing_ids)).astype(np.uint32)
        segment = stored.without(gone) if len(gone) else stored
        if segment.doc_count():
            kept.append(segment)
    return kept


def _with_receipts(info: CommitInfo, receipts: Sequence[int]) -> CommitInfo:
    """The same information for a commit of now that contains these change rows too."""
    known = (*info.receipts, *receipts)[-KEPT_RECEIPTS:]
    return replace(info, committed=time.time(), receipts=known)

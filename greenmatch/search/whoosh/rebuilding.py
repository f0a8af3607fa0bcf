"""Building an index anew beside the running one."""

import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import replace
from multiprocessing import get_context, parent_process
from pathlib import Path
from threading import Thread

from greenmatch.search.documents import DocumentSource, SearchDocument
from greenmatch.search.engine import IndexUnusableError, Progress
from greenmatch.search.whoosh.codec import ArraySegment
from greenmatch.search.whoosh.inverting import invert
from greenmatch.search.whoosh.journal import Journal
from greenmatch.search.whoosh.store import IndexStore
from greenmatch.search.whoosh.tidying import Tidier
from greenmatch.search.whoosh.views import ViewHolder
from greenmatch.search.whoosh.writing import Writer, new_lineage

_BATCH = 2_500
_FOLDER = "rebuild-"


class Rebuilder:
    """Rebuilds an index from all listings of a source, with some helping processes."""

    def __init__(self, store: IndexStore, source: DocumentSource, processes: int) -> None:
        self._store = store
        self._source = source
        self._processes = processes

    def rebuild(self, progress: Progress | None) -> None:
        """Build, catch up, swap."""
        with Journal(self._store).rebuilding():
            self._remove_left_over()
            folder = Path(tempfile.mkdtemp(prefix=_FOLDER, dir=self._store.folder))
            try:
                self._build(IndexStore(folder), progress or _silent)
            finally:
                shutil.rmtree(folder, ignore_errors=True)

    def _build(self, side: IndexStore, progress: Progress) -> None:
        side.commit(list(self._segments(side, progress)), new_lineage())
        views = ViewHolder(side)
        Tidier(side, views).merge_all()
        writer = Writer(side, views, self._source)
        with self._store.writing():
            missed = Journal(self._store).noted()
            segments = writer.changed(views.current(), missed)
            for segment in segments:
                self._store.admit(segment, side.folder)
            info = replace(views.current().commit.info, receipts=self._receipts())
            self._store.commit(segments, info)
            self._store.mark_behind(behind=False)

    def _segments(self, side: IndexStore, progress: Progress) -> Iterator[ArraySegment]:
        """A segment for each batch of listings, in order of their ids."""
        ids = sorted(self._source.all_ids())
        batches = [ids[begin : begin + _BATCH] for begin in range(0, len(ids), _BATCH)]
        documents = (list(self._source.documents(batch)) for batch in batches)
        done = 0
        for batch, segment in zip(
            batches, self._inverted(side, documents, len(batches)), strict=True
        ):
            done += len(batch)
            progress(done, len(ids))
            if segment.doc_count():
                yield segment

    def _inverted(
        self, side: IndexStore, batches: Iterator[Sequence[SearchDocument]], number: int
    ) -> Iterator[ArraySegment]:
        """The segments of batches of documents; with helpers while this process reads on."""
        if self._processes < 2 or number < 4:
            yield from (_write(side, batch) for batch in batches)
            return
        # Not forked: the parent may have threads and open database connections.
        with ProcessPoolExecutor(
            self._processes, mp_context=get_context("spawn"), initializer=_end_with_parent
        ) as pool:
            waiting: list[Future[ArraySegment]] = []
            for batch in batches:
                waiting.append(pool.submit(_write, side, batch))
                if len(waiting) > 2 * self._processes:
                    yield waiting.pop(0).result()
            yield from (future.result() for future in waiting)

    def _receipts(self) -> tuple[int, ...]:
        """The change rows that the running index contained: the new one does too."""
        try:
            return self._store.read().info.receipts
        except IndexUnusableError:
            return ()

    def _remove_left_over(self) -> None:
        """Remove the folders of rebuilds that died."""
        for folder in self._store.folder.glob(f"{_FOLDER}*"):
            shutil.rmtree(folder, ignore_errors=True)


def helpers() -> int:
    """How many processes a rebuild should use: one for each core."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _end_with_parent() -> None:
    """Have this helper end when the process that it helps was killed: nobody else would tell it."""
    parent = parent_process()

    def wait() -> None:
        if parent is not None:
            parent.join()
            os._exit(1)

    Thread(target=wait, daemon=True).start()


def _write(store: IndexStore, documents: Sequence[SearchDocument]) -> ArraySegment:
    """Invert some documents and write them as a segment."""
    return store.write_segment(invert(documents))


def _silent(done: int, total: int) -> None:
    """Shows nothing."""

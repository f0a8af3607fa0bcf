"""The index as of its newest commit, kept open between requests."""

import threading
from collections.abc import Sequence
from dataclasses import dataclass, field

from greenmatch.search.engine import IndexUnusableError
from greenmatch.search.scoring import idf, typical_length
from greenmatch.search.whoosh.container import Container, DamagedFileError
from greenmatch.search.whoosh.segments import CodeBook, Segment, SegmentFile
from greenmatch.search.whoosh.store import Commit, IndexStore

_TRIES = 20


@dataclass
class View:
    """All segments of a commit, and the statistics over them."""

    commit: Commit
    segments: Sequence[Segment]
    book: CodeBook
    documents: int = 0
    typical: float = 1.0
    _rarity: dict[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.documents = sum(segment.living for segment in self.segments)
        total = sum(segment.total_units for segment in self.segments)
        self.typical = typical_length(total, self.documents)

    def rarity(self, key: str) -> float:
        """The idf of a term by its key, 0 where no living document has it."""
        found = self._rarity.get(key)
        if found is None:
            frequency = self.frequency(key)
            found = idf(self.documents, frequency) if frequency else 0.0
            self._rarity[key] = found
        return found

    def frequency(self, key: str) -> int:
        """In how many living documents a term occurs."""
        places = ((segment, segment.file.find(key)) for segment in self.segments)
        return sum(segment.frequency(term) for segment, term in places if term >= 0)


class ViewHolder:
    """Gives the view of the newest commit, opening only segments that are new to this process."""

    def __init__(self, store: IndexStore) -> None:
        self._store = store
        self._book = CodeBook()
        self._files: dict[str, SegmentFile] = {}
        self._view: View | None = None
        self._lock = threading.Lock()

    def current(self) -> View:
        """The newest view; :class:`IndexUnusableError` where the index does not open."""
        view = self._view
        if view is not None and self._store.newest() == view.commit.stamp:
            return view
        with self._lock:
            return self._open()

    def last(self) -> View | None:
        """The view that was opened last, however old: better than none while repairing."""
        return self._view

    def _open(self) -> View:
        """Open the newest commit; if a writer removes it meanwhile, the one after it."""
        problem: Exception | None = None
        for _ in range(_TRIES):
            stamp = self._store.newest()
            if self._view is not None and stamp == self._view.commit.stamp:
                return self._view
            try:
                self._view = self._read()
            except (OSError, IndexUnusableError, DamagedFileError) as error:
                problem = error
                if stamp == self._store.newest():
                    break
            else:
                return self._view
        raise IndexUnusableError(str(problem)) from problem

    def _read(self) -> View:
        commit = self._store.read()
        files = {segment.file_name(): segment for segment in commit.segments}
        opened = {name: self._files.get(name) or self._file(name) for name in files}
        self._files = opened
        segments = [Segment(opened[name], each.deleted) for name, each in files.items()]
        return View(commit, segments, self._book)

    def _file(self, name: str) -> SegmentFile:
        return SegmentFile(Container(self._store.folder / name), self._book)

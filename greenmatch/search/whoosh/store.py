"""The folder of an index: Whoosh's table of contents, our segment files, one writer at a time.

A commit is the table of contents of a new generation. Beside it lies a small JSON file with the
checksum of the table, the change rows that the commit contains, and the lineage. Everything is on
the disk (fsync, also of the folder) before the new generation appears under its name.
"""

import json
import os
import re
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, NamedTuple

from whoosh.filedb.filestore import FileStorage, RamStorage
from whoosh.index import TOC

from greenmatch.search.engine import IndexUnusableError
from greenmatch.search.whoosh.codec import EXTENSION, SCHEMA, ArraySegment
from greenmatch.search.whoosh.container import write_container
from greenmatch.search.whoosh.layout import SegmentData

INDEX_NAME = "MAIN"
WAITING = "waiting_"
"""Begins the names of segment files that no commit names yet."""
FORMAT = 1
"""Goes up with every change to how segments are written: an index of another format is rebuilt."""
KEPT_RECEIPTS = 10_000

_TOC_NAME = re.compile(rf"_{INDEX_NAME}_([0-9]+)\.toc")
_OWN_FILE = re.compile(rf"_?{INDEX_NAME}_.*")


class Stamp(NamedTuple):
    """Identifies a commit: its generation, and its file, in case an older copy was put back."""

    generation: int
    changed: int
    inode: int


@dataclass(frozen=True, slots=True)
class CommitInfo:
    """What is written beside the table of contents; ``committed`` in seconds since 1970."""

    lineage: str
    committed: float
    receipts: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit as it was read."""

    stamp: Stamp
    segments: tuple[ArraySegment, ...]
    info: CommitInfo


class IndexStore:
    """Reads and writes the commits of one index folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._behind = folder / "behind"

    def is_behind(self) -> bool:
        """Whether the index was found to lack changes, and was not rebuilt since."""
        return self._behind.exists()

    def mark_behind(self, *, behind: bool) -> None:
        """Tell all processes that the index lacks changes, or has all of them again."""
        if behind:
            self._behind.touch()
        else:
            self._behind.unlink(missing_ok=True)

    def newest(self) -> Stamp | None:
        """The stamp of the newest commit, None where there is none."""
        best, path = -1, None
        try:
            with os.scandir(self.folder) as entries:
                for entry in entries:
                    match = _TOC_NAME.fullmatch(entry.name)
                    if match and int(match[1]) > best:
                        best, path = int(match[1]), entry.path
            stat = os.stat(path) if path else None  # noqa: PTH116  # half the time of Path.stat
        except FileNotFoundError:
            return None if path is None else self.newest()
        return Stamp(best, stat.st_mtime_ns, stat.st_ino) if stat else None

    def read(self) -> Commit:
        """The newest commit; :class:`IndexUnusableError` where there is none or it is damaged."""
        stamp = self.newest()
        if stamp is None:
            raise IndexUnusableError("there is no index yet")
        try:
            about = json.loads(self._path(stamp.generation, "json").read_bytes())
            table = self._path(stamp.generation, "toc").read_bytes()
        except (OSError, ValueError) as error:
            raise IndexUnusableError(str(error)) from error
        if about.get("format") != FORMAT or zlib.crc32(table) != about.get("checksum"):
            raise IndexUnusableError("the table of contents is damaged or of another version")
        storage = FileStorage(str(self.folder))
        segments = TOC.read(storage, INDEX_NAME, stamp.generation, schema=SCHEMA).segments
        info = CommitInfo(about["lineage"], about["committed"], tuple(about["receipts"]))
        return Commit(stamp, tuple(segments), info)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the lock of the only writer, waiting for it if need be."""
        with self.locked("WRITELOCK", wait=True):
            yield

    @contextmanager
    def locked(self, name: str, *, wait: bool = False) -> Iterator[bool]:
        """Try to hold a lock over all processes, or wait for it; gives whether it is held."""
        self.folder.mkdir(parents=True, exist_ok=True)
        lock = FileStorage(str(self.folder)).lock(name)
        held = bool(lock.acquire(blocking=wait))
        try:
            yield held
        finally:
            if held:
                lock.release()

    def write_segment(self, data: SegmentData, *, waiting: bool = False) -> ArraySegment:
        """Write a segment's file; it belongs to the index once a commit names it.

        Without the writer's lock it must be written as ``waiting``: under a name that a commit
        in between does not clean away, until :meth:`admit`.
        """
        segment = ArraySegment(INDEX_NAME, data.documents)
        name = (WAITING if waiting else "") + segment.file_name()
        write_container(self.folder / name, data.arrays, data.metadata)
        return segment

    def admit(self, segment: ArraySegment, folder: Path | None = None) -> None:
        """Give a waiting segment, or one from another folder, its place, under the lock."""
        name = segment.file_name()
        (folder / name if folder else self.folder / f"{WAITING}{name}").rename(self.folder / name)

    def commit(self, segments: Sequence[ArraySegment], info: CommitInfo) -> int:
        """Make these segments the index, under the writer's lock; gives the generation."""
        newest = self.newest()
        generation = newest.generation + 1 if newest else 0
        storage = RamStorage()
        TOC(SCHEMA, list(segments), generation).write(storage, INDEX_NAME)
        (table,) = storage.files.values()
        about = asdict(info) | {"format": FORMAT, "checksum": zlib.crc32(table)}
        _write(self._path(generation, "json"), json.dumps(about).encode())
        waiting = self.folder / f"_{INDEX_NAME}_{generation}.toc.new"
        _write(waiting, table)
        # The segment file's name must be on the disk before a table that mentions it.
        sync_folder(self.folder)
        waiting.rename(self._path(generation, "toc"))
        sync_folder(self.folder)
        self.clean(generation, segments)
        return generation

    def clean(self, generation: int, segments: Sequence[ArraySegment]) -> None:
        """Remove the files of this index that belong to no segment of this generation.

        Processes that still read them keep them until they are done; one that comes too late to
        open a file reads the newer table of contents instead.
        """
        kept = {segment.file_name() for segment in segments}
        kept |= {self._path(generation, ending).name for ending in ("toc", "json")}
        for path in self.folder.iterdir():
            if _OWN_FILE.fullmatch(path.name) and path.name not in kept and path.is_file():
                path.unlink(missing_ok=True)

    def size(self) -> int:
        """The bytes of all segment files; one that a merge takes away meanwhile is not counted."""
        total = 0
        for path in self.folder.glob(f"*{EXTENSION}"):
            with suppress(FileNotFoundError):
                total += path.stat().st_size
        return total

    def _path(self, generation: int, ending: str) -> Path:
        return self.folder / f"_{INDEX_NAME}_{generation}.{ending}"


def sync_folder(folder: Path) -> None:
    """Wait until the names in a folder are on the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _write(path: Path, content: Any) -> None:
    """Write a file and wait until it is on the disk."""
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())

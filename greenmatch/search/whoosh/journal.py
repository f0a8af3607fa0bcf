"""What changes while an index is rebuilt, so that the rebuild can catch up before it is swapped in.

A rebuild holds a lock as long as it runs. Who applies changes meanwhile also writes the listings'
ids into the journal; a journal without a rebuild was left by one that died and is not written to.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from greenmatch.search.engine import RebuildRunningError
from greenmatch.search.whoosh.store import IndexStore

_LOCK = "REBUILDLOCK"


class Journal:
    """The journal of an index folder."""

    def __init__(self, store: IndexStore) -> None:
        self._store = store
        self._path = store.folder / "rebuild.journal"

    def is_running(self) -> bool:
        """Whether a rebuild runs, in any process."""
        if not self._store.folder.is_dir():
            return False
        with self._store.locked(_LOCK) as free:
            return not free

    @contextmanager
    def rebuilding(self) -> Iterator[None]:
        """Be the one rebuild that runs, with an empty journal."""
        with self._store.locked(_LOCK) as held:
            if not held:
                raise RebuildRunningError
            with self._store.writing():
                self._path.write_text("")
            try:
                yield
            finally:
                self._path.unlink(missing_ok=True)

    def note(self, listing_ids: Sequence[int]) -> None:
        """Tell a running rebuild of changed listings; under the writer's lock."""
        if self.is_running():
            with self._path.open("a") as file:
                file.write("".join(f"{listing_id}\n" for listing_id in listing_ids))

    def noted(self) -> list[int]:
        """The listings that changed since the rebuild began, each once; under the lock."""
        return sorted({int(line) for line in self._path.read_text().split()})

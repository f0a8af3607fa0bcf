"""Which rows of the file have been met, on disk so that the largest file needs no memory."""

import sqlite3
from types import TracebackType

from greenmatch.exchange.queries import Identity

_CACHE = 2_000
"""Kilobytes that are held in memory; the rest lies in a temporary file."""


class SeenRows:
    """Remembers the line and digest of each row by its identity; a context manager."""

    def __init__(self) -> None:
        self._table = sqlite3.connect("", isolation_level=None)  # a private, temporary file
        self._table.execute(f"PRAGMA cache_size = -{_CACHE}")
        self._table.execute("PRAGMA synchronous = OFF")
        self._table.execute(
            "CREATE TABLE seen (source TEXT, key TEXT, line INTEGER, digest TEXT,"
            " PRIMARY KEY (source, key)) WITHOUT ROWID"
        )
        self._table.execute("BEGIN")

    def __enter__(self) -> "SeenRows":
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self._table.close()

    def meet(self, identity: Identity, line: int, digest: str) -> tuple[int, bool] | None:
        """None at the first meeting; later the first line, and whether the row is the same."""
        added = self._table.execute(
            "INSERT OR IGNORE INTO seen VALUES (?, ?, ?, ?)", (*identity, line, digest)
        )
        if added.rowcount:
            return None
        query = "SELECT line, digest FROM seen WHERE source = ? AND key = ?"
        first, before = self._table.execute(query, identity).fetchone()
        return first, before == digest

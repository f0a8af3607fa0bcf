"""Opens a file of rows: finds out what it is, and refuses what is none."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain, islice
from pathlib import Path
from typing import BinaryIO

from greenmatch.core.i18n import _
from greenmatch.exchange.problems import FileRefused
from greenmatch.exchange.reading.encoding import text_start
from greenmatch.exchange.reading.jsonl import json_rows
from greenmatch.exchange.reading.lines import lines
from greenmatch.exchange.reading.rows import BadRow, Row
from greenmatch.exchange.reading.table import Table

SAMPLE = 20
"""Rows read ahead: by them the mapping is chosen and a file that is none is recognised."""
_BEGINNING = 2**12
_CSV = {".csv", ".tsv"}
_JSON = {".jsonl", ".ndjson", ".json"}


class RowFile:
    """An open file of rows, to be gone through once.

    `columns` are the columns of a CSV file, None for JSON lines; `sample` are the first rows
    (they come again on iteration); `size` is in bytes.
    """

    def __init__(self, file: BinaryIO, path: Path) -> None:
        self._file = file
        self.size = path.stat().st_size
        beginning = file.read(_BEGINNING)
        start = text_start(beginning)
        file.seek(start)
        self.columns: tuple[str, ...] | None = None
        rows: Iterator[Row | BadRow]
        if _is_csv(path, beginning[start:]):
            table = Table(lines(file, start))
            self.columns, rows = table.columns, iter(table)
        else:
            _refuse_array(beginning[start:])
            rows = json_rows(lines(file, start))
        ahead = list(islice(rows, SAMPLE))
        self._rows = chain(ahead, rows)
        self.sample = [row for row in ahead if isinstance(row, Row)]
        if ahead and not self.sample:
            raise _not_readable([row for row in ahead if isinstance(row, BadRow)], self.columns)

    def __iter__(self) -> Iterator[Row | BadRow]:
        """Every row, the sample's first."""
        return self._rows

    @property
    def position(self) -> int:
        """How many bytes have been read."""
        return self._file.tell()


@contextmanager
def open_rows(path: Path) -> Iterator[RowFile]:
    """The file of rows at the path; FileRefused where it is none."""
    if path.is_dir():
        raise FileRefused(_("%(path)s is a folder.", path=path))
    try:
        file = path.open("rb")
    except OSError as failure:
        raise FileRefused(
            _("%(path)s cannot be read: %(why)s", path=path, why=failure.strerror)
        ) from None
    with file:
        yield RowFile(file, path)


def _is_csv(path: Path, beginning: bytes) -> bool:
    suffix = path.suffix.lower()
    if suffix in _CSV or suffix in _JSON:
        return suffix in _CSV
    return not beginning.lstrip().startswith((b"{", b"["))


def _refuse_array(beginning: bytes) -> None:
    """One JSON array may be laid out so that single lines of it look like rows."""
    if re.match(rb"\s*\[\s*\{", beginning):
        raise FileRefused(
            _("This is no file of JSON lines but one JSON list. Put each object on one line.")
        )


def _not_readable(bad: list[BadRow], columns: tuple[str, ...] | None) -> FileRefused:
    where = _("line %(line)d: %(reason)s", line=bad[0].line, reason=bad[0].problem.reason)
    if columns is None:
        return FileRefused(
            _("This is no file of JSON lines, one object a line (%(where)s).", where=where)
        )
    return FileRefused(_("No row of this CSV file can be read (%(where)s).", where=where))

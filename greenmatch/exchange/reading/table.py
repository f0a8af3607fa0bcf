"""CSV: a line of column names, then rows; cells may hold quotes, delimiters and line breaks.

A record is taken line by line, so that a quote that is never closed costs its own line only:
what was read in search of its end is read again as rows.
"""

import csv
from collections import deque
from collections.abc import Iterator

from greenmatch.core.i18n import _
from greenmatch.exchange.problems import FileRefused
from greenmatch.exchange.reading.lines import LONGEST_LINE, Line, NotUtf8, decoded
from greenmatch.exchange.reading.rows import BadRow, Row, bad_row

DELIMITERS = (",", ";", "\t", "|")

csv.field_size_limit(LONGEST_LINE)


class _NoEnd(Exception):
    """A record goes on for longer than any record can."""


class Table:
    """The rows of a CSV file; `columns` are read at once, the rest as it is asked for."""

    def __init__(self, lines: Iterator[Line]) -> None:
        self._lines = lines
        self._again: deque[Line] = deque()
        self._taken: list[Line] = []
        self._delimiter = ","
        self.columns = self._header()

    def __iter__(self) -> Iterator[Row | BadRow]:
        """Each record as a row, or what is wrong with it."""
        while (first := self._next_line()) is not None:
            if first.data is None:
                yield bad_row(first.number, first.too_long)
            elif not first.data.isspace():
                yield self._record(first)

    def _header(self) -> tuple[str, ...]:
        first = next((line for line in self._lines if not (line.data or b"x").isspace()), None)
        if first is None or first.data is None:
            raise FileRefused(_("The file has no line of column names."))
        try:
            self._delimiter = max(DELIMITERS, key=decoded(first.data, first.offset).count)
            names = tuple(name.strip() for name in self._cells(first))
        except (NotUtf8, csv.Error, _NoEnd) as wrong:
            raise FileRefused(
                _("The line of column names cannot be read: %(why)s", why=wrong)
            ) from None
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise FileRefused(
                _("The file has two columns of one name: %(names)s", names=", ".join(twice))
            )
        return names

    def _cells(self, first: Line) -> list[str]:
        """The cells of the record that begins with the line; what it took is in `_taken`."""
        self._taken = [first]
        lines = self._texts()
        return next(csv.reader(lines, delimiter=self._delimiter, strict=True))

    def _record(self, first: Line) -> Row | BadRow:
        try:
            cells = self._cells(first)
        except NotUtf8 as wrong:
            return self._give_up(str(wrong))
        except (csv.Error, _NoEnd) as wrong:
            return self._give_up(_("no CSV: %(error)s", error=wrong))
        if len(cells) != len(self.columns):
            return self._give_up(
                _(
                    "%(cells)d cells, but the file has %(columns)d columns",
                    cells=len(cells),
                    columns=len(self.columns),
                )
            )
        return Row(first.number, dict(zip(self.columns, cells, strict=True)))

    def _give_up(self, reason: str) -> BadRow:
        """Refuse the first line of what was taken; the others may be rows of their own."""
        first, *others = self._taken
        self._again.extendleft(reversed(others))
        return bad_row(first.number, reason)

    def _texts(self) -> Iterator[str]:
        """The record's lines as text, taken one by one as the parser asks for them."""
        size, line = 0, self._taken[0]
        while line.data is not None:
            size += len(line.data)
            if size > LONGEST_LINE:
                raise _NoEnd(_("a quote is opened and never closed"))
            yield decoded(line.data, line.offset)
            following = self._next_line()
            if following is None:
                return
            line = following
            self._taken.append(line)

    def _next_line(self) -> Line | None:
        return self._again.popleft() if self._again else next(self._lines, None)

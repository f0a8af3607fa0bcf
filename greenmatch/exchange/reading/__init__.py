"""Files of rows, JSON lines or CSV, read as a stream: a bad row never ends the reading."""

from greenmatch.exchange.reading.opening import RowFile, open_rows
from greenmatch.exchange.reading.rows import BadRow, Row

__all__ = ["BadRow", "Row", "RowFile", "open_rows"]

"""Rows as JSON, the same whichever database they come from or go to."""

import base64
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime
from typing import Any

import msgspec
from sqlalchemy import JSON, Column, Date, DateTime, LargeBinary, Table, Text, cast
from sqlalchemy.sql import ColumnElement

Convert = Callable[[Any], Any]


def selected(column: "Column[Any]") -> ColumnElement[Any]:
    """What to read of a column: of JSON its text, which tells a missing value from `null`."""
    return cast(column, Text).label(column.name) if isinstance(column.type, JSON) else column


def encode_rows(table: Table, rows: Iterator[Sequence[Any]]) -> Iterator[bytes]:
    """A line of JSON for the table's column names, then one for each row."""
    yield msgspec.json.encode([str(column.name) for column in table.columns]) + b"\n"
    encoder = msgspec.json.Encoder()
    writers = [_writer(column) for column in table.columns]
    for row in rows:
        values = [
            value if value is None or write is None else write(value)
            for write, value in zip(writers, row, strict=True)
        ]
        yield encoder.encode(values) + b"\n"


def decode_rows(table: Table, lines: Iterator[bytes]) -> Iterator[dict[str, Any]]:
    """The rows that `encode_rows` wrote, as values of the table's columns."""
    names = msgspec.json.decode(next(lines), type=list[str])
    readers = [_reader(table.columns[name]) for name in names]
    decoder = msgspec.json.Decoder(list[Any])
    for line in lines:
        values = decoder.decode(line)
        yield {
            name: value if value is None or read is None else read(value)
            for name, read, value in zip(names, readers, values, strict=True)
        }


def prepare_columns(table: Table) -> None:
    """Let None in a JSON column of a reflected table be a missing value, not `null`."""
    for column in table.columns:
        if isinstance(column.type, JSON):
            column.type = JSON(none_as_null=True)


def _writer(column: "Column[Any]") -> Convert | None:
    if isinstance(column.type, DateTime):
        return _in_utc
    if isinstance(column.type, LargeBinary):
        return lambda value: base64.b64encode(value).decode("ascii")
    return None  # msgspec writes the rest as it is


def _in_utc(moment: datetime) -> str:
    aware = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    return aware.isoformat()


def _reader(column: "Column[Any]") -> Convert | None:
    if isinstance(column.type, DateTime):
        return datetime.fromisoformat
    if isinstance(column.type, Date):
        return date.fromisoformat
    if isinstance(column.type, LargeBinary):
        return base64.b64decode
    if isinstance(column.type, JSON):
        return _json_value
    return None


def _json_value(text: str) -> Any:
    value = msgspec.json.decode(text.encode())
    return JSON.NULL if value is None else value

"""JSON lines: one object a line."""

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from greenmatch.core.i18n import _
from greenmatch.exchange.reading.lines import Line, NotUtf8, decoded
from greenmatch.exchange.reading.rows import BadRow, Row, bad_row

_NAMES = {list: "list", str: "text", bool: "true or false", type(None): "null"}


def json_rows(lines: Iterable[Line]) -> Iterator[Row | BadRow]:
    """A row for each line that is not blank."""
    for line in lines:
        if line.data is None:
            yield bad_row(line.number, line.too_long)
        elif not line.data.isspace():
            yield _row(line.number, line.data, line.offset)


def _row(number: int, data: bytes, offset: int) -> Row | BadRow:
    try:
        values = msgspec.json.decode(decoded(data, offset))
    except NotUtf8 as wrong:
        return bad_row(number, str(wrong))
    except RecursionError:
        return bad_row(number, _("the JSON is nested too deeply"))
    except (msgspec.DecodeError, UnicodeError) as wrong:
        return bad_row(number, _("no JSON: %(error)s", error=_plain(str(wrong))))
    if not isinstance(values, dict):
        return bad_row(
            number, _("a line must hold one JSON object, this holds: %(type)s", type=_type(values))
        )
    return Row(number, values)


def _plain(message: str) -> str:
    return message.removeprefix("JSON is malformed: ")


def _type(value: Any) -> str:
    return _NAMES.get(type(value), "number")

"""Physical lines of a file, in bounded memory."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from greenmatch.core.i18n import _

LONGEST_LINE = 4 * 2**20
"""Bytes. A listing with every text at the store's limit, in two languages, needs less."""
_PIECE = 2**16


@dataclass(frozen=True, slots=True)
class Line:
    """A line with its end; `data` is None where it is too long to be read.

    `number` counts from 1, `offset` is the place of its first byte in the file.
    """

    number: int
    offset: int
    data: bytes | None

    @property
    def too_long(self) -> str:
        """The sentence that says so."""
        return _("the line is longer than %(limit)d MB", limit=LONGEST_LINE // 2**20)


class NotUtf8(Exception):
    """A line holds bytes that are no UTF-8; the message says where in the file."""


def lines(file: BinaryIO, offset: int = 0) -> Iterator[Line]:
    """Every line from the file's position on; one that is too long is skipped, not held."""
    number = 0
    while data := file.readline(LONGEST_LINE + 1):
        number += 1
        start, offset = offset, offset + len(data)
        if len(data) <= LONGEST_LINE:
            yield Line(number, start, data)
            continue
        while not data.endswith(b"\n") and (data := file.readline(_PIECE)):
            offset += len(data)
        yield Line(number, start, None)


def decoded(data: bytes, offset: int) -> str:
    """The bytes as text; NotUtf8 naming the first byte that cannot be."""
    try:
        return data.decode()
    except UnicodeDecodeError as wrong:
        raise NotUtf8(
            _(
                "not UTF-8: byte 0x%(byte)s at offset %(offset)d of the file",
                byte=f"{data[wrong.start]:02X}",
                offset=offset + wrong.start,
            )
        ) from None

"""Which encoding a file is in, judged by its first bytes."""

import codecs

from greenmatch.core.i18n import _
from greenmatch.exchange.problems import FileRefused

_MARKS = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)
_ZIPPED = (b"\x1f\x8b", b"PK\x03\x04", b"\x28\xb5\x2f\xfd")


def text_start(beginning: bytes) -> int:
    """Where the text of a UTF-8 file begins: after its mark, if it has one.

    FileRefused where the file is of another encoding altogether, or no text at all.
    """
    if beginning.startswith(codecs.BOM_UTF8):
        return len(codecs.BOM_UTF8)
    if beginning.startswith(_ZIPPED):
        raise FileRefused(_("The file is compressed or a workbook. Give a JSON lines or CSV file."))
    for mark, name in _MARKS:
        if beginning.startswith(mark):
            raise _wrong_encoding(name)
    # Every other byte of Latin text is zero in UTF-16, three of four in UTF-32.
    if beginning.count(0) * 4 > len(beginning):
        raise _wrong_encoding("UTF-16")
    return 0


def _wrong_encoding(name: str) -> FileRefused:
    return FileRefused(
        _(
            "The file is %(name)s, and UTF-8 is needed. Convert it first: "
            "iconv -f %(name)s -t UTF-8 FILE > NEW",
            name=name,
        )
    )

"""Documents: which formats are accepted, and what a file is by its content."""

import re
from dataclasses import dataclass

from greenmatch.core.errors import Invalid
from greenmatch.core.files.archives import Archive, has_macros, inspect_archive
from greenmatch.core.files.names import suffix_of
from greenmatch.core.files.reading import refuse
from greenmatch.core.i18n import _


@dataclass(frozen=True)
class DocumentType:
    """An accepted format: its usual suffix and its media type."""

    suffix: str
    media_type: str


_OFFICE = "application/vnd.openxmlformats-officedocument"
_ODF = "application/vnd.oasis.opendocument"
PDF = DocumentType(".pdf", "application/pdf")
PLAIN = DocumentType(".txt", "text/plain")
CSV = DocumentType(".csv", "text/csv")
# What the content types of an Office document name its main part, and what it then is.
_OFFICE_TYPES = {
    b"wordprocessingml.document.main+xml": DocumentType(
        ".docx", f"{_OFFICE}.wordprocessingml.document"
    ),
    b"spreadsheetml.sheet.main+xml": DocumentType(".xlsx", f"{_OFFICE}.spreadsheetml.sheet"),
    b"presentationml.presentation.main+xml": DocumentType(
        ".pptx", f"{_OFFICE}.presentationml.presentation"
    ),
}
_ODF_TYPES = {
    f"{_ODF}.{name}".encode(): DocumentType(suffix, f"{_ODF}.{name}")
    for name, suffix in (("text", ".odt"), ("spreadsheet", ".ods"))
}
_MACRO_MARKS = (b"macroEnabled", b"vbaProject")
_TEXT_TYPES = {kind.suffix: kind for kind in (PLAIN, CSV)}
DOCUMENT_SUFFIXES = tuple(
    kind.suffix
    for kind in (PDF, *_OFFICE_TYPES.values(), *_ODF_TYPES.values(), *_TEXT_TYPES.values())
)
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
_TRAILER_WITHIN = 2048


def recognise_document(data: bytes, filename: str | None) -> DocumentType:
    """What the document is; Invalid, with a sentence that says what is accepted, where none.

    The content decides. Only between plain text and CSV, which look alike, does the name.
    """
    if data.startswith(b"%PDF-"):
        return _pdf(data)
    if data.startswith(b"PK\x03\x04"):
        return _office(inspect_archive(data))
    kind = _TEXT_TYPES.get(suffix_of(filename))
    if kind is None or data.startswith(b"PK"):
        raise _not_accepted()
    return _text(data, kind)


def _pdf(data: bytes) -> DocumentType:
    if b"%%EOF" not in data[-_TRAILER_WITHIN:]:
        raise refuse(_("The PDF is incomplete. Save it again and try once more."))
    return PDF


def _office(archive: Archive) -> DocumentType:
    if archive.mimetype:
        kind = _ODF_TYPES.get(archive.mimetype.strip())
        if kind is not None and "content.xml" in archive.names:
            return kind
        raise _not_accepted()
    if any(mark in archive.content_types for mark in _MACRO_MARKS):
        raise has_macros()
    for mark, kind in _OFFICE_TYPES.items():
        if mark in archive.content_types:
            return kind
    raise _not_accepted()


def _text(data: bytes, kind: DocumentType) -> DocumentType:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise refuse(_("Text and CSV files must be saved in the encoding UTF-8.")) from None
    if _CONTROLS.search(text):
        raise _not_accepted()
    return kind


def _not_accepted() -> Invalid:
    return refuse(
        _(
            "Only these documents are accepted: PDF, Word (DOCX), Excel (XLSX), "
            "PowerPoint (PPTX), OpenDocument (ODT, ODS), plain text (TXT) and CSV."
        )
    )

"""Looks into a zipped office document before we keep it and hand it to others."""

import re
import stat
import zlib
from dataclasses import dataclass
from io import BytesIO
from zipfile import BadZipFile, ZipFile, ZipInfo

from greenmatch.core.errors import Invalid
from greenmatch.core.files.reading import refuse
from greenmatch.core.i18n import _

MOST_MEMBERS = 5_000
MOST_UNPACKED = 200 * 1024 * 1024
# Honest spreadsheets reach 30, rarely 100; a bomb needs 1,000 and more.
MOST_RATIO = 200
# A small file may be squeezed as much as it likes.
RATIO_MATTERS_FROM = 5 * 1024 * 1024
_PIECE = 256 * 1024
_READ_WHOLE = 1024 * 1024

_UNSAFE_NAME = re.compile(r"^/|\\|^[A-Za-z]:|(^|/)\.\.(/|$)|[\x00-\x1f]")
_ACTIVE = re.compile(
    r"(^|/)(vbaProject\w*\.bin|vbaData\.xml|activeX/.+)$|^Scripts/.+"
    # LibreOffice lists the libraries of a document (lb, lc) even when they are empty.
    r"|^Basic/[^/]+/(?!(script|dialog)-l[bc]\.xml$).+"
    r"|\.(exe|dll|scr|com|bat|cmd|ps1|vbs|js|jse|wsf|hta|jar|lnk|msi)$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Archive:
    """A zip file that was unpacked once, in memory and piece by piece, and found harmless."""

    names: frozenset[str]
    content_types: bytes
    mimetype: bytes


def inspect_archive(data: bytes) -> Archive:
    """The parts that say what kind of document the zip is.

    Invalid for a damaged or encrypted one, one that unpacks to far more than it is, one with
    unsafe names, and one with macros or programs in it.
    """
    try:
        with ZipFile(BytesIO(data)) as archive:
            members = archive.infolist()
            _refuse_unsafe(members)
            _unpack_all(archive, members, len(data))
            return Archive(
                frozenset(member.filename for member in members),
                _read(archive, "[Content_Types].xml"),
                _read(archive, "mimetype"),
            )
    except (BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError):
        raise refuse(_("The document is damaged and cannot be opened.")) from None


def _refuse_unsafe(members: list[ZipInfo]) -> None:
    names = [member.filename for member in members]
    if len(members) > MOST_MEMBERS or len(set(names)) != len(names):
        raise refuse(_("The document has an unusual structure and is not accepted."))
    if any(_UNSAFE_NAME.search(member.orig_filename) for member in members):
        raise refuse(_("The document contains unsafe file names and is not accepted."))
    if any(stat.S_ISLNK(member.external_attr >> 16) for member in members):
        raise refuse(_("The document contains unsafe file names and is not accepted."))
    if any(member.flag_bits & 0x1 for member in members):
        raise refuse(_("The document is protected by a password. Remove it and try again."))
    if any(_ACTIVE.search(name) for name in names):
        raise has_macros()


def has_macros() -> Invalid:
    """The error for a document with macros or programs in it."""
    return refuse(_("Documents with macros or programs are not accepted. Save it without them."))


def _unpack_all(archive: ZipFile, members: list[ZipInfo], packed: int) -> None:
    """Unpack everything and forget it: what a zip says of its own size may be a lie."""
    allowed = min(MOST_UNPACKED, max(RATIO_MATTERS_FROM, packed * MOST_RATIO))
    if sum(member.file_size for member in members) > allowed:
        raise _bomb()
    unpacked = 0
    for member in members:
        with archive.open(member) as handle:
            while piece := handle.read(_PIECE):
                unpacked += len(piece)
                if unpacked > allowed:
                    raise _bomb()


def _bomb() -> Invalid:
    return refuse(_("The document unpacks to far more than its size and is not accepted."))


def _read(archive: ZipFile, name: str) -> bytes:
    try:
        with archive.open(name) as handle:
            return handle.read(_READ_WHOLE)
    except KeyError:
        return b""

"""The file of a backup: a ZIP whose manifest knows the checksum of everything in it."""

import hashlib
import os
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import msgspec

from greenmatch.core.errors import Conflict, Invalid

FORMAT = 1
MANIFEST = "manifest.json"
_CHUNK = 1 << 20


class Manifest(msgspec.Struct, kw_only=True):
    """What a backup says of itself; `tables` counts rows, `checksums` are SHA-256 by member."""

    format: int = FORMAT
    version: str
    revision: str
    database: str
    made_at: str
    tables: dict[str, int] = {}
    checksums: dict[str, str] = {}


class _Hashed:
    """Passes on what is written, and knows its checksum."""

    def __init__(self, target: IO[bytes]) -> None:
        self._target = target
        self.digest = hashlib.sha256()

    def write(self, data: bytes) -> None:
        """Write the bytes."""
        self.digest.update(data)
        self._target.write(data)


class ArchiveWriter:
    """Writes a backup; it gets its name only once it is complete."""

    def __init__(self, file: zipfile.ZipFile, manifest: Manifest) -> None:
        self._file = file
        self.manifest = manifest

    @contextmanager
    def member(self, name: str, *, packed: bool = True) -> Iterator[_Hashed]:
        """A new member to write to; `packed` compresses it."""
        entry = zipfile.ZipInfo(name)
        entry.compress_type = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
        with self._file.open(entry, "w", force_zip64=True) as target:
            hashed = _Hashed(target)
            yield hashed
        self.manifest.checksums[name] = hashed.digest.hexdigest()

    def add(self, name: str, data: bytes, *, packed: bool = True) -> None:
        """A member with this content."""
        with self.member(name, packed=packed) as member:
            member.write(data)


@contextmanager
def new_archive(path: Path, manifest: Manifest) -> Iterator[ArchiveWriter]:
    """An archive at `path`, readable by its owner only; nothing is left where writing fails.

    Conflict where there is something already.
    """
    if path.exists():
        raise Conflict(f"{path} exists already: choose another name.")
    draft = path.with_name(f".{path.name}.partial")
    descriptor = os.open(draft, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(descriptor, "w+b") as raw:
            with zipfile.ZipFile(raw, "w") as file:
                yield ArchiveWriter(file, manifest)
                file.writestr(MANIFEST, msgspec.json.format(msgspec.json.encode(manifest)))
            raw.flush()
            os.fsync(raw.fileno())
        draft.replace(path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise


class ArchiveReader:
    """Reads a backup that has been verified."""

    def __init__(self, file: zipfile.ZipFile, manifest: Manifest) -> None:
        self._file = file
        self.manifest = manifest

    def open(self, name: str) -> IO[bytes]:
        """A member to read from."""
        return self._file.open(name)

    def read(self, name: str) -> bytes:
        """A member's content."""
        return self._file.read(name)

    def names(self, folder: str) -> list[str]:
        """The members whose names begin so."""
        return [name for name in self.manifest.checksums if name.startswith(folder)]

    def verify(self) -> None:
        """Invalid where a member is missing or is not what was written."""
        present = set(self._file.namelist())
        for name, checksum in self.manifest.checksums.items():
            if name not in present or _checksum(self._file, name) != checksum:
                raise Invalid(f"The backup is damaged: {name} is not what was written.", {})


@contextmanager
def opened_archive(path: Path) -> Iterator[ArchiveReader]:
    """A backup, every part of it verified; Invalid with a sentence where it is none."""
    with path.open("rb") as raw:
        try:
            file = zipfile.ZipFile(raw)
            manifest = msgspec.json.decode(file.read(MANIFEST), type=Manifest)
        except (zipfile.BadZipFile, KeyError, msgspec.MsgspecError, EOFError):
            raise Invalid(f"{path} is no backup of GreenMatch, or is not complete.", {}) from None
        if manifest.format > FORMAT:
            raise Invalid("The backup was made by a newer version of GreenMatch.", {})
        reader = ArchiveReader(file, manifest)
        reader.verify()
        yield reader


def _checksum(file: zipfile.ZipFile, name: str) -> str:
    digest = hashlib.sha256()
    try:
        with file.open(name) as member:
            while chunk := member.read(_CHUNK):
                digest.update(chunk)
    except (zipfile.BadZipFile, EOFError, OSError):
        return ""
    return digest.hexdigest()

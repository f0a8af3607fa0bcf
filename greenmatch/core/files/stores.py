"""Where the bytes of uploaded files lie: in a folder, or (for tests) in memory.

A key is a file's public id, with `-card` or `-thumb` behind it for a picture's smaller sizes.
What the uploader called the file never becomes part of a path.
"""

import os
import re
import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from greenmatch.core.clock import now
from greenmatch.core.database import PUBLIC_ID_LENGTH
from greenmatch.core.errors import NotFound
from greenmatch.core.i18n import _

_KEY = re.compile(rf"[a-z2-7]{{{PUBLIC_ID_LENGTH}}}(-[a-z]{{1,10}})?")


class FileStore(Protocol):
    """Keeps bytes under a key; ValueError for a key that is none."""

    def put(self, key: str, data: bytes) -> None:
        """Keep the bytes, whole and safely on disk, or not at all."""

    def get(self, key: str) -> bytes:
        """The bytes under a key; NotFound where there are none."""

    def delete(self, key: str) -> None:
        """Forget a key; no error where there is nothing."""

    def exists(self, key: str) -> bool:
        """Whether there is something under the key."""

    def keys_before(self, moment: datetime) -> Iterator[str]:
        """The keys that were last written before a moment."""


@dataclass(frozen=True)
class FolderStore:
    """Files in a folder, spread over subfolders by the first two letters of their keys."""

    folder: Path

    def put(self, key: str, data: bytes) -> None:
        """Write beside the place, sync, and move into it, so that nobody sees half a file."""
        path = self._path(key)
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f".{key}.{secrets.token_hex(4)}")
        try:
            with draft.open("xb") as handle:
                handle.write(data)
                handle.flush()
                os.fsync(handle.fileno())
            draft.replace(path)
        except BaseException:
            draft.unlink(missing_ok=True)
            raise
        _sync_folder(path.parent)

    def get(self, key: str) -> bytes:
        """The file's bytes; NotFound where there is no file."""
        try:
            return self._path(key).read_bytes()
        except FileNotFoundError:
            raise _missing() from None

    def delete(self, key: str) -> None:
        """Remove the file, if there is one."""
        self._path(key).unlink(missing_ok=True)

    def exists(self, key: str) -> bool:
        """Whether there is such a file."""
        return self._path(key).is_file()

    def keys_before(self, moment: datetime) -> Iterator[str]:
        """The keys of the files last written before a moment; other files are passed over."""
        for path in sorted(self.folder.glob("??/*")):
            if _KEY.fullmatch(path.name):
                written = datetime.fromtimestamp(path.stat().st_mtime, UTC)
                if written < moment:
                    yield path.name

    def _path(self, key: str) -> Path:
        _check(key)
        return self.folder / key[:2] / key


@dataclass
class MemoryStore:
    """Files in memory, for tests; `written` may be set to make a file look old."""

    files: dict[str, bytes] = field(default_factory=dict)
    written: dict[str, datetime] = field(default_factory=dict)

    def put(self, key: str, data: bytes) -> None:
        """Keep the bytes."""
        _check(key)
        self.files[key] = data
        self.written[key] = now()

    def get(self, key: str) -> bytes:
        """The bytes; NotFound where there are none."""
        _check(key)
        if key not in self.files:
            raise _missing()
        return self.files[key]

    def delete(self, key: str) -> None:
        """Forget the key."""
        _check(key)
        self.files.pop(key, None)
        self.written.pop(key, None)

    def exists(self, key: str) -> bool:
        """Whether the key is known."""
        _check(key)
        return key in self.files

    def keys_before(self, moment: datetime) -> Iterator[str]:
        """The keys written before a moment."""
        return iter([key for key, written in self.written.items() if written < moment])


def _check(key: str) -> None:
    if not _KEY.fullmatch(key):
        raise ValueError("not a file key")


def _missing() -> NotFound:
    return NotFound(_("This file does not exist or is no longer kept."))


def _sync_folder(folder: Path) -> None:
    # Without this a power cut may forget the name although the bytes are on disk.
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

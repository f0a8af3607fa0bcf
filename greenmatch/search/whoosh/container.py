"""A file of named arrays that is opened without reading it: what a segment is stored in.

Layout: a magic number, the length of a JSON header, the header (names, types, lengths, places and
checksums of the arrays, and plain metadata), then the arrays, each aligned to 64 bytes. Opening
maps the file into memory; an array is a view that the operating system fills on demand, shared
between processes.
"""

import json
import mmap
import os
import struct
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]

_MAGIC = b"GMSEG1\0\0"
_HEAD = struct.Struct("<8sII")
_ALIGN = 64


class DamagedFileError(Exception):
    """A segment file that is cut short or was changed after it was written."""


def write_container(path: Path, arrays: Mapping[str, Array], metadata: Mapping[str, Any]) -> None:
    """Write the arrays to a new file and wait until it is on the disk."""
    plans: dict[str, dict[str, Any]] = {}
    place = 0
    for name, array in arrays.items():
        plans[name] = {
            "type": array.dtype.str,
            "length": int(array.size),
            "place": place,
            "crc": zlib.crc32(_bytes(array)),
        }
        place += -(-array.nbytes // _ALIGN) * _ALIGN
    header = json.dumps({"arrays": plans, "size": place, "metadata": metadata}).encode()
    with path.open("wb") as file:
        file.write(_HEAD.pack(_MAGIC, len(header), zlib.crc32(header)))
        file.write(header)
        file.write(b"\0" * (_body_start(len(header)) - file.tell()))
        for array in arrays.values():
            file.write(_bytes(array))
            file.write(b"\0" * (-array.nbytes % _ALIGN))
        file.flush()
        os.fsync(file.fileno())


class Container:
    """The arrays of a file, mapped into memory.

    Raises :class:`DamagedFileError` where the file is not whole. Contents are only checked by
    :meth:`verify`, because that reads all of it.
    """

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            if size < _HEAD.size:
                raise DamagedFileError(path.name)
            self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        magic, length, crc = _HEAD.unpack_from(self._map)
        header = self._map[_HEAD.size : _HEAD.size + length]
        if magic != _MAGIC or zlib.crc32(header) != crc:
            raise DamagedFileError(path.name)
        parsed = json.loads(header)
        self.name = path.name
        self.size = size
        self.metadata: dict[str, Any] = parsed["metadata"]
        self._plans: dict[str, dict[str, Any]] = parsed["arrays"]
        self._start = _body_start(length)
        if size != self._start + parsed["size"]:
            raise DamagedFileError(path.name)

    def __getitem__(self, name: str) -> Array:
        """The array of this name: a read-only view."""
        plan = self._plans[name]
        start = self._start + plan["place"]
        return np.frombuffer(self._map, plan["type"], plan["length"], start)

    def verify(self) -> None:
        """Read everything and raise :class:`DamagedFileError` where a checksum does not fit."""
        for name, plan in self._plans.items():
            if zlib.crc32(_bytes(self[name])) != plan["crc"]:
                raise DamagedFileError(f"{self.name}: {name}")


def _body_start(header_length: int) -> int:
    """Where the first array begins."""
    return -(-(_HEAD.size + header_length) // _ALIGN) * _ALIGN


def _bytes(array: Array) -> memoryview:
    """The bytes of an array, without copying."""
    return np.ascontiguousarray(array).data.cast("B") if array.size else memoryview(b"")

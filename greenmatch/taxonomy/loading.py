"""The data files of the taxonomy, read and checked against their types."""

from importlib import resources
from typing import TypeVar

import msgspec

T = TypeVar("T")


def load(name: str, shape: type[T]) -> T:
    """The content of ``data/<name>.json`` as a value of the given type.

    Raises msgspec.ValidationError where the file does not fit: a broken data file is a bug.
    """
    file = resources.files("greenmatch.taxonomy") / "data" / f"{name}.json"
    return msgspec.json.decode(file.read_bytes(), type=shape)

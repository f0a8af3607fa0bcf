"""The file of headings, Green Inventory topics and moved classes."""

from dataclasses import dataclass
from functools import cache

from greenmatch.taxonomy.loading import load


@dataclass(frozen=True)
class Topic:
    """A topic of WIPO's IPC Green Inventory with the symbols and ranges that it names."""

    code: str
    name: str
    parent: str | None
    ipc: tuple[str, ...]


@dataclass(frozen=True)
class Move:
    """Subject matter that was classified under `old` and now is under `new`."""

    old: str
    new: tuple[str, ...]


@dataclass(frozen=True)
class ClassesFile:
    """What ``data/classes.json`` holds: headings by symbol, topics, moves."""

    subclasses: dict[str, str]
    cpc: dict[str, str]
    topics: tuple[Topic, ...]
    moved: tuple[Move, ...]


@cache
def classes_file() -> ClassesFile:
    """The file's content."""
    return load("classes", ClassesFile)

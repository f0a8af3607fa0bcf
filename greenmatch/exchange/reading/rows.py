"""What reading a file gives."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from greenmatch.exchange.problems import Problem


@dataclass(frozen=True, slots=True)
class Row:
    """A row's values by column, and the line of the file (from 1) on which it begins."""

    line: int
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class BadRow:
    """What stands on a line and cannot be read as a row."""

    line: int
    problem: Problem


def bad_row(line: int, reason: str) -> BadRow:
    """A line that is refused as a whole."""
    return BadRow(line, Problem("", reason))

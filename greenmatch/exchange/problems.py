"""What can be wrong with a row, and with a whole file."""

from collections.abc import Iterable
from typing import NamedTuple

from greenmatch.core.errors import DomainError


class Problem(NamedTuple):
    """Why a row is refused: the column (empty: the row as a whole) and a sentence."""

    field: str
    reason: str


class RowRefused(Exception):
    """A row cannot become a listing; every problem that was found is named."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(f"{field}: {reason}" for field, reason in self.problems))


class FileRefused(DomainError):
    """A file as a whole cannot be imported."""


class MappingRefused(DomainError):
    """A mapping does not exist or says something that makes no sense."""

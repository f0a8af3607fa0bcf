"""The seventeen Sustainable Development Goals."""

from dataclasses import dataclass
from functools import cache

from greenmatch.taxonomy.concepts import Goal
from greenmatch.taxonomy.loading import load


@dataclass(frozen=True)
class _File:
    goals: tuple[Goal, ...]


@cache
def sdgs() -> tuple[Goal, ...]:
    """The goals, 1 to 17."""
    return load("sdgs", _File).goals


def sdg(number: int) -> Goal | None:
    """The goal with this number, or None."""
    return sdgs()[number - 1] if 1 <= number <= len(sdgs()) else None

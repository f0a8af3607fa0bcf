"""Pages of a list."""

from dataclasses import dataclass
from math import ceil
from typing import Generic, TypeVar

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

T = TypeVar("T")


@dataclass(frozen=True)
class Page(Generic[T]):
    """One page: its items, its number from 1, the size of a full page, and the total."""

    items: tuple[T, ...]
    number: int
    size: int
    total: int

    @property
    def pages(self) -> int:
        """How many pages there are; at least one."""
        return max(1, ceil(self.total / self.size))

    @property
    def has_next(self) -> bool:
        """Whether a page follows."""
        return self.number < self.pages

    @property
    def has_previous(self) -> bool:
        """Whether a page stands before this one."""
        return self.number > 1


def page_number(text: str | None) -> int:
    """The page that an address asks for; 1 where it asks for nonsense."""
    if text is None or not text.isdecimal() or len(text) > 12:
        return 1
    return max(1, int(text))


def paginate(session: Session, query: Select[T], *, number: int, size: int) -> Page[T]:
    """One page of a query's scalars; beyond the last page, the last one."""
    total = session.scalar(select(func.count()).select_from(query.order_by(None).subquery())) or 0
    number = min(number, max(1, ceil(total / size)))
    items = session.scalars(query.limit(size).offset((number - 1) * size)).unique()
    return Page(tuple(items), number, size, total)

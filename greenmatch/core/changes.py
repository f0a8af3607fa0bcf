"""Change rows: how news of a listing reaches the search index and the matches.

A row is written in the transaction of the data and names only the consumer and the listing;
the consumer reads the listing's present state again, so order and repetition do no harm.
There is no cursor over row ids, since PostgreSQL commits them out of order.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Index, String, delete, func, insert, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from greenmatch.core.clock import now
from greenmatch.core.database import Base, IntPk, UtcDateTime

_consumers: list[str] = []


class Change(Base):
    """A listing that a consumer has yet to look at."""

    __tablename__ = "change"
    __table_args__ = (Index("ix_change_consumer_id", "consumer", "id"),)

    id: Mapped[IntPk]
    consumer: Mapped[str] = mapped_column(String(20))
    listing_id: Mapped[int]
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class Waiting(NamedTuple):
    """A batch of changes: the rows' ids, and the listings that they name, each once."""

    rows: tuple[int, ...]
    listing_ids: tuple[int, ...]


ChangeHandler = Callable[[Session, Waiting], None]


def declare_consumer(name: str) -> str:
    """Make a consumer known, so that every change reaches it; returns its name."""
    if name not in _consumers:
        _consumers.append(name)
    return name


def consumers() -> tuple[str, ...]:
    """The names of all consumers, in the order of their declaration."""
    return tuple(_consumers)


def note_change(session: Session, listing_id: int) -> None:
    """Tell every consumer that the listing is to be looked at again."""
    note_changes(session, [listing_id])


def note_changes(
    session: Session, listing_ids: Sequence[int], only: Sequence[str] | None = None
) -> None:
    """Tell the consumers (all, or those named) to look at these listings again."""
    at = now()
    names = consumers() if only is None else only
    rows = [
        {"consumer": name, "listing_id": listing_id, "at": at}
        for listing_id in listing_ids
        for name in names
    ]
    if rows:
        session.execute(insert(Change), rows)


def waiting_changes(
    session: Session, consumer: str, limit: int, without: Sequence[int] = ()
) -> Waiting:
    """The oldest changes that wait for a consumer, except those of the listings in `without`."""
    query = select(Change.id, Change.listing_id).where(Change.consumer == consumer)
    if without:
        query = query.where(Change.listing_id.not_in(without))
    found = session.execute(query.order_by(Change.id).limit(limit)).all()
    return Waiting(tuple(row.id for row in found), tuple({row.listing_id: 0 for row in found}))


def forget_changes(session: Session, rows: Sequence[int]) -> None:
    """Delete rows whose effect is safely stored."""
    if rows:
        session.execute(delete(Change).where(Change.id.in_(rows)))


def count_waiting(session: Session) -> dict[str, int]:
    """How many changes wait for each consumer."""
    found = session.execute(select(Change.consumer, func.count()).group_by(Change.consumer)).all()
    return {**dict.fromkeys(consumers(), 0), **{row[0]: row[1] for row in found}}


def oldest_waiting(session: Session) -> datetime | None:
    """When the oldest waiting change was written; None where nothing waits."""
    return session.scalar(select(Change.at).order_by(Change.id).limit(1))

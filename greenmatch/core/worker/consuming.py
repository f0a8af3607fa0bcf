"""Takes changes to their consumers; a listing that makes one fail does not stop the others."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from greenmatch.core.changes import ChangeHandler, declare_consumer, forget_changes, waiting_changes
from greenmatch.core.clock import now
from greenmatch.core.work import unit_of_work

FIRST_WAIT = timedelta(seconds=2)
LONGEST_WAIT = timedelta(minutes=5)
SHRINK = 8


class NotNow(Exception):
    """Raised by a consumer that can take no change at present, whichever it is."""


@dataclass(frozen=True)
class Consumer:
    """What takes changes: its name, its handler and how many rows it takes at a time."""

    name: str
    handler: ChangeHandler
    batch: int


_consumers: dict[str, Consumer] = {}


def register_consumer(name: str, handler: ChangeHandler, *, batch: int = 200) -> None:
    """Have `handler(session, waiting)` called with changes; what it does must be durable when
    it returns, since the rows are deleted then."""
    declare_consumer(name)
    _consumers[name] = Consumer(name, handler, batch)


def feeds() -> list["Feed"]:
    """A feed for each registered consumer, in the order of their registration."""
    return [Feed(consumer) for consumer in _consumers.values()]


def consume_all(session: Session) -> None:
    """Take every waiting change to its consumer (for commands and tests); raises what they do."""
    for feed in feeds():
        while feed.take(session):
            pass


@dataclass
class Aside:
    """A listing that a consumer failed at: how often, and when it is tried again."""

    failures: int
    again_at: datetime


@dataclass
class Feed:
    """Changes on their way to one consumer."""

    consumer: Consumer
    _aside: dict[int, Aside] = field(default_factory=dict)
    _size: int = 0

    @property
    def failing(self) -> bool:
        """Whether there are listings that the consumer could not take so far."""
        return bool(self._aside or self._size)

    def take(self, session: Session) -> int:
        """Take one batch; how many rows were done. What the consumer raises is raised."""
        waiting = waiting_changes(
            session, self.consumer.name, self._size or self.consumer.batch, self._resting()
        )
        session.rollback()
        if not waiting.rows:
            return 0
        try:
            self.consumer.handler(session, waiting)
        except (NotNow, DBAPIError, OSError):
            raise  # no listing's fault
        except Exception as failure:
            self._narrow(waiting.listing_ids)
            failure.add_note(f"at listings {waiting.listing_ids[:5]}")
            raise
        with unit_of_work(session):
            forget_changes(session, waiting.rows)
        self._widen(waiting.listing_ids)
        return len(waiting.rows)

    def _resting(self) -> list[int]:
        moment = now()
        return [listing for listing, aside in self._aside.items() if aside.again_at > moment]

    def _narrow(self, listing_ids: tuple[int, ...]) -> None:
        """Take fewer next time, until it is clear which listing it is; that one is put aside."""
        if len(listing_ids) > 1:
            self._size = max(1, (self._size or self.consumer.batch) // SHRINK)
            return
        (listing,) = listing_ids
        failures = self._aside[listing].failures + 1 if listing in self._aside else 1
        wait = min(FIRST_WAIT * 2 ** min(failures - 1, 10), LONGEST_WAIT)
        self._aside[listing] = Aside(failures, now() + wait)

    def _widen(self, listing_ids: tuple[int, ...]) -> None:
        for listing in listing_ids:
            self._aside.pop(listing, None)
        grown = self._size * 2
        self._size = grown if grown < self.consumer.batch else 0

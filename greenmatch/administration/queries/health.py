"""Whether the parts that work in the background do."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from greenmatch.core.changes import count_waiting, oldest_waiting
from greenmatch.core.clock import now
from greenmatch.core.worker import Heartbeat

# It says that it is alive every few seconds; a database that is held by an import delays that.
WORKER_MAY_BE_SILENT = timedelta(minutes=1)
CHANGES_MAY_WAIT = timedelta(minutes=5)


@dataclass(frozen=True)
class Health:
    """What the background does: when the worker last showed, and what waits for it.

    `waiting` counts changes by consumer ("search" is the index); `oldest` is since when.
    """

    worker_at: datetime | None
    waiting: dict[str, int]
    oldest: datetime | None

    @property
    def lag(self) -> timedelta:
        """How long the oldest change has waited."""
        return now() - self.oldest if self.oldest else timedelta()

    @property
    def worker_ok(self) -> bool:
        """Whether the worker is alive; on a new instance it need not have shown yet."""
        if self.worker_at is None:
            return self.changes_ok
        return now() - self.worker_at <= WORKER_MAY_BE_SILENT

    @property
    def changes_ok(self) -> bool:
        """Whether changes reach search and matches in time."""
        return self.lag <= CHANGES_MAY_WAIT

    @property
    def ok(self) -> bool:
        """Whether all is well."""
        return self.worker_ok and self.changes_ok


def read_health(session: Session) -> Health:
    """The state of the background; three queries."""
    at = session.scalar(select(Heartbeat.at).where(Heartbeat.name == "worker"))
    return Health(at, count_waiting(session), oldest_waiting(session))

"""The worker: takes change rows to their consumers and runs the jobs that are due.

One worker runs an instance; a second one waits for the first one's lock.
"""

import fcntl
import logging
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import String
from sqlalchemy.orm import Mapped, Session, mapped_column

from greenmatch.core.changes import ChangeHandler, declare_consumer, forget_changes, waiting_changes
from greenmatch.core.clock import now
from greenmatch.core.database import Base, UtcDateTime
from greenmatch.core.jobs import Schedule
from greenmatch.core.work import unit_of_work

log = logging.getLogger(__name__)

HEARTBEAT_EVERY = timedelta(seconds=5)
LOOK_FOR_JOBS_EVERY = timedelta(seconds=1)


class Heartbeat(Base):
    """When a process last said that it is alive."""

    __tablename__ = "heartbeat"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    process: Mapped[int]


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


def consume(session: Session, name: str) -> int:
    """Take one batch to a consumer; returns how many rows were done."""
    consumer = _consumers[name]
    waiting = waiting_changes(session, name, consumer.batch)
    session.rollback()
    if not waiting.rows:
        return 0
    consumer.handler(session, waiting)
    with unit_of_work(session):
        forget_changes(session, waiting.rows)
    return len(waiting.rows)


def consume_all(session: Session, names: tuple[str, ...] = ()) -> None:
    """Take every waiting change to its consumer (for commands and tests)."""
    for name in names or tuple(_consumers):
        while consume(session, name):
            pass


@contextmanager
def only_worker(lock_file: Path) -> Iterator[None]:
    """Hold the instance's worker lock; waits while another process holds it."""
    lock_file.parent.mkdir(parents=True, exist_ok=True)
    with lock_file.open("a") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


@dataclass
class Worker:
    """The worker's loop. `poll` is in seconds; `parent` is a process to end with."""

    session_factory: Callable[[], Session]
    poll: float = 0.1
    parent: int | None = None

    def __post_init__(self) -> None:
        self._stop = threading.Event()
        self._schedule = Schedule()
        self._beat_due = self._jobs_due = now()

    def stop(self) -> None:
        """End after the current batch."""
        self._stop.set()

    def run(self) -> None:
        """Work until told to stop, or until the parent process is gone."""
        while not self._stop.is_set() and not self._orphaned():
            try:
                busy = self.step()
            except Exception:
                log.exception("the worker failed at a step and goes on")
                self._stop.wait(1.0)
            else:
                if not busy:
                    self._stop.wait(self.poll)

    def step(self) -> bool:
        """One round; whether there was anything to do."""
        with self.session_factory() as session:
            self._beat(session)
            done = [consume(session, name) for name in _consumers]
            return any(done) or self._run_jobs(session)

    def _orphaned(self) -> bool:
        return self.parent is not None and os.getppid() != self.parent

    def _beat(self, session: Session) -> None:
        if now() < self._beat_due:
            return
        self._beat_due = now() + HEARTBEAT_EVERY
        with unit_of_work(session):
            session.merge(Heartbeat(name="worker", at=now(), process=os.getpid()))

    def _run_jobs(self, session: Session) -> bool:
        if now() < self._jobs_due:
            return False
        self._jobs_due = now() + LOOK_FOR_JOBS_EVERY
        jobs = self._schedule.due(session)
        session.rollback()
        for job in jobs:
            try:
                self._schedule.run(session, job)
            except Exception:
                log.exception("job %s failed", job.name)
        return bool(jobs)

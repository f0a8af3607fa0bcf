"""What each of the worker's threads does in a round; nothing that fails in one ends the thread."""

import os
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field

from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from greenmatch.core.clock import now
from greenmatch.core.jobs import Job, Schedule
from greenmatch.core.work import unit_of_work
from greenmatch.core.worker.consuming import Feed, NotNow
from greenmatch.core.worker.models import Heartbeat
from greenmatch.core.worker.trouble import Troubles

OpenSession = Callable[[], AbstractContextManager[Session]]


@dataclass
class Changes:
    """Takes changes to one consumer."""

    feed: Feed
    open_session: OpenSession
    _troubles: Troubles = field(default_factory=Troubles)

    def run(self) -> bool:
        """Whether there may be more to do at once."""
        name = f"consumer {self.feed.consumer.name}"
        try:
            with self.open_session() as session:
                done = self.feed.take(session)
        except NotNow:
            return False
        except Exception as failure:  # noqa: BLE001 - logged once by _troubles
            self._troubles.note(name, failure)
            return not isinstance(failure, DBAPIError | OSError)
        if not self.feed.failing:
            self._troubles.over(name)
        return bool(done)


@dataclass
class Jobs:
    """Runs the jobs that are due, one after the other."""

    open_session: OpenSession
    _schedule: Schedule = field(default_factory=Schedule)
    _troubles: Troubles = field(default_factory=Troubles)

    def run(self) -> bool:
        """Whether there may be more to do at once: never, since jobs come round by the clock."""
        try:
            with self.open_session() as session:
                due = self._schedule.due(session)
        except Exception as failure:  # noqa: BLE001 - logged once by _troubles
            self._troubles.note("the worker's schedule", failure)
            return False
        self._troubles.over("the worker's schedule")
        for job in due:
            self._run(job)
        return False

    def _run(self, job: Job) -> None:
        name = f"job {job.name}"
        try:
            with self.open_session() as session:
                self._schedule.run(session, job)
        except Exception as failure:  # noqa: BLE001 - logged once by _troubles
            self._troubles.note(name, failure)
        else:
            self._troubles.over(name)


@dataclass
class Pulse:
    """Says in the database that this process lives."""

    open_session: OpenSession
    _troubles: Troubles = field(default_factory=Troubles)

    def run(self) -> bool:
        """Whether there may be more to do at once: never."""
        try:
            with self.open_session() as session, unit_of_work(session):
                session.merge(Heartbeat(name="worker", at=now(), process=os.getpid()))
        except Exception as failure:  # noqa: BLE001 - logged once by _troubles
            self._troubles.note("the worker's heartbeat", failure)
        else:
            self._troubles.over("the worker's heartbeat")
        return False

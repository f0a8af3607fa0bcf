"""Jobs that come round: what the worker does every so often, and when it last did."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import String, Text, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from greenmatch.core.clock import now
from greenmatch.core.database import Base, UtcDateTime
from greenmatch.core.work import unit_of_work

JobHandler = Callable[[Session], None]


class JobRun(Base):
    """When a job last ran and how it ended."""

    __tablename__ = "job_run"

    name: Mapped[str] = mapped_column(String(60), primary_key=True)
    started_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    finished_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    error: Mapped[str | None] = mapped_column(Text)


@dataclass(frozen=True)
class Job:
    """A named job, how often it is due, and what it does (committing what it does itself)."""

    name: str
    every: timedelta
    handler: JobHandler

    @property
    def kept(self) -> bool:
        """Whether its runs are kept in the database; those of a minute's job would only wear the
        disk, and after a restart it is due anyway."""
        return self.every > timedelta(minutes=1)


_jobs: dict[str, Job] = {}


def register_job(name: str, every: timedelta, handler: JobHandler) -> None:
    """Have the worker run `handler` about every `every`."""
    _jobs[name] = Job(name, every, handler)


def registered_jobs() -> tuple[Job, ...]:
    """All jobs, in the order of their registration."""
    return tuple(_jobs.values())


@dataclass
class Schedule:
    """When this process last ran which job."""

    _ran: dict[str, datetime] = field(default_factory=dict)

    def due(self, session: Session) -> list[Job]:
        """The jobs whose time has come."""
        kept = {run.name: run.started_at for run in session.scalars(select(JobRun))}
        started = {**kept, **self._ran}
        moment = now()
        return [
            job
            for job in registered_jobs()
            if (last := started.get(job.name)) is None or last + job.every <= moment
        ]

    def run(self, session: Session, job: Job) -> None:
        """Run a job; when a rare one ran is kept, and an error of any, which is raised again."""
        self._ran[job.name] = now()
        if job.kept:
            _keep(session, job.name, started_at=now(), error=None)
        try:
            job.handler(session)
        except Exception as failure:
            session.rollback()
            _keep(session, job.name, error=f"{type(failure).__name__}: {failure}"[:2000])
            raise
        if job.kept:
            _keep(session, job.name, finished_at=now())


def _keep(session: Session, name: str, **values: datetime | str | None) -> None:
    with unit_of_work(session):
        run = session.get(JobRun, name)
        if run is None:
            run = JobRun(name=name)
            session.add(run)
        for column, value in values.items():
            setattr(run, column, value)

"""Brings an instance to where it can be served."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from flask_migrate import upgrade as alembic_upgrade
from sqlalchemy.orm import Session

from greenmatch.cli.application import Application
from greenmatch.cli.schema import is_current
from greenmatch.core.database import db
from greenmatch.core.work import unit_of_work
from greenmatch.core.worker import consume_all, unless_worker_runs
from greenmatch.sample.first_run import end_first_run, is_first_run
from greenmatch.sample.loading import load_sample
from greenmatch.search.jobs import rebuild_index
from greenmatch.search.runtime import current_engine


def migrate(application: Application) -> bool:
    """Run the migrations that the database has not seen; whether there were any."""
    app = application.app
    with _one_at_a_time(application.settings.instance), app.app_context():
        if is_current(db.engine):
            return False
        alembic_upgrade()
        return True


def prepare(application: Application, sample: bool | None = None) -> None:
    """Bring the instance folder to where it can be served; what it holds is kept.

    `sample` None loads the sample catalogue on a first run, unless the site is public.
    """
    migrate(application)
    with _one_at_a_time(application.settings.instance), application.session() as session:
        first = is_first_run(session)
        session.rollback()
        if sample is None:
            sample = first and not application.settings.is_public
        if sample:
            add_sample(session, application)
        if first:
            with unit_of_work(session):
                end_first_run(session)


def add_sample(session: Session, application: Application) -> None:
    """Add the sample catalogue, and have it in search before the first reader comes."""
    added = load_sample(session, application.settings.instance)
    click.echo(f"{added} sample listings loaded.")
    catch_up(session, application)


def catch_up(session: Session, application: Application) -> None:
    """Bring index and matches up to date now, unless a worker is there to do it."""
    with unless_worker_runs(application.settings.instance) as alone:
        if not alone:
            return
        consume_all(session)
        if current_engine().status().state == "unusable":  # nothing was waiting
            rebuild_index(session)


@contextmanager
def _one_at_a_time(instance: Path) -> Iterator[None]:
    """Two servers that start at the same time must not both make the tables or load the sample."""
    with (instance / "upgrade.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield

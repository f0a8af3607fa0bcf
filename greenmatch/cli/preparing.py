"""Brings an instance to where it can be served."""

import fcntl

import click
from flask_migrate import upgrade as alembic_upgrade
from sqlalchemy import select
from sqlalchemy.orm import Session

from greenmatch.accounts.models import User
from greenmatch.cli.application import Application
from greenmatch.cli.schema import is_current
from greenmatch.core.database import db
from greenmatch.core.worker import consume_all, unless_worker_runs
from greenmatch.sample.loading import load_sample
from greenmatch.search.jobs import rebuild_index
from greenmatch.search.runtime import current_engine


def migrate(application: Application) -> bool:
    """Run the migrations that the database has not seen; whether there were any."""
    app, instance = application.app, application.settings.instance
    # Two servers that start at the same time must not both make the tables.
    with (instance / "upgrade.lock").open("a") as lock, app.app_context():
        fcntl.flock(lock, fcntl.LOCK_EX)
        if is_current(db.engine):
            return False
        alembic_upgrade()
        return True


def prepare(application: Application, sample: bool | None = None) -> None:
    """Bring the instance folder to where it can be served; what it holds is kept.

    `sample` None loads the sample catalogue on a first run, unless the site is public.
    """
    migrate(application)
    with application.session() as session:
        if sample or (sample is None and _is_first_run(session, application)):
            add_sample(session, application)


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


def _is_first_run(session: Session, application: Application) -> bool:
    nobody = session.scalar(select(User.id).limit(1)) is None
    session.rollback()
    return nobody and not application.settings.is_public

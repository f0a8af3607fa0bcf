"""The worker's part in search: takes changes into the index, and mends the index."""

import logging
from datetime import timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from greenmatch.core.changes import Waiting
from greenmatch.core.clock import now
from greenmatch.core.jobs import register_job
from greenmatch.core.work import unit_of_work
from greenmatch.core.worker import NotNow, register_consumer
from greenmatch.search.engine import IndexUnusableError, Progress, RebuildRunningError
from greenmatch.search.models import IndexState, StoredText
from greenmatch.search.runtime import current_engine

log = logging.getLogger(__name__)

CONSUMER = "search"
BATCH = 500
CHECK_EVERY = timedelta(seconds=5)
KEEP_TEXTS = timedelta(days=1)


def init_jobs() -> None:
    """Have the worker keep the index current and sound."""
    register_consumer(CONSUMER, take_changes, batch=BATCH)
    register_job("search.check", CHECK_EVERY, check_index)
    register_job("search.texts", timedelta(hours=1), forget_texts)


def take_changes(session: Session, waiting: Waiting) -> None:
    """Bring the listings of a batch up to date; what is done is on the disk on return."""
    engine = current_engine()
    try:
        if engine.status().state == "unusable":
            rebuild_index(session)
            return
        engine.apply(waiting.listing_ids, receipts=waiting.rows)
    except (IndexUnusableError, RebuildRunningError) as failure:
        raise NotNow("the search index cannot be changed before it is rebuilt") from failure
    remember_state(session)


def check_index(session: Session) -> None:
    """Rebuild an index that does not open, or that is older than the database knows."""
    # In this order: a commit between the two must not look like one that was lost.
    query = select(IndexState.lineage, IndexState.generation).where(IndexState.name == CONSUMER)
    known = session.execute(query).one_or_none()
    session.rollback()
    engine = current_engine()
    status = engine.status()
    if status.state == "rebuilding":
        return
    behind = known is not None and (
        known.lineage != status.lineage or known.generation > status.generation
    )
    engine.mark_behind(behind=behind)
    if status.state == "unusable" or behind:
        log.warning("the search index is rebuilt: %s", status.problem or "it lacks changes")
        rebuild_index(session)


def rebuild_index(session: Session, progress: Progress | None = None) -> None:
    """Build the index anew and keep what it contains."""
    current_engine().rebuild(progress)
    remember_state(session)


def remember_state(session: Session) -> None:
    """Keep the index's last commit in the database."""
    status = current_engine().status()
    with unit_of_work(session):
        session.merge(
            IndexState(
                name=CONSUMER, lineage=status.lineage, generation=status.generation, at=now()
            )
        )


def forget_texts(session: Session) -> None:
    """Delete the texts that were searched with longer than a day ago."""
    with unit_of_work(session):
        session.execute(delete(StoredText).where(StoredText.created_at < now() - KEEP_TEXTS))

"""The worker's part in matching: takes changes in, and makes a full run every night."""

import logging
import time
from datetime import timedelta

from sqlalchemy.orm import Session

from greenmatch.catalogue.states import Kind
from greenmatch.core.changes import Waiting
from greenmatch.core.clock import now
from greenmatch.core.jobs import register_job
from greenmatch.core.work import unit_of_work
from greenmatch.core.worker import register_consumer
from greenmatch.matching.features import count_listing
from greenmatch.matching.models import MatchSnapshot
from greenmatch.matching.queries import has_dismissals, latest_snapshot
from greenmatch.matching.runtime import Matcher, current_matcher
from greenmatch.matching.scoring import collect
from greenmatch.matching.services import check_musts, forget_musts, lapse_dismissals
from greenmatch.matching.services.storing import store_all, store_changes
from greenmatch.matching.snapshot import Snapshot, make_snapshot
from greenmatch.matching.snapshots import load_snapshot, save_snapshot
from greenmatch.matching.source import documents, live_documents
from greenmatch.matching.state import MatchState

log = logging.getLogger(__name__)

CONSUMER = "matching"
BATCH = 50
FULL_RUN_EVERY = timedelta(days=1)


def init_jobs() -> None:
    """Have the worker keep the matches current."""
    register_consumer(CONSUMER, take_changes, batch=BATCH)
    register_job("matching.full", FULL_RUN_EVERY, full_run)
    # What an upgrade of the tables has left to be looked at.
    register_job("matching.musts", timedelta(minutes=10), check_musts)


def take_changes(session: Session, waiting: Waiting) -> None:
    """Bring the matches of a batch of listings up to date on both sides."""
    if has_dismissals(session, waiting.listing_ids):
        with unit_of_work(session):
            lapse_dismissals(session, listing_ids=waiting.listing_ids)
    session.rollback()
    matcher = current_matcher()
    with matcher.computing:
        if matcher.state is None or _is_outdated(session, matcher.state):
            load_state(session, matcher)  # reads the listings after their changes were noted
        elif matcher.state.outgrown:
            _run_in_full(session, matcher)  # likewise
        else:
            _take_in(session, matcher, matcher.state, waiting)
    forget_musts(session, listing_ids=waiting.listing_ids)
    check_musts(session)


def _is_outdated(session: Session, state: MatchState) -> bool:
    """Whether another process has made a full run since, or the database was put back."""
    last = latest_snapshot(session)
    number = last.id if last else 0
    session.rollback()
    return number != state.snapshot.number


def _take_in(session: Session, matcher: Matcher, state: MatchState, waiting: Waiting) -> None:
    found = documents(session, waiting.listing_ids)
    live = {document.listing_id for document in found}
    session.rollback()
    matcher.state = None  # read anew where what follows fails: the two must not part
    changed = state.change(found, [each for each in waiting.listing_ids if each not in live])
    store_changes(session, changed=changed, snapshot=state.snapshot, policy=matcher.policy)
    matcher.state = state


def load_state(session: Session, matcher: Matcher) -> MatchState:
    """All listings under the latest snapshot; a full run where there is none that fits."""
    last = latest_snapshot(session)
    snapshot = load_snapshot(matcher.folder, last.id, matcher.policy.version) if last else None
    session.rollback()
    if snapshot is None:
        full_run(session)
        assert matcher.state is not None  # noqa: S101 - a full run leaves one
        return matcher.state
    state = _fill(session, matcher, snapshot)[0]
    store_all(session, pairs=state.pairs(), snapshot=snapshot, policy=matcher.policy)
    matcher.state = state
    return state


def full_run(session: Session) -> None:
    """Make a new snapshot, match everything under it, and store what differs."""
    matcher = current_matcher()
    with matcher.computing:
        _run_in_full(session, matcher)
    check_musts(session)


def _run_in_full(session: Session, matcher: Matcher) -> None:
    started = time.perf_counter()
    last = latest_snapshot(session)
    number = last.id + 1 if last else 1
    state, technologies, needs = _fill(session, matcher, number)
    save_snapshot(matcher.folder, state.snapshot)
    pairs = state.pairs()
    store_all(session, pairs=pairs, snapshot=state.snapshot, policy=matcher.policy)
    with unit_of_work(session):
        session.add(
            MatchSnapshot(
                id=number,
                policy=matcher.policy.version,
                made_at=now(),
                technologies=technologies,
                needs=needs,
                pairs=len(pairs),
                seconds=time.perf_counter() - started,
            )
        )
    matcher.state = state
    log.info("matched %d technologies with %d needs: %d pairs", technologies, needs, len(pairs))


def _fill(
    session: Session, matcher: Matcher, snapshot: Snapshot | int
) -> tuple[MatchState, int, int]:
    """All live listings under a snapshot, or under a new one of this number."""
    offers = list(live_documents(session, Kind.TECHNOLOGY))
    wants = list(live_documents(session, Kind.NEED))
    counted = [count_listing(each) for each in offers]
    if isinstance(snapshot, int):
        snapshot = make_snapshot(snapshot, counted, matcher.policy)
    state = MatchState(snapshot, matcher.policy)
    state.fill(
        collect("technology", offers, snapshot, matcher.policy, counted),
        collect("need", wants, snapshot, matcher.policy),
    )
    return state, len(offers), len(wants)

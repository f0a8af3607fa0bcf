"""Matches in the database: brought up to date pair by pair."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from greenmatch.core.clock import now
from greenmatch.core.work import unit_of_work
from greenmatch.matching.models import Match
from greenmatch.matching.policy import Policy
from greenmatch.matching.snapshot import Snapshot
from greenmatch.matching.state import Pair
from greenmatch.matching.strength import strength_of

T = TypeVar("T")
BATCH = 2_000


def store_changes(
    session: Session, *, changed: Mapping[Pair, int | None], snapshot: Snapshot, policy: Policy
) -> None:
    """Bring the named pairs up to date; points of None take a pair away."""
    known = _known_among(session, list(changed))
    gone = [known[pair][0] for pair, points in changed.items() if points is None and pair in known]
    kept = {pair: points for pair, points in changed.items() if points is not None}
    _write(session, kept, known, gone, snapshot, policy)


def store_all(
    session: Session, *, pairs: Mapping[Pair, int], snapshot: Snapshot, policy: Policy
) -> None:
    """Make the pairs the only ones, in batches that each hold the database briefly."""
    rows = session.execute(select(Match.id, Match.technology_id, Match.need_id, Match.points))
    known = {(row.technology_id, row.need_id): (row.id, row.points) for row in rows}
    session.rollback()
    for batch in _batches(iter([known[pair][0] for pair in known if pair not in pairs])):
        with unit_of_work(session):
            _write(session, {}, known, batch, snapshot, policy)
    for part in _batches(iter(pairs.items())):
        with unit_of_work(session):
            _write(session, dict(part), known, [], snapshot, policy)


def _known_among(session: Session, pairs: Sequence[Pair]) -> dict[Pair, tuple[int, int]]:
    technologies = {technology for technology, _need in pairs}
    needs = {need for _technology, need in pairs}
    rows = session.execute(
        select(Match.id, Match.technology_id, Match.need_id, Match.points).where(
            Match.technology_id.in_(technologies), Match.need_id.in_(needs)
        )
    )
    return {(row.technology_id, row.need_id): (row.id, row.points) for row in rows}


def _write(
    session: Session,
    kept: Mapping[Pair, int],
    known: Mapping[Pair, tuple[int, int]],
    gone: Sequence[int],
    snapshot: Snapshot,
    policy: Policy,
) -> None:
    if gone:
        session.execute(delete(Match).where(Match.id.in_(gone)))
    new, old = [], []
    for pair, points in kept.items():
        values = _values(points, snapshot, policy)
        if pair in known:
            old.append({"id": known[pair][0], **values})
        else:
            new.append(
                {"technology_id": pair[0], "need_id": pair[1], "created_at": now(), **values}
            )
    if new:
        session.execute(insert(Match), new)
    if old:
        session.execute(update(Match), old)  # by primary key, many at a time


def _values(points: int, snapshot: Snapshot, policy: Policy) -> dict[str, Any]:
    return {
        "points": points,
        "strength": strength_of(points, policy),
        "policy": policy.version,
        "snapshot": snapshot.number,
    }


def _batches(values: Iterator[T]) -> Iterator[list[T]]:
    while batch := list(islice(values, BATCH)):
        yield batch

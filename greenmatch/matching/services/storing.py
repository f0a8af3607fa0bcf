"""Matches in the database: brought up to date pair by pair.

In many small transactions, each of which keeps other writers waiting only briefly. What is there
already is looked up before; nobody else writes matches, and rows that have gone meanwhile, with a
listing that was erased, do no harm.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Select, bindparam, delete, insert, select, update
from sqlalchemy.orm import Session

from greenmatch.core.clock import now
from greenmatch.core.work import unit_of_work
from greenmatch.matching.models import Match
from greenmatch.matching.policy import Policy
from greenmatch.matching.scoring import Pairs
from greenmatch.matching.services.musts import needs_with_musts
from greenmatch.matching.snapshot import Snapshot
from greenmatch.matching.statistics import places_in
from greenmatch.matching.strength import strength_of

BATCH = 500
_READ_AT_ONCE = 20_000
Ids = NDArray[np.int64]


@dataclass(frozen=True)
class _Stored:
    """Stored matches by ascending `keys`; `current` are those of the snapshot and the policy."""

    keys: Ids
    row_ids: Ids
    points: Ids
    current: NDArray[np.bool_]


def store_changes(session: Session, *, changed: Pairs, snapshot: Snapshot, policy: Policy) -> None:
    """Bring the pairs up to date; 0 points take a pair away."""
    for start in range(0, len(changed), BATCH):
        part = changed.take(slice(start, start + BATCH))
        query = _matches().where(
            Match.technology_id.in_(np.unique(part.technology_ids).tolist()),
            Match.need_id.in_(np.unique(part.need_ids).tolist()),
        )
        stored = _read(session, query, snapshot, policy)
        gone = part.take(part.scores == 0)
        known, places = places_in(stored.keys, _keys(gone.technology_ids, gone.need_ids))
        _delete(session, stored.row_ids[places[known]])
        _write(session, part.take(part.scores > 0), stored, snapshot, policy)


def store_all(session: Session, *, pairs: Pairs, snapshot: Snapshot, policy: Policy) -> None:
    """Make the pairs the only ones."""
    stored = _read(session, _matches(), snapshot, policy)
    kept, _places = places_in(_keys(pairs.technology_ids, pairs.need_ids), stored.keys)
    _delete(session, stored.row_ids[~kept])
    _write(session, pairs, stored, snapshot, policy)


def _matches() -> Select[int, int, int, int, int, str]:
    return select(
        Match.id,
        Match.technology_id,
        Match.need_id,
        Match.points,
        Match.snapshot,
        Match.policy,
    )


def _read(
    session: Session,
    query: Select[int, int, int, int, int, str],
    snapshot: Snapshot,
    policy: Policy,
) -> _Stored:
    found = session.execute(query.execution_options(yield_per=_READ_AT_ONCE))
    wanted = (snapshot.number, policy.version)
    parts = [
        np.array([(*row[:4], row[4:] == wanted) for row in part], np.int64)
        for part in found.partitions()
    ]
    session.rollback()
    rows = np.concatenate([np.empty((0, 5), np.int64), *parts])
    keys = _keys(rows[:, 1], rows[:, 2])
    order = np.argsort(keys)
    return _Stored(keys[order], rows[order, 0], rows[order, 3], rows[order, 4].astype(np.bool_))


def _keys(technology_ids: Ids, need_ids: Ids) -> Ids:
    """A number for each pair; ascending where the pairs are in order."""
    return technology_ids << 32 | need_ids


def _delete(session: Session, row_ids: Ids) -> None:
    for batch in _batches(row_ids.tolist()):
        with unit_of_work(session):
            session.execute(delete(Match).where(Match.id.in_(batch)))


def _write(
    session: Session, pairs: Pairs, stored: _Stored, snapshot: Snapshot, policy: Policy
) -> None:
    """Insert or update the pairs, except those that are stored just so."""
    known, places = places_in(stored.keys, _keys(pairs.technology_ids, pairs.need_ids))
    fresh = list(_rows(pairs.take(~known), snapshot, policy))
    binding = set(session.scalars(needs_with_musts())) if fresh else set()
    session.rollback()
    for row in fresh:
        row["unmet"] = None if row["need_id"] in binding else False
    at = now()
    for batch in _batches(fresh):
        with unit_of_work(session):
            session.execute(insert(Match), [{**row, "created_at": at} for row in batch])
    old, places = pairs.take(known), places[known]
    differs = (stored.points[places] != old.scores) | ~stored.current[places]
    changed = zip(
        _rows(old.take(differs), snapshot, policy),
        stored.row_ids[places[differs]].tolist(),
        strict=True,
    )
    for renewed in _batches([{**row, "row": row_id} for row, row_id in changed]):
        with unit_of_work(session):
            session.connection().execute(update(Match).where(Match.id == bindparam("row")), renewed)


def _rows(pairs: Pairs, snapshot: Snapshot, policy: Policy) -> Iterator[dict[str, Any]]:
    for (technology_id, need_id), points in pairs.as_dict().items():
        yield {
            "technology_id": technology_id,
            "need_id": need_id,
            "points": points,
            "strength": strength_of(points, policy),
            "policy": policy.version,
            "snapshot": snapshot.number,
        }


def _batches(values: Sequence[Any]) -> Iterator[list[Any]]:
    for start in range(0, len(values), BATCH):
        yield list(values[start : start + BATCH])

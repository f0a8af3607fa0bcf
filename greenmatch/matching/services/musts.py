"""Which matches miss what the need must have; worked out once they are stored.

Until then, and after a change of one of the two, nobody has looked: such a match is shown.
"""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Row, Select, bindparam, or_, select, update
from sqlalchemy.orm import Session

from greenmatch.catalogue.models import RequirementRow
from greenmatch.catalogue.queries import public_listings
from greenmatch.core.work import unit_of_work
from greenmatch.matching.checked import BINDING, misses_a_must
from greenmatch.matching.models import Match

BATCH = 100


def needs_with_musts() -> Select[int]:
    """The internal ids of the needs that a number can rule a technology out of."""
    return select(RequirementRow.listing_id).where(
        RequirementRow.strength.in_(BINDING), RequirementRow.threshold != ""
    )


def forget_musts(session: Session, *, listing_ids: Collection[int]) -> None:
    """Have the matches of changed listings looked at again."""
    theirs = or_(Match.technology_id.in_(listing_ids), Match.need_id.in_(listing_ids))
    binding = Match.need_id.in_(needs_with_musts())
    with unit_of_work(session):
        session.execute(update(Match).where(theirs, binding).values(unmet=None))
        session.execute(
            update(Match).where(theirs, ~binding, Match.unmet.is_not(False)).values(unmet=False)
        )


def check_musts(session: Session) -> None:
    """Look at every match that nobody has looked at."""
    waiting = (
        select(Match.id, Match.technology_id, Match.need_id)
        .where(Match.unmet.is_(None))
        .order_by(Match.id)
        .limit(BATCH)
    )
    while rows := session.execute(waiting).all():
        verdicts = _verdicts(session, rows)
        with unit_of_work(session):
            session.connection().execute(
                update(Match).where(Match.id == bindparam("row")).values(unmet=bindparam("missed")),
                verdicts,
            )


def _verdicts(session: Session, rows: Sequence[Row[int, int, int]]) -> list[dict[str, Any]]:
    """For each match whether something is missed; nothing where a listing has gone meanwhile."""
    shown = public_listings(session, sorted({each for _row, *pair in rows for each in pair}))
    session.rollback()
    return [
        {
            "row": row,
            "missed": technology in shown
            and need in shown
            and misses_a_must(shown[technology], shown[need]),
        }
        for row, technology, need in rows
    ]

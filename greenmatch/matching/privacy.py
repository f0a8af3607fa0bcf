"""What this feature holds of a person: what they said of matches for their organisation."""

from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from greenmatch.core.privacy import register_personal_data
from greenmatch.matching.models import MatchFeedback


def export_feedback(session: Session, user_id: int) -> list[dict[str, Any]]:
    """The verdicts that the person gave, with their notes."""
    query = select(MatchFeedback).where(MatchFeedback.given_by == user_id)
    return [
        {
            "at": row.given_at,
            "verdict": row.verdict.value,
            "reason": row.reason,
            "note": row.note,
        }
        for row in session.scalars(query.order_by(MatchFeedback.id))
    ]


def erase_feedback(session: Session, user_id: int) -> None:
    """Take the person's name off; the verdicts stay for the organisation."""
    session.execute(
        update(MatchFeedback).where(MatchFeedback.given_by == user_id).values(given_by=None)
    )


def init_privacy() -> None:
    """Have the person's verdicts exported, and their name erased with the account."""
    register_personal_data("matches", export_feedback, erase_feedback)

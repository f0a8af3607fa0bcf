"""What this feature holds of a person: what they said of matches for their organisation."""

from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from greenmatch.catalogue.models import Listing
from greenmatch.catalogue.queries.titles import public_titles
from greenmatch.core.i18n import current_language
from greenmatch.core.privacy import register_personal_data
from greenmatch.matching.models import MatchFeedback


def export_feedback(session: Session, user_id: int) -> list[dict[str, Any]]:
    """The verdicts that the person gave: on which pair, and with which notes."""
    query = select(MatchFeedback).where(MatchFeedback.given_by == user_id)
    rows = session.scalars(query.order_by(MatchFeedback.id)).all()
    listings = _named(session, {each for row in rows for each in (row.technology_id, row.need_id)})
    return [
        {
            "at": row.given_at,
            "technology": listings[row.technology_id],
            "need": listings[row.need_id],
            "verdict": row.verdict.value,
            "reason": row.reason,
            "note": row.note,
        }
        for row in rows
    ]


def _named(session: Session, listing_ids: set[int]) -> dict[int, dict[str, str]]:
    """Public id and title of listings, by their id."""
    titles = public_titles(session, listing_ids, current_language())
    query = select(Listing.id, Listing.public_id).where(Listing.id.in_(listing_ids))
    return {
        listing_id: {"listing": public_id, "title": titles.get(listing_id, "")}
        for listing_id, public_id in session.execute(query)
    }


def erase_feedback(session: Session, user_id: int) -> None:
    """Take the person's name off; the verdicts stay for the organisation."""
    session.execute(
        update(MatchFeedback).where(MatchFeedback.given_by == user_id).values(given_by=None)
    )


def init_privacy() -> None:
    """Have the person's verdicts exported, and their name erased with the account."""
    register_personal_data("matches", export_feedback, erase_feedback)

"""What this feature holds of a person: the decisions that they took as a moderator."""

from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session, contains_eager

from greenmatch.catalogue.models import ListingVersion
from greenmatch.core.privacy import register_personal_data
from greenmatch.moderation.models import Decision


def export_decisions(session: Session, user_id: int) -> list[dict[str, Any]]:
    """Each decision with what the moderator wrote, oldest first."""
    query = (
        select(Decision)
        .join(Decision.version)
        .join(ListingVersion.listing)
        .options(contains_eager(Decision.version).contains_eager(ListingVersion.listing))
        .where(Decision.moderator_id == user_id)
        .order_by(Decision.id)
    )
    return [
        {
            "listing": decision.version.listing.public_id,
            "version": decision.version.number,
            "outcome": decision.outcome.value,
            "reasons": decision.reasons,
            "message": decision.message,
            "notes": decision.field_notes,
            "at": decision.decided_at,
        }
        for decision in session.scalars(query)
    ]


def erase_decisions(session: Session, user_id: int) -> None:
    """Take the name off the decisions: they stay, since authors rely on their reasons."""
    session.execute(
        update(Decision).where(Decision.moderator_id == user_id).values(moderator_id=None)
    )


def init_privacy() -> None:
    """Register decisions with the export and the erasure of a person's data."""
    register_personal_data("moderation", export_decisions, erase_decisions)

"""What this feature holds of a person: which versions of listings they wrote."""

from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session, contains_eager

from greenmatch.catalogue.models import ListingVersion
from greenmatch.core.files import StoredFile
from greenmatch.core.privacy import register_personal_data


def export_versions(session: Session, user_id: int) -> list[dict[str, Any]]:
    """The versions that the person saved last, with their content, oldest first."""
    query = (
        select(ListingVersion)
        .join(ListingVersion.listing)
        .options(contains_eager(ListingVersion.listing))
        .where(ListingVersion.author_id == user_id)
        .order_by(ListingVersion.id)
    )
    return [
        {
            "listing": version.listing.public_id,
            "version": version.number,
            "state": version.state.value,
            "saved": version.saved_at,
            "content": version.content_json,
        }
        for version in session.scalars(query)
    ]


def erase_authorship(session: Session, user_id: int) -> None:
    """Take the person's name off: listings and files are their organisation's and stay."""
    session.execute(
        update(ListingVersion).where(ListingVersion.author_id == user_id).values(author_id=None)
    )
    session.execute(
        update(StoredFile).where(StoredFile.created_by == user_id).values(created_by=None)
    )


def init_privacy() -> None:
    """Register authorship with the export and the erasure of a person's data."""
    register_personal_data("listings", export_versions, erase_authorship)

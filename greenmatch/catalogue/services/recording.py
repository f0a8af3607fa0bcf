"""What the audit log keeps of acts on listings."""

from sqlalchemy.orm import Session

from greenmatch.catalogue.models import Listing
from greenmatch.core.audit import record


def record_act(
    session: Session, listing: Listing, action: str, *, actor_id: int | None, **details: object
) -> None:
    """Add an entry about a listing; empty details are left out."""
    record(
        session,
        actor_id=actor_id,
        action=f"listing.{action}",
        subject_type="listing",
        subject_id=listing.public_id,
        details={name: value for name, value in details.items() if value not in (None, "")},
    )

"""The reason that somebody gives who edits for an organisation that they do not act for."""

from greenmatch.catalogue.models import Listing
from greenmatch.core.audit import audit_entries
from greenmatch.core.database import db
from greenmatch.core.web.identity import current_actor


def last_reason(listing: Listing) -> str:
    """What this person gave as the reason at the last step, so that it need not be typed again."""
    query = audit_entries(
        action="listing.edit",
        actor_id=current_actor().user_id,
        subject_type="listing",
        subject_id=listing.public_id,
    )
    entry = db.session.scalars(query.limit(1)).first()
    return str(entry.details.get("reason", "")) if entry else ""

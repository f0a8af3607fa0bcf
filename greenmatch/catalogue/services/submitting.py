"""Handing a draft to the moderators, and taking it back."""

from sqlalchemy.orm import Session

from greenmatch.catalogue.completeness import missing_for_submission
from greenmatch.catalogue.content import content_from_json
from greenmatch.catalogue.models import Listing, ListingVersion
from greenmatch.catalogue.services.drafting import EDITABLE, StaleVersion, editable_version
from greenmatch.catalogue.services.locking import lock_listing
from greenmatch.catalogue.services.recording import record_act
from greenmatch.catalogue.states import Act, VersionState, after
from greenmatch.core.clock import now
from greenmatch.core.errors import Conflict, Invalid
from greenmatch.core.i18n import _


def submit_version(
    session: Session, *, listing: Listing, actor_id: int | None, seen: int | None = None
) -> ListingVersion:
    """The open version, handed to the moderators; Invalid with the fields that it lacks.

    `seen` is the number of edits of what the person looked at: StaleVersion where somebody has
    saved since. A second click changes nothing.
    """
    listing = lock_listing(session, listing)
    version = editable_version(session, listing)
    if version.state is VersionState.SUBMITTED:
        return version
    if version.state not in EDITABLE:
        raise Conflict(_("There is no draft to submit."))
    if seen is not None and version.edits != seen:
        raise StaleVersion(version)
    missing = missing_for_submission(content_from_json(version.content_json))
    if missing:
        raise Invalid(_("Some fields are needed before you can submit."), missing)
    if listing.public_number is None:
        listing.state = after(listing.state, Act.SUBMIT)
    version.state = VersionState.SUBMITTED
    version.submitted_at = now()
    record_act(session, listing, "submit", actor_id=actor_id, number=version.number)
    return version


def take_back(session: Session, *, listing: Listing, actor_id: int | None) -> ListingVersion:
    """The submitted version as a draft again, out of the moderators' queue."""
    listing = lock_listing(session, listing)
    version = editable_version(session, listing)
    if version.state is VersionState.DRAFT:
        return version
    if version.state is not VersionState.SUBMITTED:
        raise Conflict(_("Nothing of this listing is in review."))
    version.state = VersionState.DRAFT
    if listing.public_number is None:
        listing.state = after(listing.state, Act.TAKE_BACK)
    record_act(session, listing, "take-back", actor_id=actor_id, number=version.number)
    return version

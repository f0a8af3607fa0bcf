"""Reviews: what a moderator's decision does to a version and its listing."""

from collections.abc import Mapping
from datetime import timedelta

from sqlalchemy.orm import Session

from greenmatch.catalogue.completeness import completeness
from greenmatch.catalogue.content import Content, content_from_json
from greenmatch.catalogue.models import Listing, ListingVersion
from greenmatch.catalogue.queries.versions import public_version
from greenmatch.catalogue.services.locking import lock_listing
from greenmatch.catalogue.services.projection import project, remove_projection
from greenmatch.catalogue.states import Act, Kind, ListingState, VersionState, after
from greenmatch.core.changes import note_change
from greenmatch.core.clock import now
from greenmatch.core.errors import Conflict
from greenmatch.core.i18n import _

VALID_FOR = {Kind.TECHNOLOGY: timedelta(days=365), Kind.NEED: timedelta(days=180)}


def approve_version(session: Session, *, version: ListingVersion, seen: int) -> Listing:
    """The listing with this version as its public one.

    `seen` is the version's number of edits that the moderator looked at. Conflict where the
    author has saved since, or where another version became public in the meantime.
    """
    listing = _reviewed(session, version, seen)
    if version.based_on != listing.public_number:
        raise Conflict(
            _("Another version was published in the meantime; compare with that one first.")
        )
    _make_public(session, listing, version)
    return listing


def publish_at_once(session: Session, *, version: ListingVersion) -> Listing:
    """The listing with this version public without a review (imports and sample data)."""
    listing = lock_listing(session, version.listing)
    _make_public(session, listing, version)
    return listing


def request_changes(
    session: Session, *, version: ListingVersion, seen: int, message: str, notes: Mapping[str, str]
) -> Listing:
    """The listing whose version goes back to its author for changes; `notes` are by field."""
    listing = _reviewed(session, version, seen)
    version.state = VersionState.CHANGES_REQUESTED
    _answer(version, message, notes)
    if listing.public_number is None:
        listing.state = after(listing.state, Act.REQUEST_CHANGES)
    return listing


def reject_version(
    session: Session, *, version: ListingVersion, seen: int, message: str, notes: Mapping[str, str]
) -> Listing:
    """The listing whose version is refused; one that is public stays as it was."""
    listing = _reviewed(session, version, seen)
    version.state = VersionState.REJECTED
    _answer(version, message, notes)
    if listing.public_number is None:
        listing.state = after(listing.state, Act.REJECT)
    return listing


def _answer(version: ListingVersion, message: str, notes: Mapping[str, str]) -> None:
    version.decided_at = now()
    version.review_message = message
    version.review_notes = dict(notes)


def _reviewed(session: Session, version: ListingVersion, seen: int) -> Listing:
    listing = lock_listing(session, version.listing)
    session.refresh(version)
    if version.state is not VersionState.SUBMITTED:
        raise Conflict(
            _("This version is no longer in review: somebody has decided or taken it back.")
        )
    if version.edits != seen:
        raise Conflict(_("The author has changed this version since you opened it."))
    return listing


def mark_public(listing: Listing, version: ListingVersion, content: Content) -> None:
    """Have the public see this version, whose content is given, from now on."""
    moment = now()
    listing.state = _state_when_public(listing)
    version.state = VersionState.APPROVED
    version.decided_at = moment
    listing.public_number = version.number
    listing.published_at = listing.published_at or moment
    listing.confirmed_at = moment
    listing.valid_until = moment + VALID_FOR[listing.kind]
    listing.completeness = completeness(content).percent


def _make_public(session: Session, listing: Listing, version: ListingVersion) -> None:
    before = public_version(session, listing)
    if before is not None:
        if before is not version:
            before.state = VersionState.SUPERSEDED
        remove_projection(session, listing.id)
    content = content_from_json(version.content_json)
    mark_public(listing, version, content)
    project(session, listing, content)
    note_change(session, listing.id)


def _state_when_public(listing: Listing) -> ListingState:
    """A new version renews what had run out; what its owner put on hold stays so."""
    if listing.public_number is None:
        return after(listing.state, Act.PUBLISH)
    if listing.state is ListingState.ON_HOLD:
        return listing.state
    return after(listing.state, Act.RENEW)

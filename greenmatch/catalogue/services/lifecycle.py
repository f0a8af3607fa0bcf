"""The life of a listing after its first review. An act whose like is done changes nothing."""

from datetime import timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from greenmatch.catalogue.models import Listing, ListingVersion
from greenmatch.catalogue.queries.files import files_of_listing
from greenmatch.catalogue.services.locking import lock_listing
from greenmatch.catalogue.services.projection import remove_projection
from greenmatch.catalogue.services.recording import record_act
from greenmatch.catalogue.services.reviewing import VALID_FOR
from greenmatch.catalogue.states import (
    OPEN_VERSIONS,
    Act,
    ListingState,
    VersionState,
    after,
    already,
)
from greenmatch.core.changes import note_change
from greenmatch.core.clock import now
from greenmatch.core.errors import Conflict
from greenmatch.core.files import StoredFile
from greenmatch.core.i18n import _
from greenmatch.organisations.models import Organisation

ARCHIVE_AFTER = timedelta(days=180)


def withdraw_listing(session: Session, *, listing: Listing, actor_id: int | None) -> Listing:
    """The listing, withdrawn for good: a tombstone is left, its open versions end."""
    listing = _act(session, listing, actor_id, Act.WITHDRAW)
    listing.withdrawn_at = listing.withdrawn_at or now()
    listing.open_for_enquiries = False
    session.execute(
        update(ListingVersion)
        .where(ListingVersion.listing_id == listing.id, ListingVersion.state.in_(OPEN_VERSIONS))
        .values(state=VersionState.SUPERSEDED)
    )
    remove_projection(session, listing.id)
    return listing


def hold_listing(session: Session, *, listing: Listing, actor_id: int | None) -> Listing:
    """The listing, hidden until it is resumed."""
    return _act(session, listing, actor_id, Act.HOLD)


def resume_listing(session: Session, *, listing: Listing, actor_id: int | None) -> Listing:
    """The listing, public again."""
    return _act(session, listing, actor_id, Act.RESUME)


def archive_listing(session: Session, *, listing: Listing, actor_id: int | None) -> Listing:
    """The listing, kept to be read but no longer found."""
    return _act(session, listing, actor_id, Act.ARCHIVE)


def confirm_listing(session: Session, *, listing: Listing, actor_id: int | None) -> Listing:
    """The listing, confirmed as still true today and valid for another full term."""
    listing = _act(session, listing, actor_id, Act.RENEW)
    listing.confirmed_at = now()
    listing.valid_until = now() + VALID_FOR[listing.kind]
    return listing


def set_open_for_enquiries(
    session: Session, *, listing: Listing, actor_id: int | None, is_open: bool
) -> Listing:
    """The listing, open for enquiries or closed to them."""
    listing = lock_listing(session, listing)
    if listing.state is ListingState.WITHDRAWN:
        raise Conflict(_("This listing has been withdrawn."))
    if listing.open_for_enquiries is not is_open:
        listing.open_for_enquiries = is_open
        _tell(session, listing, actor_id, "open" if is_open else "close")
    return listing


def hand_over(
    session: Session, *, listing: Listing, actor_id: int | None, to: Organisation, reason: str
) -> Listing:
    """The listing as another organisation's, its files with it; `reason` is for the audit log."""
    listing = lock_listing(session, listing)
    if listing.state is ListingState.WITHDRAWN:
        raise Conflict(_("This listing has been withdrawn."))
    if listing.organisation_id == to.id:
        return listing
    details = {"from": listing.organisation.public_id, "to": to.public_id, "reason": reason}
    files = files_of_listing(session, listing)
    session.execute(
        update(StoredFile).where(StoredFile.public_id.in_(files)).values(organisation_id=to.id)
    )
    listing.organisation = to
    session.flush()
    _tell(session, listing, actor_id, "hand-over", **details)
    return listing


def expire_listings(session: Session, *, limit: int = 200) -> int:
    """How many listings were past their term and have expired or been archived now."""
    moment = now()
    live = (ListingState.PUBLISHED, ListingState.ON_HOLD)
    due = select(Listing).where(Listing.state.in_(live), Listing.valid_until <= moment)
    old = select(Listing).where(
        Listing.state == ListingState.EXPIRED, Listing.valid_until <= moment - ARCHIVE_AFTER
    )
    done = 0
    for query, act in ((due, Act.EXPIRE), (old, Act.ARCHIVE)):
        for listing in session.scalars(query.limit(limit)).all():
            _act(session, listing, None, act)
            done += 1
    return done


def _act(session: Session, listing: Listing, actor_id: int | None, act: Act) -> Listing:
    listing = lock_listing(session, listing)
    if already(listing.state, act):
        return listing
    listing.state = after(listing.state, act)
    _tell(session, listing, actor_id, act.value)
    return listing


def _tell(
    session: Session, listing: Listing, actor_id: int | None, action: str, **details: str
) -> None:
    note_change(session, listing.id)
    record_act(session, listing, action, actor_id=actor_id, **details)

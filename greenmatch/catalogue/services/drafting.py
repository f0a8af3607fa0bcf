"""Drafts: begun, saved, submitted, taken back."""

from sqlalchemy.orm import Session

from greenmatch.catalogue.completeness import completeness, missing_for_submission
from greenmatch.catalogue.content import (
    Content,
    Technology,
    content_from_json,
    content_to_json,
)
from greenmatch.catalogue.models import Listing, ListingVersion
from greenmatch.catalogue.queries.versions import open_version, public_version
from greenmatch.catalogue.services.locking import lock_listing
from greenmatch.catalogue.states import Act, Kind, ListingState, VersionState, after
from greenmatch.core.audit import record
from greenmatch.core.clock import now
from greenmatch.core.errors import Conflict, Invalid
from greenmatch.core.i18n import _
from greenmatch.organisations.models import Organisation


class StaleVersion(Conflict):
    """The version was saved by somebody else since the form was opened; `current` is theirs."""

    def __init__(self, current: ListingVersion) -> None:
        super().__init__(
            _("This listing was changed in another window or by a colleague in the meantime.")
        )
        self.current = current


def kind_of(content: Content) -> Kind:
    """The kind of listing that a content describes."""
    return Kind.TECHNOLOGY if isinstance(content, Technology) else Kind.NEED


def start_listing(
    session: Session, *, actor_id: int | None, organisation: Organisation, content: Content
) -> Listing:
    """A new listing of the organisation, with the content as its first draft."""
    moment = now()
    listing = Listing(
        kind=kind_of(content),
        organisation=organisation,
        state=ListingState.DRAFT,
        created_at=moment,
        completeness=completeness(content).percent,
    )
    session.add(listing)
    session.flush()
    _add_version(session, listing, number=1, based_on=None, actor_id=actor_id, content=content)
    _audit(session, listing, actor_id, "listing.create")
    return listing


def save_draft(
    session: Session, *, listing: Listing, actor_id: int | None, content: Content, seen: int
) -> ListingVersion:
    """The open version with the content; a new one where only a public version stands.

    `seen` is the number of edits that the form was opened with (0 where there was no open
    version). StaleVersion where somebody has saved since; Conflict while a moderator reviews.
    """
    listing = lock_listing(session, listing)
    version = open_version(session, listing.id)
    if version is None:
        return _revise(session, listing, actor_id, content, seen)
    if version.edits != seen:
        raise StaleVersion(version)
    if version.state is VersionState.SUBMITTED:
        raise Conflict(_("This version is in review. Take it back before you change it."))
    if version.state is VersionState.REJECTED:
        version.state = VersionState.DRAFT
    version.content_json = content_to_json(content)
    version.based_on = listing.public_number
    version.edits += 1
    version.author_id = actor_id
    version.saved_at = now()
    _mark_edited(listing, content)
    return version


def submit_version(session: Session, *, listing: Listing, actor_id: int | None) -> ListingVersion:
    """The open version, handed to the moderators; Invalid with the fields that it lacks."""
    listing = lock_listing(session, listing)
    version = open_version(session, listing.id)
    if version is None:
        raise Conflict(_("There is no draft to submit."))
    if version.state is VersionState.SUBMITTED:
        return version  # a second click changes nothing
    missing = missing_for_submission(content_from_json(version.content_json))
    if missing:
        raise Invalid(_("Some fields are needed before you can submit."), missing)
    if listing.public_number is None:
        listing.state = after(listing.state, Act.SUBMIT)
    version.state = VersionState.SUBMITTED
    version.submitted_at = now()
    _audit(session, listing, actor_id, "listing.submit", number=version.number)
    return version


def take_back(session: Session, *, listing: Listing, actor_id: int | None) -> ListingVersion:
    """The submitted version as a draft again, out of the moderators' queue."""
    listing = lock_listing(session, listing)
    version = open_version(session, listing.id)
    if version is None or version.state is not VersionState.SUBMITTED:
        raise Conflict(_("Nothing of this listing is in review."))
    version.state = VersionState.DRAFT
    version.submitted_at = None
    if listing.public_number is None:
        listing.state = after(listing.state, Act.TAKE_BACK)
    _audit(session, listing, actor_id, "listing.take-back", number=version.number)
    return version


def copy_as_new(session: Session, *, listing: Listing, actor_id: int | None) -> Listing:
    """A new draft with the latest content of a listing, for the same organisation."""
    version = open_version(session, listing.id) or public_version(session, listing)
    if version is None:
        raise Conflict(_("There is nothing to copy."))
    content = content_from_json(version.content_json)
    return start_listing(
        session, actor_id=actor_id, organisation=listing.organisation, content=content
    )


def _revise(
    session: Session, listing: Listing, actor_id: int | None, content: Content, seen: int
) -> ListingVersion:
    if listing.state is ListingState.WITHDRAWN:
        raise Conflict(_("This listing has been withdrawn."))
    last = max((version.number for version in listing.versions), default=0)
    if seen:
        raise StaleVersion(listing.versions[-1])
    _mark_edited(listing, content)
    return _add_version(
        session,
        listing,
        number=last + 1,
        based_on=listing.public_number,
        actor_id=actor_id,
        content=content,
    )


def _add_version(
    session: Session,
    listing: Listing,
    *,
    number: int,
    based_on: int | None,
    actor_id: int | None,
    content: Content,
) -> ListingVersion:
    moment = now()
    version = ListingVersion(
        listing=listing,
        number=number,
        based_on=based_on,
        edits=1,
        author_id=actor_id,
        state=VersionState.DRAFT,
        content_json=content_to_json(content),
        created_at=moment,
        saved_at=moment,
    )
    session.add(version)
    session.flush()
    return version


def _mark_edited(listing: Listing, content: Content) -> None:
    listing.edited_here = True
    if listing.public_number is None:
        listing.completeness = completeness(content).percent


def _audit(
    session: Session, listing: Listing, actor_id: int | None, action: str, **details: object
) -> None:
    record(
        session,
        actor_id=actor_id,
        action=action,
        subject_type="listing",
        subject_id=listing.public_id,
        details=dict(details),
    )


__all__ = [
    "StaleVersion",
    "copy_as_new",
    "kind_of",
    "save_draft",
    "start_listing",
    "submit_version",
    "take_back",
]

"""Versions of a listing."""

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from greenmatch.catalogue.models import Listing, ListingVersion
from greenmatch.catalogue.states import OPEN_VERSIONS, VersionState


def open_version(session: Session, listing_id: int) -> ListingVersion | None:
    """The version that its author or a moderator still works on; a listing has one at most.

    A rejected one counts as open for its author: amending it makes it a draft again. What is
    older than the public version is history.
    """
    query = (
        select(ListingVersion)
        .join(ListingVersion.listing)
        .where(
            ListingVersion.listing_id == listing_id,
            ListingVersion.number > func.coalesce(Listing.public_number, 0),
            ListingVersion.state.in_((*OPEN_VERSIONS, VersionState.REJECTED)),
        )
        .order_by(ListingVersion.number.desc())
        .limit(1)
    )
    return session.scalars(query).first()


def latest_version(session: Session, listing: Listing) -> ListingVersion | None:
    """The version that a form starts from: the open one, else the public one, else the last."""
    found = open_version(session, listing.id) or public_version(session, listing)
    if found is not None:
        return found
    query = select(ListingVersion).where(ListingVersion.listing_id == listing.id)
    return session.scalars(query.order_by(ListingVersion.number.desc()).limit(1)).first()


def last_numbers(session: Session, listing_id: int) -> tuple[int, int]:
    """The highest number and the highest count of edits of a listing's versions; 0 before any."""
    query = select(func.max(ListingVersion.number), func.max(ListingVersion.edits))
    number, edits = session.execute(query.where(ListingVersion.listing_id == listing_id)).one()
    return number or 0, edits or 0


def version_saved_by(session: Session, token: str) -> ListingVersion | None:
    """The version that the form with this token made or saved."""
    query = select(ListingVersion).where(ListingVersion.form_token == token)
    return session.scalars(query).one_or_none()


def version_numbered(session: Session, listing_id: int, number: int) -> ListingVersion | None:
    """A listing's version by its number."""
    query = select(ListingVersion).where(
        ListingVersion.listing_id == listing_id, ListingVersion.number == number
    )
    return session.scalars(query).one_or_none()


def public_version(session: Session, listing: Listing) -> ListingVersion | None:
    """The version that the public sees; None before the first approval."""
    if listing.public_number is None:
        return None
    return version_numbered(session, listing.id, listing.public_number)


def stored_title(language: str) -> ColumnElement[str]:
    """The title of a version in a language, for queries about what is not public."""
    path = ("texts", language, "title")
    title: ColumnElement[str] = ListingVersion.content_json[path].as_string()
    return title

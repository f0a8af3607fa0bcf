"""Locks: two people who act on one listing take their turns."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from greenmatch.catalogue.models import Listing, ListingVersion
from greenmatch.catalogue.queries.versions import latest_version
from greenmatch.organisations.models import Organisation


def lock_listing(session: Session, listing: Listing) -> Listing:
    """The listing as it is now, held until the transaction ends.

    On SQLite the whole database is held already, since the transaction began as a writing one.
    """
    query = select(Listing).where(Listing.id == listing.id).with_for_update()
    return session.scalars(query.execution_options(populate_existing=True)).one()


def lock_organisation(session: Session, organisation: Organisation) -> None:
    """Have whoever else begins a listing of the organisation wait until the transaction ends."""
    session.execute(
        select(Organisation.id).where(Organisation.id == organisation.id).with_for_update()
    )


def fresh_version(session: Session, listing: Listing) -> ListingVersion | None:
    """The latest version of a locked listing as it is now, whatever was read before the lock."""
    version = latest_version(session, listing)
    if version is not None:
        session.refresh(version)
    return version

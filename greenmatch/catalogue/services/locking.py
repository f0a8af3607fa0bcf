"""Locks: two people who act on one listing take their turns."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from greenmatch.catalogue.models import Listing


def lock_listing(session: Session, listing: Listing) -> Listing:
    """The listing as it is now, held until the transaction ends.

    On SQLite the whole database is held already, since the transaction began as a writing one.
    """
    query = select(Listing).where(Listing.id == listing.id).with_for_update()
    return session.scalars(query.execution_options(populate_existing=True)).one()

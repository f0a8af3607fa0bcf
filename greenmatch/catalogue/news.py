"""What listings learn from organisations: who is renamed or hidden changes what they show."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from greenmatch.catalogue.models import Listing
from greenmatch.catalogue.services import withdraw_listing
from greenmatch.catalogue.states import ListingState
from greenmatch.core.changes import note_changes
from greenmatch.organisations.models import Organisation
from greenmatch.organisations.signals import (
    organisation_changed,
    organisation_closed,
    organisation_hidden,
    organisation_shown,
)


def look_again(session: Session, organisation: Organisation) -> None:
    """Have search and matching look at all that the organisation has published."""
    query = select(Listing.id).where(
        Listing.organisation_id == organisation.id, Listing.public_number.is_not(None)
    )
    note_changes(session, session.scalars(query).all())


def withdraw_all(session: Session, organisation: Organisation, actor_id: int | None) -> None:
    """Withdraw every listing of an organisation that has ended, whatever state it is in."""
    query = select(Listing).where(
        Listing.organisation_id == organisation.id, Listing.state != ListingState.WITHDRAWN
    )
    for listing in session.scalars(query).all():
        withdraw_listing(session, listing=listing, actor_id=actor_id)


def init_news() -> None:
    """Listen to what happens to organisations."""
    organisation_closed.connect(withdraw_all)
    for news in (organisation_changed, organisation_hidden, organisation_shown):
        news.connect(look_again)

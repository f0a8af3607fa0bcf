"""What listings learn from organisations: who is renamed or hidden changes what they show."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from greenmatch.catalogue.models import Listing
from greenmatch.core.changes import note_changes
from greenmatch.organisations.models import Organisation
from greenmatch.organisations.signals import (
    organisation_changed,
    organisation_hidden,
    organisation_shown,
)


def look_again(session: Session, organisation: Organisation) -> None:
    """Have search and matching look at all that the organisation has published."""
    query = select(Listing.id).where(
        Listing.organisation_id == organisation.id, Listing.public_number.is_not(None)
    )
    note_changes(session, session.scalars(query).all())


def init_news() -> None:
    """Listen to what happens to organisations."""
    for news in (organisation_changed, organisation_hidden, organisation_shown):
        news.connect(look_again)

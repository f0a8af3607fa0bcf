"""An organisation's own listings, in every state."""

from collections.abc import Collection

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload

from greenmatch.catalogue.models import Listing
from greenmatch.catalogue.states import Kind
from greenmatch.core.database import is_public_id
from greenmatch.organisations.models import Organisation


def listing_by_public_id(session: Session, public_id: str) -> Listing | None:
    """The listing at an address, with its organisation, in whatever state it is."""
    if not is_public_id(public_id):
        return None
    query = select(Listing).where(Listing.public_id == public_id)
    return session.scalars(query.options(joinedload(Listing.organisation))).one_or_none()


def own_listings(organisation_ids: Collection[int], kind: Kind | None = None) -> Select[Listing]:
    """The listings of some organisations with their versions, the newest first."""
    query = (
        select(Listing)
        .where(Listing.organisation_id.in_(organisation_ids))
        .options(joinedload(Listing.organisation))
        .order_by(Listing.created_at.desc(), Listing.id.desc())
    )
    return query.where(Listing.kind == kind) if kind else query


def own_organisations(session: Session, organisation_ids: Collection[int]) -> list[Organisation]:
    """The organisations that somebody acts for, by name."""
    query = select(Organisation).where(Organisation.id.in_(organisation_ids))
    return list(session.scalars(query.order_by(Organisation.name)))

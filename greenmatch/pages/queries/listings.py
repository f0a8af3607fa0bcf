"""Lists of public listings."""

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from greenmatch.catalogue.models import Listing, NeedDetails
from greenmatch.catalogue.queries import (
    PublicListing,
    live_listing_ids,
    present,
    public_listings,
)
from greenmatch.catalogue.queries.drafts import public_content
from greenmatch.catalogue.states import Kind
from greenmatch.core.pagination import Page, paginate
from greenmatch.organisations.models import Organisation


def public_page(session: Session, listing: Listing) -> PublicListing | None:
    """A listing as its page shows it, also when it has expired; None before it was public."""
    content = public_content(session, listing)
    return present(listing, listing.organisation, content) if content is not None else None


def newest_listings(session: Session, kind: Kind, limit: int) -> list[PublicListing]:
    """The live listings of a kind that were published last."""
    query = _newest_first(live_listing_ids(kind)).limit(limit)
    return list(public_listings(session, session.scalars(query).all()).values())


def of_organisation(
    session: Session, organisation: Organisation, *, number: int, size: int
) -> Page[PublicListing]:
    """An organisation's live listings, newest first, without its anonymous needs."""
    hidden = select(NeedDetails.listing_id).where(NeedDetails.anonymous.is_(True))
    query = live_listing_ids().where(
        Listing.organisation_id == organisation.id, Listing.id.not_in(hidden)
    )
    page = paginate(session, _newest_first(query), number=number, size=size)
    shown = public_listings(session, page.items)
    return Page(tuple(shown.values()), page.number, page.size, page.total)


def _newest_first(query: Select[int]) -> Select[int]:
    return query.order_by(None).order_by(Listing.published_at.desc(), Listing.id.desc())

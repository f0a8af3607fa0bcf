"""The newest listings of a sector or a country."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from greenmatch.catalogue.models import CodeUse, Listing, ListingCode
from greenmatch.catalogue.queries import PublicListing, live_listing_ids, public_listings
from greenmatch.catalogue.states import Kind
from greenmatch.pages.queries.counting import COUNTRY_USES


def newest_in_sector(session: Session, code: str, kind: Kind, limit: int) -> list[PublicListing]:
    """The newest live listings of a kind that are filed under a second-level sector."""
    return _newest(session, (CodeUse.SECTOR,), code, kind, limit)


def newest_in_country(session: Session, code: str, kind: Kind, limit: int) -> list[PublicListing]:
    """The newest live listings of a kind that name a country."""
    return _newest(session, COUNTRY_USES, code, kind, limit)


def _newest(
    session: Session, uses: Collection[CodeUse], code: str, kind: Kind, limit: int
) -> list[PublicListing]:
    filed = select(ListingCode.listing_id).where(
        ListingCode.use.in_(uses), ListingCode.code == code
    )
    query = (
        select(Listing.id)
        .where(Listing.id.in_(live_listing_ids(kind).order_by(None)), Listing.id.in_(filed))
        .order_by(Listing.published_at.desc(), Listing.id.desc())
        .limit(limit)
    )
    return list(public_listings(session, session.scalars(query).all()).values())

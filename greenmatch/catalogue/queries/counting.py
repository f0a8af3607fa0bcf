"""How many listings organisations show."""

from collections.abc import Mapping, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from greenmatch.catalogue.models import Listing, NeedDetails
from greenmatch.catalogue.queries.public import live_listing_ids


def count_named_listings(session: Session, organisation_ids: Sequence[int]) -> Mapping[int, int]:
    """Live listings by organisation id, without the needs that do not name it."""
    hidden = select(NeedDetails.listing_id).where(NeedDetails.anonymous.is_(True))
    query = (
        select(Listing.organisation_id, func.count())
        .where(
            Listing.organisation_id.in_(organisation_ids),
            Listing.id.in_(live_listing_ids().order_by(None)),
            Listing.id.not_in(hidden),
        )
        .group_by(Listing.organisation_id)
    )
    return {row[0]: row[1] for row in session.execute(query)}

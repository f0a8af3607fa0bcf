"""How many listings organisations show."""

from collections.abc import Mapping, Sequence

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.orm import Session

from greenmatch.catalogue.models import Listing, NeedDetails
from greenmatch.catalogue.queries.public import live_listing_ids
from greenmatch.catalogue.states import SHOWN
from greenmatch.organisations.models import Organisation

_UNNAMED = select(NeedDetails.listing_id).where(NeedDetails.anonymous.is_(True))


def has_named_listing() -> ColumnElement[bool]:
    """Whether an organisation stands beside a listing that anybody can read."""
    return exists().where(
        Listing.organisation_id == Organisation.id,
        Listing.state.in_(SHOWN),
        Listing.id.not_in(_UNNAMED),
    )


def count_named_listings(session: Session, organisation_ids: Sequence[int]) -> Mapping[int, int]:
    """Live listings by organisation id, without the needs that do not name it."""
    query = (
        select(Listing.organisation_id, func.count())
        .where(
            Listing.organisation_id.in_(organisation_ids),
            Listing.id.in_(live_listing_ids().order_by(None)),
            Listing.id.not_in(_UNNAMED),
        )
        .group_by(Listing.organisation_id)
    )
    return {row[0]: row[1] for row in session.execute(query)}

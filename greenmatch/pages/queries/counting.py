"""How much there is in all."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from greenmatch.catalogue.models import Listing
from greenmatch.catalogue.queries import live_listing_ids
from greenmatch.catalogue.states import Kind
from greenmatch.organisations.models import Organisation, OrganisationState


@dataclass(frozen=True)
class CatalogueCounts:
    """Numbers of live technologies and needs, and of active organisations."""

    technologies: int
    needs: int
    organisations: int


def count_catalogue(session: Session) -> CatalogueCounts:
    """What there is in all."""
    live = live_listing_ids().order_by(None).with_only_columns(Listing.kind, func.count())
    kinds = {row[0]: row[1] for row in session.execute(live.group_by(Listing.kind))}
    active = select(func.count()).where(Organisation.state == OrganisationState.ACTIVE)
    return CatalogueCounts(
        technologies=kinds.get(Kind.TECHNOLOGY, 0),
        needs=kinds.get(Kind.NEED, 0),
        organisations=session.scalar(active) or 0,
    )

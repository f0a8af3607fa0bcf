"""How many live listings there are of each kind, in all and by sector and country."""

from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from greenmatch.catalogue.models import CodeUse, Listing, ListingCode
from greenmatch.catalogue.queries import live_listing_ids
from greenmatch.catalogue.states import Kind
from greenmatch.organisations.models import Organisation, OrganisationState

COUNTRY_USES = (CodeUse.DEVELOPED_IN, CodeUse.DEPLOYED_IN, CodeUse.NEEDED_IN)


@dataclass(frozen=True)
class CatalogueCounts:
    """Numbers of live technologies and needs, and of active organisations."""

    technologies: int = 0
    needs: int = 0
    organisations: int = 0


def count_catalogue(session: Session) -> CatalogueCounts:
    """What there is in all."""
    query = (
        select(Listing.kind, func.count())
        .where(Listing.id.in_(live_listing_ids().order_by(None)))
        .group_by(Listing.kind)
    )
    kinds = {row[0]: row[1] for row in session.execute(query)}
    active = select(func.count()).where(Organisation.state == OrganisationState.ACTIVE)
    return CatalogueCounts(
        technologies=kinds.get(Kind.TECHNOLOGY, 0),
        needs=kinds.get(Kind.NEED, 0),
        organisations=session.scalar(active) or 0,
    )


def count_by_sector(session: Session) -> dict[str, CatalogueCounts]:
    """Live listings by second-level sector."""
    return _count_by_code(session, ListingCode.use == CodeUse.SECTOR)


def count_by_country(session: Session) -> dict[str, CatalogueCounts]:
    """Live listings by the countries that they name, each listing once a country."""
    return _count_by_code(session, ListingCode.use.in_(COUNTRY_USES))


def _count_by_code(session: Session, uses: ColumnElement[bool]) -> dict[str, CatalogueCounts]:
    query = (
        select(ListingCode.code, Listing.kind, func.count(Listing.id.distinct()))
        .join(Listing, Listing.id == ListingCode.listing_id)
        .where(uses, Listing.id.in_(live_listing_ids().order_by(None)))
        .group_by(ListingCode.code, Listing.kind)
    )
    found: dict[str, dict[Kind, int]] = defaultdict(dict)
    for code, kind, number in session.execute(query):
        found[code][kind] = number
    return {
        code: CatalogueCounts(kinds.get(Kind.TECHNOLOGY, 0), kinds.get(Kind.NEED, 0))
        for code, kinds in found.items()
    }

"""What a person's own page shows."""

from dataclasses import dataclass

from sqlalchemy.orm import Session, selectinload

from greenmatch.catalogue.content import content_from_json, text_in
from greenmatch.catalogue.models import Listing, ListingVersion
from greenmatch.catalogue.queries import own_listings
from greenmatch.catalogue.states import OPEN_VERSIONS, ListingState, VersionState
from greenmatch.core.permissions import Actor
from greenmatch.matching.queries import count_matches


@dataclass(frozen=True)
class OwnListing:
    """One of the person's organisations' listings; `revision` is the state of an open one."""

    public_id: str
    kind: str
    title: str
    organisation: str
    state: ListingState
    revision: VersionState | None
    completeness: int
    open_for_enquiries: bool
    matches: int


@dataclass(frozen=True)
class Dashboard:
    """The person's own listings, newest first; those that wait for the person stand apart."""

    listings: tuple[OwnListing, ...]

    @property
    def waiting(self) -> tuple[OwnListing, ...]:
        """Listings on which the person has to act: changes requested, rejected, expired."""
        acting = (ListingState.CHANGES_REQUESTED, ListingState.REJECTED, ListingState.EXPIRED)
        return tuple(
            each
            for each in self.listings
            if each.state in acting or each.revision is VersionState.CHANGES_REQUESTED
        )


def dashboard_of(session: Session, actor: Actor, language: str) -> Dashboard:
    """What the person's organisations have."""
    query = own_listings(actor.organisation_ids).options(selectinload(Listing.versions)).limit(300)
    listings = session.scalars(query).unique().all()
    matches = count_matches(session, listings)
    return Dashboard(tuple(_own(each, matches.get(each.id, 0), language) for each in listings))


def _own(listing: Listing, matches: int, language: str) -> OwnListing:
    version = _latest(listing)
    title = text_in(content_from_json(version.content_json), language)[1].title
    public = listing.public_number is not None
    revising = public and version.number > (listing.public_number or 0)
    return OwnListing(
        public_id=listing.public_id,
        kind=listing.kind.value,
        title=title,
        organisation=listing.organisation.name,
        state=listing.state,
        revision=version.state if revising and version.state in OPEN_VERSIONS else None,
        completeness=listing.completeness,
        open_for_enquiries=listing.open_for_enquiries,
        matches=matches,
    )


def _latest(listing: Listing) -> ListingVersion:
    return listing.versions[-1]

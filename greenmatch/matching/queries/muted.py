"""Reads: what a listing's side wants to be told no more of."""

from collections.abc import Collection, Sequence

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from greenmatch.catalogue.models import Listing
from greenmatch.matching.models import MatchMute
from greenmatch.organisations.models import Organisation


def muted_listings(listing: Listing) -> Select[int]:
    """The ids of all listings of the organisations that are muted for a listing."""
    return (
        select(Listing.id)
        .join(MatchMute, MatchMute.other_id == Listing.organisation_id)
        .where(MatchMute.listing_id == listing.id)
    )


def muted_among(session: Session, listings: Collection[Listing]) -> frozenset[int]:
    """The ids of those listings whose side wants to be told of no match at all."""
    ids = [listing.id for listing in listings]
    query = select(MatchMute.listing_id).where(
        MatchMute.listing_id.in_(ids), MatchMute.other_id.is_(None)
    )
    return frozenset(session.scalars(query))


def muted_organisations(session: Session, listing: Listing) -> Sequence[Organisation]:
    """The organisations that are muted for a listing, in the order of muting."""
    query = (
        select(Organisation)
        .join(MatchMute, MatchMute.other_id == Organisation.id)
        .where(MatchMute.listing_id == listing.id)
        .order_by(MatchMute.id)
    )
    return session.scalars(query).all()

"""A side wants to be told no more: of a listing's matches, or of an organisation's listings."""

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from greenmatch.catalogue.models import Listing
from greenmatch.core.clock import now
from greenmatch.matching.models import MatchMute


def mute_matches(session: Session, *, listing: Listing, other_id: int | None = None) -> None:
    """Tell the listing's side no more of its matches, or of those with one organisation."""
    query = select(MatchMute.id).where(
        MatchMute.listing_id == listing.id, MatchMute.other_id == other_id
    )
    if session.scalar(query) is None:
        session.add(MatchMute(listing_id=listing.id, other_id=other_id, muted_at=now()))
        session.flush()


def hear_again(session: Session, *, listing: Listing, other_id: int | None = None) -> None:
    """Undo `mute_matches`."""
    session.execute(
        delete(MatchMute).where(MatchMute.listing_id == listing.id, MatchMute.other_id == other_id)
    )

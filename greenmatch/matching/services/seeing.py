"""What a side has seen of its matches, for the instance's own figures."""

from collections.abc import Collection

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from greenmatch.catalogue.models import Listing
from greenmatch.catalogue.states import Kind
from greenmatch.core.clock import now
from greenmatch.core.database import insert_new
from greenmatch.matching.models import MatchSight

Pair = tuple[int, int]


def unseen_among(
    session: Session, *, listing: Listing, other_ids: Collection[int], opened: bool = False
) -> list[int]:
    """Those of the other listings that the listing's side has not seen (or not opened) yet."""
    own, away = _columns(listing)
    query = select(getattr(MatchSight, away)).where(
        getattr(MatchSight, own) == listing.id,
        getattr(MatchSight, away).in_(other_ids),
        MatchSight.organisation_id == listing.organisation_id,
    )
    known = set(
        session.scalars(query.where(MatchSight.opened_at.is_not(None)) if opened else query)
    )
    return [each for each in other_ids if each not in known]


def note_seen(
    session: Session, *, listing: Listing, other_ids: Collection[int], opened: bool = False
) -> None:
    """Remember that the listing's side has seen these matches, or has opened them."""
    own, away = _columns(listing)
    unseen = unseen_among(session, listing=listing, other_ids=other_ids)
    side = {own: listing.id, "organisation_id": listing.organisation_id, "shown_at": now()}
    insert_new(session, MatchSight, [{**side, away: other_id} for other_id in unseen])
    if opened:
        session.execute(
            update(MatchSight)
            .where(
                getattr(MatchSight, own) == listing.id,
                getattr(MatchSight, away).in_(other_ids),
                MatchSight.organisation_id == listing.organisation_id,
                MatchSight.opened_at.is_(None),
            )
            .values(opened_at=now())
        )


def _columns(listing: Listing) -> tuple[str, str]:
    """The columns in which the listing and the other one stand."""
    kinds = ("technology_id", "need_id")
    return kinds if listing.kind is Kind.TECHNOLOGY else (kinds[1], kinds[0])

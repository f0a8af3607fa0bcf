"""Dismissed pairs come back when one of the two has changed much."""

from collections.abc import Collection, Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from greenmatch.catalogue.content import Content, content_from_json
from greenmatch.catalogue.models import Listing, ListingVersion
from greenmatch.catalogue.states import Kind
from greenmatch.matching.changing import changed_much
from greenmatch.matching.models import MatchFeedback
from greenmatch.matching.queries.reasons import dismissals_of


def lapse_dismissals(session: Session, *, listing_ids: Collection[int]) -> int:
    """How many dismissals no longer count, since one of these listings is not what was judged."""
    query = dismissals_of(listing_ids)
    lapsed = [row for row in session.scalars(query).all() if _is_outdated(session, row)]
    for row in lapsed:
        row.lapsed = True
    session.flush()
    return len(lapsed)


def _is_outdated(session: Session, feedback: MatchFeedback) -> bool:
    judged = (
        (Kind.TECHNOLOGY, feedback.technology_id, feedback.technology_number),
        (Kind.NEED, feedback.need_id, feedback.need_number),
    )
    return any(
        changed_much(before, after, kind, feedback.reason)
        for kind, listing_id, number in judged
        for before, after in _contents(session, listing_id, number)
    )


def _contents(session: Session, listing_id: int, number: int) -> Iterator[tuple[Content, Content]]:
    """The judged version of a listing and its public one, where they are two."""
    listing = session.get(Listing, listing_id)
    if listing is None or listing.public_number in (None, number):
        return
    query = select(ListingVersion.number, ListingVersion.content_json).where(
        ListingVersion.listing_id == listing_id,
        ListingVersion.number.in_((number, listing.public_number)),
    )
    found = {row.number: content_from_json(row.content_json) for row in session.execute(query)}
    if len(found) == 2:
        yield found[number], found[listing.public_number]

"""Reads: why others did not follow up, as counts that tell nobody's opinion."""

from collections import Counter
from collections.abc import Collection

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from greenmatch.catalogue.models import Listing
from greenmatch.catalogue.states import Kind
from greenmatch.matching.models import MatchFeedback, Verdict

LEAST_COUNT_SHOWN = 3


def dismissals_of(listing_ids: Collection[int]) -> Select[MatchFeedback]:
    """The dismissals that still count of pairs with one of these listings."""
    return select(MatchFeedback).where(
        MatchFeedback.verdict == Verdict.DISMISSED,
        MatchFeedback.lapsed.is_(False),
        or_(MatchFeedback.technology_id.in_(listing_ids), MatchFeedback.need_id.in_(listing_ids)),
    )


def has_dismissals(session: Session, listing_ids: Collection[int]) -> bool:
    """Whether there is any such dismissal."""
    return session.scalars(dismissals_of(listing_ids).limit(1)).first() is not None


def reasons_of_others(session: Session, listing: Listing) -> dict[str, int]:
    """Why other organisations dismissed a listing: reasons that three of them gave, or more."""
    column = (
        MatchFeedback.technology_id if listing.kind is Kind.TECHNOLOGY else MatchFeedback.need_id
    )
    query = (
        select(MatchFeedback.reason, MatchFeedback.organisation_id)
        .where(
            column == listing.id,
            MatchFeedback.organisation_id != listing.organisation_id,
            MatchFeedback.verdict == Verdict.DISMISSED,
            MatchFeedback.lapsed.is_(False),
            MatchFeedback.reason != "",
        )
        .distinct()
    )
    counts = Counter(row.reason for row in session.execute(query))
    return {
        reason: number for reason, number in counts.most_common() if number >= LEAST_COUNT_SHOWN
    }

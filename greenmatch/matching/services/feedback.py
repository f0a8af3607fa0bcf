"""What one side thinks of a match."""

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from greenmatch.catalogue.models import Listing
from greenmatch.catalogue.states import Kind
from greenmatch.core.clock import now
from greenmatch.core.errors import Conflict, Invalid
from greenmatch.core.i18n import _
from greenmatch.matching.models import Match, MatchFeedback, Verdict
from greenmatch.taxonomy import choice


def give_feedback(
    session: Session,
    *,
    listing: Listing,
    other: Listing,
    verdict: Verdict,
    actor_id: int,
    reason: str = "",
    note: str = "",
) -> MatchFeedback:
    """The verdict of the listing's organisation on a pair, in place of an earlier one.

    `reason` is one of the taxonomy's decline reasons and is needed to dismiss a pair.
    """
    if verdict is Verdict.DISMISSED and choice("decline_reason", reason) is None:
        raise Invalid(_("Choose a reason."), {"reason": [_("Choose a reason.")]})
    technology, need = (listing, other) if listing.kind is Kind.TECHNOLOGY else (other, listing)
    match = session.scalars(
        select(Match).where(Match.technology_id == technology.id, Match.need_id == need.id)
    ).one_or_none()
    if match is None:
        raise Conflict(_("These two do not match any more."))
    feedback = _found(session, technology, need, listing.organisation_id)
    if feedback is None:
        feedback = MatchFeedback(
            technology_id=technology.id, need_id=need.id, organisation_id=listing.organisation_id
        )
        session.add(feedback)
    feedback.verdict, feedback.reason, feedback.note = verdict, reason, note
    feedback.given_by, feedback.given_at, feedback.lapsed = actor_id, now(), False
    feedback.technology_number = technology.public_number or 0
    feedback.need_number = need.public_number or 0
    feedback.parts = {
        "points": match.points,
        "policy": match.policy,
        "snapshot": match.snapshot,
    }
    session.flush()
    return feedback


def take_feedback_back(session: Session, *, listing: Listing, other: Listing) -> None:
    """Forget what the listing's organisation said of a pair."""
    technology, need = (listing, other) if listing.kind is Kind.TECHNOLOGY else (other, listing)
    session.execute(
        delete(MatchFeedback).where(
            MatchFeedback.technology_id == technology.id,
            MatchFeedback.need_id == need.id,
            MatchFeedback.organisation_id == listing.organisation_id,
        )
    )


def _found(
    session: Session, technology: Listing, need: Listing, organisation_id: int
) -> MatchFeedback | None:
    query = select(MatchFeedback).where(
        MatchFeedback.technology_id == technology.id,
        MatchFeedback.need_id == need.id,
        MatchFeedback.organisation_id == organisation_id,
    )
    return session.scalars(query).one_or_none()

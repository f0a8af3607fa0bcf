"""A moderator's decision: taken once, kept with its reasons, told to the author."""

from collections.abc import Mapping, Sequence

from sqlalchemy.orm import Session

from greenmatch.catalogue.models import Listing, ListingVersion
from greenmatch.catalogue.services import approve_version, reject_version, request_changes
from greenmatch.catalogue.services.locking import lock_listing
from greenmatch.catalogue.states import VersionState
from greenmatch.core.audit import record
from greenmatch.core.clock import now
from greenmatch.core.errors import Invalid
from greenmatch.core.i18n import _, in_language
from greenmatch.moderation.models import Decision, Outcome
from greenmatch.moderation.queries import last_decision
from greenmatch.moderation.reasons import reasons_of
from greenmatch.moderation.services.telling import recipients, reply_language, tell_author


def decide_version(
    session: Session,
    *,
    version: ListingVersion,
    seen: int,
    outcome: Outcome,
    moderator_id: int,
    reasons: Sequence[str] = (),
    message: str = "",
    notes: Mapping[str, str] | None = None,
) -> Decision:
    """The decision on a submitted version, which takes effect with it.

    `seen` is the number of edits that the moderator looked at, `reasons` are codes, `notes` are
    by the form's field. Conflict where somebody has decided or changed the version meanwhile;
    Invalid where the author would not learn why it is not approved. The same decision of the
    same moderator once more changes nothing.
    """
    decision = Decision(
        version=version,
        moderator_id=moderator_id,
        outcome=outcome,
        reasons=[reason.code for reason in reasons_of(reasons)],
        message=message,
        field_notes={name: note for name, note in (notes or {}).items() if note},
        decided_at=now(),
    )
    _refuse_without_reason(decision)
    if (same := _decided_before(session, decision)) is not None:
        return same
    addresses = recipients(session, version)
    _carry_out(session, decision, seen, reply_language(version, addresses))
    session.add(decision)
    session.flush()
    _record(session, decision, version.listing)
    tell_author(session, decision, addresses)
    return decision


def _refuse_without_reason(decision: Decision) -> None:
    if decision.outcome is Outcome.APPROVED or decision.reasons or decision.message:
        return
    if decision.outcome is Outcome.CHANGES_REQUESTED and decision.field_notes:
        return
    problem = _("Say why: choose a reason, or write a sentence to the author.")
    raise Invalid(problem, {"message": [problem]})


def _decided_before(session: Session, decision: Decision) -> Decision | None:
    """What the first of two clicks has decided."""
    lock_listing(session, decision.version.listing)
    session.refresh(decision.version)
    last = last_decision(session, decision.version)
    if decision.version.state is VersionState.SUBMITTED or last is None:
        return None
    said = ("moderator_id", "outcome", "reasons", "message", "field_notes")
    same = all(getattr(last, name) == getattr(decision, name) for name in said)
    return last if same else None


def _carry_out(session: Session, decision: Decision, seen: int, language: str) -> None:
    if decision.outcome is Outcome.APPROVED:
        approve_version(session, version=decision.version, seen=seen)
        return
    act = request_changes if decision.outcome is Outcome.CHANGES_REQUESTED else reject_version
    act(
        session,
        version=decision.version,
        seen=seen,
        message=_whole_message(decision, language),
        notes=decision.field_notes,
    )


def _whole_message(decision: Decision, language: str) -> str:
    """What the author's pages show: the reasons' texts and what the moderator wrote."""
    with in_language(language):
        texts = [str(reason.text) for reason in reasons_of(decision.reasons)]
    return "\n\n".join([*texts, *([decision.message] if decision.message else [])])


def _record(session: Session, decision: Decision, listing: Listing) -> None:
    record(
        session,
        actor_id=decision.moderator_id,
        action=f"listing.{decision.outcome.value}",
        subject_type="listing",
        subject_id=listing.public_id,
        details={"number": decision.version.number, "reasons": " ".join(decision.reasons)},
    )

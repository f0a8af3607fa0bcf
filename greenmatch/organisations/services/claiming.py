"""Taking over an organisation that was imported."""

from sqlalchemy.orm import Session

from greenmatch.accounts.models import User
from greenmatch.accounts.queries import admin_addresses
from greenmatch.core.clock import now
from greenmatch.core.errors import Conflict
from greenmatch.core.i18n import _
from greenmatch.organisations.models import ClaimRequest, ClaimState, MemberRole, Organisation
from greenmatch.organisations.queries import claims, open_claim
from greenmatch.organisations.services.membership import add_member
from greenmatch.organisations.services.telling import hold, record_act, tell_all
from greenmatch.organisations.signals import organisation_changed


def request_claim(
    session: Session, *, organisation: Organisation, user: User, message: str
) -> ClaimRequest:
    """Ask the administrators for an organisation; asking twice changes the request's text."""
    hold(session, organisation)
    if organisation.claimed:
        raise Conflict(_("Somebody has already taken over this organisation."))
    if (asked := open_claim(session, organisation.id, user.id)) is not None:
        asked.message = message
        session.flush()
        return asked
    claim = ClaimRequest(organisation=organisation, user=user, message=message, created_at=now())
    session.add(claim)
    session.flush()
    record_act(session, organisation, "organisation.claim-requested", actor_id=user.id)
    tell_all(
        session,
        admin_addresses(session),
        "organisations/claim_requested",
        organisation=organisation,
        person=user,
        message=message,
    )
    return claim


def accept_claim(session: Session, *, claim: ClaimRequest, actor_id: int) -> None:
    """Make the person the organisation's owner; what others asked for it is declined."""
    organisation = claim.organisation
    _decide(session, claim, ClaimState.ACCEPTED)
    organisation.claimed = True
    add_member(session, organisation=organisation, user_id=claim.user_id, role=MemberRole.OWNER)
    record_act(session, organisation, "organisation.claim-accepted", actor_id=actor_id)
    _tell(session, claim, "organisations/claim_accepted")
    for rival in session.scalars(
        claims().where(ClaimRequest.organisation_id == organisation.id)
    ).all():
        decline_claim(session, claim=rival, actor_id=actor_id, reason="")
    organisation_changed.send(session, organisation=organisation)


def decline_claim(session: Session, *, claim: ClaimRequest, actor_id: int, reason: str) -> None:
    """Turn the request down, with a reason for the person."""
    _decide(session, claim, ClaimState.DECLINED)
    claim.reason = reason
    record_act(session, claim.organisation, "organisation.claim-declined", actor_id=actor_id)
    _tell(session, claim, "organisations/claim_declined")


def _decide(session: Session, claim: ClaimRequest, state: ClaimState) -> None:
    hold(session, claim.organisation)
    session.refresh(claim)
    if claim.state is not ClaimState.OPEN:
        raise Conflict(_("This request has already been decided."))
    claim.state, claim.decided_at = state, now()
    session.flush()


def _tell(session: Session, claim: ClaimRequest, template: str) -> None:
    if claim.user.email:
        address = (claim.user.email, claim.user.language)
        tell_all(session, [address], template, organisation=claim.organisation, reason=claim.reason)

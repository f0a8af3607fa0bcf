"""Who wants, or is wanted, to act for an organisation: invitations and claims."""

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, contains_eager, joinedload

from greenmatch.accounts.tokens import token_hash
from greenmatch.core.clock import now
from greenmatch.core.database import is_public_id
from greenmatch.core.errors import Gone, NotFound
from greenmatch.core.i18n import _
from greenmatch.organisations.models import (
    ClaimRequest,
    ClaimState,
    Invitation,
    Organisation,
    OrganisationState,
)


def open_invitations(organisation: Organisation) -> Select[Invitation]:
    """Invitations to an organisation that nobody has accepted yet, latest first."""
    return _open().where(Invitation.organisation_id == organisation.id)


def invitations_for(email: str) -> Select[Invitation]:
    """Invitations that wait for whoever has an address, with their organisations."""
    return (
        _open()
        .join(Invitation.organisation)
        .options(contains_eager(Invitation.organisation))
        .where(Invitation.email == email, Organisation.state == OrganisationState.ACTIVE)
    )


def _open() -> Select[Invitation]:
    return (
        select(Invitation)
        .where(Invitation.accepted_at.is_(None), Invitation.expires_at > now())
        .order_by(Invitation.created_at.desc(), Invitation.id.desc())
    )


def invitation_by_token(session: Session, token: str) -> Invitation:
    """The invitation behind a mailed link, accepted or not; Gone where it can't be any more."""
    query = (
        select(Invitation)
        .options(joinedload(Invitation.organisation))
        .where(Invitation.token_hash == token_hash(token))
    )
    found = session.scalar(query)
    if found is None or not _stands(found):
        raise Gone(_("This invitation was taken back or is too old. Ask for a new one."))
    return found


def _stands(invitation: Invitation) -> bool:
    in_time = invitation.accepted_at is not None or invitation.expires_at > now()
    return in_time and invitation.organisation.state is OrganisationState.ACTIVE


def invitation_by_public_id(session: Session, public_id: str) -> Invitation:
    """An open invitation with its organisation; NotFound where there is none."""
    query = _open().options(joinedload(Invitation.organisation))
    query = query.where(Invitation.public_id == public_id)
    found = session.scalar(query) if is_public_id(public_id) else None
    if found is None:
        raise NotFound(_("There is no such invitation."))
    return found


def claims(*, state: ClaimState | None = ClaimState.OPEN) -> Select[ClaimRequest]:
    """Requests to take over organisations, with both sides, oldest first."""
    query = select(ClaimRequest).options(
        joinedload(ClaimRequest.organisation), joinedload(ClaimRequest.user)
    )
    if state is not None:
        query = query.where(ClaimRequest.state == state)
    return query.order_by(ClaimRequest.created_at, ClaimRequest.id)


def claim_by_public_id(session: Session, public_id: str) -> ClaimRequest:
    """A request with both its sides; NotFound where there is none."""
    query = claims(state=None).where(ClaimRequest.public_id == public_id)
    found = session.scalar(query) if is_public_id(public_id) else None
    if found is None:
        raise NotFound(_("There is no such request."))
    return found


def open_claim(session: Session, organisation_id: int, user_id: int) -> ClaimRequest | None:
    """A person's undecided request for an organisation, if there is one."""
    query = select(ClaimRequest).where(
        ClaimRequest.organisation_id == organisation_id,
        ClaimRequest.user_id == user_id,
        ClaimRequest.state == ClaimState.OPEN,
    )
    return session.scalar(query)

"""Inviting people by mail."""

from datetime import timedelta
from math import ceil

from sqlalchemy import select
from sqlalchemy.orm import Session

from greenmatch.accounts.models import User
from greenmatch.accounts.queries import user_by_email
from greenmatch.accounts.tokens import new_token, token_hash
from greenmatch.core.clock import now
from greenmatch.core.errors import Gone, Invalid
from greenmatch.core.i18n import _
from greenmatch.core.mail import send_mail
from greenmatch.organisations.models import Invitation, MemberRole, Membership, Organisation
from greenmatch.organisations.queries import membership, open_invitations
from greenmatch.organisations.services.membership import add_member
from greenmatch.organisations.services.telling import hold, record_act

VALID = timedelta(days=14)
# Inviting the same address again sooner than this is taken for a second click.
SAME_WISH = timedelta(minutes=10)


def invite_member(
    session: Session,
    *,
    organisation: Organisation,
    email: str,
    role: MemberRole,
    inviter: User,
) -> Invitation:
    """Mail somebody an invitation; one that was open for the address is replaced by it.

    Invalid, at `email`, for somebody who is a member already.
    """
    hold(session, organisation)
    known = user_by_email(session, email)
    if known is not None and membership(session, organisation.id, known.id) is not None:
        problem = _("This person is already a member.")
        raise Invalid(problem, {"email": [problem]})
    if same := lately_invited(session, organisation=organisation, email=email, role=role):
        return same
    if (earlier := _open_for(session, organisation, email)) is not None:
        session.delete(earlier)
    return _send(session, organisation, email, role, inviter, known)


def lately_invited(
    session: Session, *, organisation: Organisation, email: str, role: MemberRole
) -> Invitation | None:
    """The invitation that the address was sent so lately that it is not sent again."""
    found = _open_for(session, organisation, email)
    if found is None or found.role is not role or found.created_at <= now() - SAME_WISH:
        return None
    return found


def minutes_to_wait(invitation: Invitation) -> int:
    """In how many minutes an invitation can be sent again."""
    left = invitation.created_at + SAME_WISH - now()
    return max(1, ceil(left.total_seconds() / 60))


def _open_for(session: Session, organisation: Organisation, email: str) -> Invitation | None:
    return session.scalar(open_invitations(organisation).where(Invitation.email == email))


def _send(
    session: Session,
    organisation: Organisation,
    email: str,
    role: MemberRole,
    inviter: User,
    known: User | None,
) -> Invitation:
    token = new_token()
    invitation = Invitation(
        organisation_id=organisation.id,
        email=email,
        role=role,
        token_hash=token_hash(token),
        invited_by=inviter.id,
        created_at=now(),
        expires_at=now() + VALID,
    )
    session.add(invitation)
    session.flush()
    send_mail(
        session,
        to=email,
        language=(known or inviter).language,
        template="organisations/invitation",
        context={
            "organisation": organisation,
            "inviter": inviter.name,
            "token": token,
            "known": known is not None,
        },
    )
    record_act(session, organisation, "organisation.invited", actor_id=inviter.id, role=role.value)
    return invitation


def revoke_invitation(
    session: Session, *, organisation: Organisation, invitation: Invitation, actor_id: int
) -> None:
    """Take an invitation back: its link no longer leads anywhere."""
    session.delete(invitation)
    session.flush()
    record_act(session, organisation, "organisation.invitation-revoked", actor_id=actor_id)


def accept_invitation(session: Session, *, invitation: Invitation, user: User) -> Membership:
    """Make the person a member; Gone where another person has accepted the invitation."""
    organisation = invitation.organisation
    hold(session, organisation)
    session.refresh(invitation)
    if invitation.accepted_at is not None:
        found = membership(session, organisation.id, user.id)
        if found is None:
            raise Gone(_("This invitation has already been accepted."))
        return found
    invitation.accepted_at = now()
    return add_member(session, organisation=organisation, user_id=user.id, role=invitation.role)


def forget_invitations(session: Session, *, email: str) -> None:
    """Remove an address from all invitations."""
    for invitation in session.scalars(select(Invitation).where(Invitation.email == email)):
        session.delete(invitation)
    session.flush()

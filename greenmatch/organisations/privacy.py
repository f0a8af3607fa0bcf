"""What this feature holds of a person, and what their going means for organisations."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session, contains_eager

from greenmatch.accounts.departures import Departure, departure_check
from greenmatch.accounts.models import User
from greenmatch.core.i18n import _, current_language
from greenmatch.core.privacy import register_personal_data
from greenmatch.organisations.models import ClaimRequest, Invitation, Membership, Organisation
from greenmatch.organisations.queries import memberships_of
from greenmatch.organisations.services.founding import close_organisation
from greenmatch.organisations.services.inviting import forget_invitations
from greenmatch.organisations.services.membership import is_last_owner


def export_memberships(session: Session, user_id: int) -> dict[str, Any]:
    """The person's organisations, the ones they asked to take over, and whom they invited."""
    asked = select(ClaimRequest).where(ClaimRequest.user_id == user_id).order_by(ClaimRequest.id)
    return {
        "memberships": [
            {
                "organisation": row.organisation.name,
                "public_id": row.organisation.public_id,
                "role": row.role.value,
                "since": row.joined_at,
            }
            for row in memberships_of(session, user_id)
        ],
        "claims": [
            {
                "organisation": claim.organisation.name,
                "public_id": claim.organisation.public_id,
                "message": claim.message,
                "state": claim.state.value,
                "reason": claim.reason,
                "at": claim.created_at,
            }
            for claim in session.scalars(asked)
        ],
        "invitations": _invitations(session, user_id),
    }


def _invitations(session: Session, user_id: int) -> list[dict[str, Any]]:
    """The invitations that the person sent; a revoked one is not kept."""
    query = (
        select(Invitation)
        .join(Invitation.organisation)
        .options(contains_eager(Invitation.organisation))
        .where(Invitation.invited_by == user_id)
        .order_by(Invitation.id)
    )
    return [
        {
            "organisation": sent.organisation.name,
            "public_id": sent.organisation.public_id,
            "email": sent.email,
            "role": sent.role.value,
            "at": sent.created_at,
            "accepted": sent.accepted_at,
        }
        for sent in session.scalars(query)
    ]


def erase_memberships(session: Session, user_id: int) -> None:
    """End the person's memberships, invitations and claims; close what nobody else acts for."""
    for organisation in _theirs_alone(session, user_id):
        close_organisation(session, organisation=organisation, actor_id=user_id)
    email = session.get_one(User, user_id).email
    if email:
        forget_invitations(session, email=email)
    session.execute(
        update(Invitation).where(Invitation.invited_by == user_id).values(invited_by=None)
    )
    session.execute(delete(ClaimRequest).where(ClaimRequest.user_id == user_id))
    session.execute(delete(Membership).where(Membership.user_id == user_id))


def _theirs_alone(session: Session, user_id: int) -> Sequence[Organisation]:
    """The person's organisations that have no other member."""
    found = memberships_of(session, user_id)
    ids = [row.organisation_id for row in found]
    query = select(Membership.organisation_id).where(Membership.organisation_id.in_(ids))
    alone = set(
        session.scalars(query.group_by(Membership.organisation_id).having(func.count() == 1))
    )
    return [row.organisation for row in found if row.organisation_id in alone]


@departure_check
def departure_from_organisations(session: Session, user_id: int) -> Departure:
    """Others must not be left without an owner; what is the person's alone ends with them."""
    alone = _theirs_alone(session, user_id)
    last = [
        row.organisation
        for row in memberships_of(session, user_id)
        if row.organisation not in alone and is_last_owner(session, row.organisation, row)
    ]
    language = current_language()
    return Departure(
        obstacles=tuple(
            _(
                "You are the last owner of %(name)s, which has other members."
                " Make one of them an owner first, or close it.",
                name=organisation.shown_name(language),
            )
            for organisation in last
        ),
        consequences=tuple(
            _(
                "%(name)s has no other member: it is closed and its listings are withdrawn.",
                name=organisation.shown_name(language),
            )
            for organisation in alone
        ),
    )


def init_privacy() -> None:
    """Register memberships with the export and the erasure of a person's data."""
    register_personal_data("organisations", export_memberships, erase_memberships)

"""Who acts for which organisation."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, contains_eager

from greenmatch.accounts.identities import Memberships, set_membership_reader
from greenmatch.accounts.models import AccountState, User
from greenmatch.core.database import is_public_id
from greenmatch.core.errors import NotFound
from greenmatch.core.i18n import _
from greenmatch.organisations.models import (
    MemberRole,
    Membership,
    Organisation,
    OrganisationState,
)


@set_membership_reader
def read_memberships(session: Session, user_id: int) -> Memberships:
    """The organisations of a person, as their permissions need them; one query."""
    query = (
        select(Membership.organisation_id, Membership.role, Organisation.state)
        .join(Membership.organisation)
        .where(Membership.user_id == user_id, Organisation.state != OrganisationState.CLOSED)
    )
    rows = session.execute(query).all()
    active = [row for row in rows if row.state is OrganisationState.ACTIVE]
    return Memberships(
        active=frozenset(row.organisation_id for row in active),
        owned=frozenset(row.organisation_id for row in active if row.role is MemberRole.OWNER),
        suspended=frozenset(row.organisation_id for row in rows if row not in active),
    )


def memberships_of(session: Session, user_id: int) -> Sequence[Membership]:
    """A person's memberships with their organisations, by name; closed ones left out."""
    query = (
        select(Membership)
        .join(Membership.organisation)
        .options(contains_eager(Membership.organisation))
        .where(Membership.user_id == user_id, Organisation.state != OrganisationState.CLOSED)
        .order_by(Organisation.folded, Organisation.id)
    )
    return session.scalars(query).all()


def members(session: Session, organisation: Organisation) -> Sequence[Membership]:
    """An organisation's memberships with their people, owners first."""
    query = (
        select(Membership)
        .join(Membership.user)
        .options(contains_eager(Membership.user))
        .where(Membership.organisation_id == organisation.id)
        .order_by(Membership.role.desc(), Membership.joined_at, Membership.id)
    )
    return session.scalars(query).all()


def member(session: Session, organisation: Organisation, user_public_id: str) -> Membership:
    """The membership of a person in an organisation; NotFound where there is none."""
    query = (
        select(Membership)
        .join(Membership.user)
        .options(contains_eager(Membership.user))
        .where(Membership.organisation_id == organisation.id, User.public_id == user_public_id)
    )
    found = session.scalar(query) if is_public_id(user_public_id) else None
    if found is None:
        raise NotFound(_("This person is not a member."))
    return found


def membership(session: Session, organisation_id: int, user_id: int) -> Membership | None:
    """A person's membership in an organisation, if there is one."""
    query = select(Membership).where(
        Membership.organisation_id == organisation_id, Membership.user_id == user_id
    )
    return session.scalar(query)


def member_addresses(
    session: Session, organisation_id: int, role: MemberRole | None = None
) -> list[tuple[str, str]]:
    """Address and language of every member (of a role) who can act: who is to be told by mail."""
    query = (
        select(User.email, User.language)
        .join(Membership, Membership.user_id == User.id)
        .where(
            Membership.organisation_id == organisation_id,
            User.state == AccountState.ACTIVE,
            User.email.is_not(None),
        )
        .order_by(User.id)
    )
    if role is not None:
        query = query.where(Membership.role == role)
    return [(email, language) for email, language in session.execute(query) if email]

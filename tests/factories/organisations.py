"""Organisations and who acts for them."""

import itertools
from typing import Any

from sqlalchemy.orm import Session

from greenmatch.accounts.models import User
from greenmatch.core.clock import now
from greenmatch.organisations.models import MemberRole, Membership, Organisation
from tests.factories.accounts import make_user

_numbers = itertools.count(1)


def make_organisation(
    session: Session, *, owner: User | None = None, name: str | None = None, **values: Any
) -> Organisation:
    """An active organisation, with an owner if one is given."""
    organisation = Organisation(
        name=name or f"Example Works {next(_numbers)}",
        **{"type": "company-sme", "country": "KE", **values},
        created_at=now(),
    )
    session.add(organisation)
    session.flush()
    if owner is not None:
        add_membership(session, organisation, owner, MemberRole.OWNER)
    return organisation


def make_unclaimed(session: Session, **values: Any) -> Organisation:
    """An organisation that was imported and that nobody has taken over."""
    key = f"key-{next(_numbers)}"
    return make_organisation(
        session, **{"claimed": False, "source": "test", "source_key": key, **values}
    )


def add_membership(
    session: Session,
    organisation: Organisation,
    user: User,
    role: MemberRole = MemberRole.MEMBER,
) -> Membership:
    """Have the person act for the organisation."""
    membership = Membership(
        organisation_id=organisation.id, user_id=user.id, role=role, joined_at=now()
    )
    session.add(membership)
    session.flush()
    return membership


def make_provider(session: Session, **values: Any) -> tuple[User, Organisation]:
    """A person who owns an organisation."""
    user = make_user(session)
    return user, make_organisation(session, owner=user, **values)

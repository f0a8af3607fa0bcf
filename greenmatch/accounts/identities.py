"""From a cookie's token to who is asking and what they may act for."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy.orm import Session

from greenmatch.accounts.models import AccountState, User
from greenmatch.accounts.queries import live_session
from greenmatch.core.database import db
from greenmatch.core.permissions import Actor, Role
from greenmatch.core.web.identity import Identity


@dataclass(frozen=True)
class Memberships:
    """The organisations (internal ids) of a person: `owned` is a part of `active`."""

    active: frozenset[int] = frozenset()
    owned: frozenset[int] = frozenset()
    suspended: frozenset[int] = frozenset()


MembershipReader = Callable[[Session, int], Memberships]


def _none(_session: Session, _user_id: int) -> Memberships:
    return Memberships()


_reader: list[MembershipReader] = [_none]


def set_membership_reader(reader: MembershipReader) -> MembershipReader:
    """Say how a person's organisations are read; they are stored by a feature above this one."""
    _reader[:] = [reader]
    return reader


def actor_of(session: Session, user: User) -> Actor:
    """The person as somebody who acts; one query, for the memberships."""
    found = _reader[0](session, user.id)
    if user.state is not AccountState.ACTIVE:
        return Actor(
            user.id,
            confirmed=False,
            suspended_organisation_ids=found.active | found.suspended,
        )
    return Actor(
        user.id,
        user.role if user.confirmed_at else Role.PERSON,
        found.active,
        found.owned,
        found.suspended,
        confirmed=user.confirmed_at is not None,
    )


def load_identity(token: str) -> Identity | None:
    """Who holds a session's token; None where it has ended. Two queries."""
    session = db.session()
    found = live_session(session, token)
    if found is None:
        return None
    user = found.user
    return Identity(
        token=token, actor=actor_of(session, user), name=user.name, language=user.language
    )

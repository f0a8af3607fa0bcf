"""People, and browsers in which they are signed in."""

import itertools
from functools import cache

from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from greenmatch.accounts.models import AccountState, User
from greenmatch.accounts.passwords import hash_password
from greenmatch.accounts.services.signing_in import start_session
from greenmatch.core.clock import now
from greenmatch.core.permissions import Role

PASSWORD = "spring tide at noon"

_numbers = itertools.count(1)


@cache
def _hash(password: str) -> str:
    return hash_password(password)


def make_user(
    session: Session,
    *,
    name: str = "Ada Example",
    email: str | None = None,
    password: str = PASSWORD,
    role: Role = Role.PERSON,
    state: AccountState = AccountState.ACTIVE,
    language: str = "en",
    confirmed: bool = True,
) -> User:
    """A person with a confirmed account, and an address of their own unless one is given."""
    user = User(
        name=name,
        email=email or f"person{next(_numbers)}@example.org",
        password_hash=_hash(password),
        role=role,
        state=state,
        language=language,
        confirmed_at=now() if confirmed else None,
        terms_accepted_at=now(),
        created_at=now(),
    )
    session.add(user)
    session.flush()
    return user


def make_admin(session: Session, *, name: str = "Ines Admin", language: str = "en") -> User:
    """Somebody who runs the platform."""
    return make_user(session, name=name, role=Role.ADMIN, language=language)


def sign_in(client: FlaskClient, session: Session, user: User) -> str:
    """Sign the person in as the sign-in page does, without its form; the session's token."""
    token = start_session(session, user=user, agent="", days=30)
    session.commit()
    with client.session_transaction() as cookie:
        cookie["_user_id"] = token
        cookie["_fresh"] = True
    return token

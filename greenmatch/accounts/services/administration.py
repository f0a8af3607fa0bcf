"""What administrators do to accounts: suspend, give roles, make the first administrator."""

from datetime import timedelta

from sqlalchemy.orm import Session

from greenmatch.accounts.addresses import normal_address
from greenmatch.accounts.models import AccountState, Purpose, User
from greenmatch.accounts.passwords import hash_password
from greenmatch.accounts.queries import user_by_email
from greenmatch.accounts.services.links import issue_link
from greenmatch.accounts.services.resetting import check_new_password
from greenmatch.accounts.services.telling import record_act, tell
from greenmatch.core.clock import now
from greenmatch.core.errors import Conflict, Invalid
from greenmatch.core.i18n import DEFAULT_LANGUAGE, _
from greenmatch.core.permissions import Role

FIRST_LINK_VALID = timedelta(days=1)


def suspend_person(session: Session, *, user: User, actor_id: int, reason: str) -> None:
    """From now on the person can read, export and leave, but not act; they are told why."""
    _switch(session, user, AccountState.ACTIVE, AccountState.SUSPENDED)
    tell(session, user, "accounts/suspended", reason=reason)
    record_act(session, user, "account.suspended", actor_id=actor_id, reason=reason)


def reinstate_person(session: Session, *, user: User, actor_id: int) -> None:
    """Let a suspended person act again."""
    _switch(session, user, AccountState.SUSPENDED, AccountState.ACTIVE)
    tell(session, user, "accounts/reinstated")
    record_act(session, user, "account.reinstated", actor_id=actor_id)


def change_role(session: Session, *, user: User, role: Role, actor_id: int) -> None:
    """Make somebody a moderator or administrator, or a plain person again."""
    if user.role is role:
        return
    before, user.role = user.role.value, role
    record_act(
        session, user, "account.role-changed", actor_id=actor_id, before=before, after=role.value
    )


def create_admin(
    session: Session, *, email: str, password: str | None = None
) -> tuple[User, str | None]:
    """An administrator with this address, and the token of a link where they choose a password.

    An existing account becomes administrator. Without `password` there is a token, valid for a
    day, unless the account has a password already. Invalid for an address that cannot be one.
    """
    address = normal_address(email)
    if address is None:
        problem = _("This is not an email address.")
        raise Invalid(problem, {"email": [problem]})
    user = user_by_email(session, address) or _add_person(session, address)
    if user.state is not AccountState.ACTIVE:
        raise Conflict(_("This account is suspended. Reinstate it first."))
    user.role, user.confirmed_at = Role.ADMIN, user.confirmed_at or now()
    if password is not None:
        check_new_password(password, email=address, name=user.name, field="password")
        user.password_hash = hash_password(password)
    record_act(session, user, "account.made-admin", actor_id=None)
    if user.password_hash:
        return user, None
    token = issue_link(session, user=user, purpose=Purpose.RESET, valid=FIRST_LINK_VALID)
    return user, token


def _add_person(session: Session, email: str) -> User:
    name = email.partition("@")[0]
    user = User(
        email=email,
        name=name,
        language=DEFAULT_LANGUAGE,
        state=AccountState.ACTIVE,
        created_at=now(),
    )
    session.add(user)
    session.flush()
    return user


def _switch(session: Session, user: User, before: AccountState, after: AccountState) -> None:
    if user.state is not before:
        raise Conflict(_("This is not possible in the account’s present state."))
    user.state = after
    session.flush()

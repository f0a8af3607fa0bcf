"""Deleting an account for good."""

from sqlalchemy.orm import Session

from greenmatch.accounts.departures import departure_of
from greenmatch.accounts.models import AccountState, User
from greenmatch.accounts.queries import count_admins
from greenmatch.accounts.services.settings import prove_password
from greenmatch.accounts.services.telling import record_act
from greenmatch.core.errors import Conflict
from greenmatch.core.i18n import _
from greenmatch.core.mail import send_mail
from greenmatch.core.permissions import Role
from greenmatch.core.privacy import erase_person


def delete_account(session: Session, *, user: User, current_password: str) -> None:
    """Erase the person; what they wrote to others stays, without their name.

    Invalid, at `current_password`, for a wrong password; Conflict where others depend on them.
    """
    prove_password(user, current_password)
    if obstacles := obstacles_to_leaving(session, user):
        raise Conflict(" ".join(obstacles))
    email, language, name = user.email, user.language, user.name
    erase_person(session, user.id)
    record_act(session, user, "account.deleted", actor_id=user.id)
    if email:
        send_mail(
            session,
            to=email,
            language=language,
            template="accounts/deleted",
            context={"name": name},
        )


def obstacles_to_leaving(session: Session, user: User) -> tuple[str, ...]:
    """Why the person cannot delete the account yet, as sentences that say what to do."""
    last = user.role is Role.ADMIN and user.state is AccountState.ACTIVE
    if last and count_admins(session) == 1:
        return (
            _("You are the last administrator. Make somebody else one first."),
            *departure_of(session, user.id).obstacles,
        )
    return departure_of(session, user.id).obstacles

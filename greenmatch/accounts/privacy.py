"""What this feature holds of a person: the account itself."""

from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from greenmatch.accounts.models import AccountState, MailedLink, User, UserSession
from greenmatch.core.mail import forget_mails
from greenmatch.core.permissions import Role
from greenmatch.core.privacy import register_personal_data


def export_account(session: Session, user_id: int) -> dict[str, Any]:
    """The account and where it is signed in; never the password, not even as a hash."""
    user = session.get_one(User, user_id)
    sessions = session.scalars(
        select(UserSession).where(UserSession.user_id == user_id).order_by(UserSession.id)
    )
    return {
        "public_id": user.public_id,
        "name": user.name,
        "email": user.email,
        "language": user.language,
        "role": user.role.value,
        "state": user.state.value,
        "created_at": user.created_at,
        "confirmed_at": user.confirmed_at,
        "terms_accepted_at": user.terms_accepted_at,
        "sessions": [
            {"browser": row.browser, "since": row.created_at, "until": row.expires_at}
            for row in sessions
        ],
    }


def erase_account(session: Session, user_id: int) -> None:
    """Leave of the account only a row without a name, for the threads that stay."""
    user = session.get_one(User, user_id)
    if user.email:
        forget_mails(session, user.email)
    session.execute(delete(UserSession).where(UserSession.user_id == user_id))
    session.execute(delete(MailedLink).where(MailedLink.user_id == user_id))
    user.name, user.email, user.password_hash = "", None, None
    user.role, user.state = Role.PERSON, AccountState.DELETED
    user.confirmed_at = user.terms_accepted_at = None
    session.flush()


def init_privacy() -> None:
    """Register the account with the export and the erasure of a person's data."""
    register_personal_data("account", export_account, erase_account)

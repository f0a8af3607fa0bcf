"""What comes round: ended sessions, old links and accounts that nobody confirmed are forgotten."""

from datetime import timedelta

from sqlalchemy import delete
from sqlalchemy.orm import Session

from greenmatch.accounts.models import MailedLink, User, UserSession
from greenmatch.core.clock import now
from greenmatch.core.jobs import register_job
from greenmatch.core.permissions import Role
from greenmatch.core.work import unit_of_work

KEEP_UNCONFIRMED = timedelta(days=30)


def tidy_accounts(session: Session) -> None:
    """Delete what has ended, and accounts whose address was never confirmed."""
    moment = now()
    with unit_of_work(session):
        session.execute(delete(UserSession).where(UserSession.expires_at <= moment))
        session.execute(delete(MailedLink).where(MailedLink.expires_at <= moment))
        session.execute(
            delete(User).where(
                User.confirmed_at.is_(None),
                User.email.is_not(None),
                User.role == Role.PERSON,
                User.created_at < moment - KEEP_UNCONFIRMED,
            )
        )


def init_jobs() -> None:
    """Have the worker tidy up once a day."""
    register_job("accounts.tidy", timedelta(days=1), tidy_accounts)

"""Reads of people, their sessions and their links."""

from datetime import datetime

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, contains_eager

from greenmatch.accounts.models import AccountState, MailedLink, Purpose, User, UserSession
from greenmatch.accounts.tokens import token_hash
from greenmatch.core.clock import now
from greenmatch.core.database import is_public_id
from greenmatch.core.errors import Gone, NotFound
from greenmatch.core.i18n import _
from greenmatch.core.permissions import Role


def user_by_email(session: Session, email: str) -> User | None:
    """The account with an address (in normal form)."""
    return session.scalar(select(User).where(User.email == email))


def user_by_public_id(session: Session, public_id: str) -> User:
    """The account with a public id; NotFound where there is none, or it has been deleted."""
    query = select(User).where(User.public_id == public_id, User.state != AccountState.DELETED)
    found = session.scalar(query) if is_public_id(public_id) else None
    if found is None:
        raise NotFound(_("There is no such person."))
    return found


def people(
    *, text: str = "", role: Role | None = None, state: AccountState | None = None
) -> Select[User]:
    """Accounts whose name or address contains the text, newest first."""
    query = select(User).order_by(User.created_at.desc(), User.id.desc())
    if text:
        query = query.where(
            User.name.icontains(text, autoescape=True) | User.email.icontains(text, autoescape=True)
        )
    if role is not None:
        query = query.where(User.role == role)
    return query.where(User.state == state if state else User.state != AccountState.DELETED)


def count_admins(session: Session) -> int:
    """How many people can run the platform now."""
    query = select(func.count()).select_from(User)
    query = query.where(User.role == Role.ADMIN, User.state == AccountState.ACTIVE)
    return session.scalar(query) or 0


def admin_addresses(session: Session) -> list[tuple[str, str]]:
    """Address and language of everybody who runs the platform."""
    query = select(User.email, User.language).where(
        User.role == Role.ADMIN, User.state == AccountState.ACTIVE, User.email.is_not(None)
    )
    return [(email, language) for email, language in session.execute(query) if email]


def live_session(session: Session, token: str) -> UserSession | None:
    """The session of a cookie's token with its person, if it has not ended."""
    return session.scalar(
        select(UserSession)
        .join(UserSession.user)
        .options(contains_eager(UserSession.user))
        .where(
            UserSession.token_hash == token_hash(token),
            UserSession.expires_at > now(),
            User.state != AccountState.DELETED,
        )
    )


def sessions_of(user: User) -> Select[UserSession]:
    """The browsers in which a person is signed in, latest first."""
    return (
        select(UserSession)
        .where(UserSession.user_id == user.id, UserSession.expires_at > now())
        .order_by(UserSession.created_at.desc(), UserSession.id.desc())
    )


def live_link(session: Session, token: str, purpose: Purpose) -> MailedLink | None:
    """The link with this token and its person; None where it is used, too old or unknown."""
    return session.scalar(
        select(MailedLink)
        .join(MailedLink.user)
        .options(contains_eager(MailedLink.user))
        .where(
            MailedLink.token_hash == token_hash(token),
            MailedLink.purpose == purpose,
            MailedLink.used_at.is_(None),
            MailedLink.expires_at > now(),
            User.state != AccountState.DELETED,
        )
    )


def open_link(session: Session, token: str, purpose: Purpose) -> MailedLink:
    """The link that a person has opened; Gone where it is used, too old or unknown."""
    link = live_link(session, token, purpose)
    if link is None:
        raise Gone(_("This link has already been used or is too old."))
    return link


def linked_since(session: Session, user: User, purpose: Purpose, moment: datetime) -> bool:
    """Whether an unused link of this kind was sent to the person after the moment."""
    query = select(MailedLink.id).where(
        MailedLink.user_id == user.id,
        MailedLink.purpose == purpose,
        MailedLink.used_at.is_(None),
        MailedLink.created_at > moment,
    )
    return session.scalar(query.limit(1)) is not None

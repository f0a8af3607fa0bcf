"""Signing in and out: sessions are rows, so that they can be listed and ended."""

from datetime import timedelta

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from greenmatch.accounts.browsers import browser_label
from greenmatch.accounts.models import User, UserSession
from greenmatch.accounts.passwords import hash_password, needs_new_hash, password_fits
from greenmatch.accounts.queries import user_by_email
from greenmatch.accounts.tokens import new_token, token_hash
from greenmatch.core.clock import now
from greenmatch.core.database import is_public_id


def check_sign_in(session: Session, *, email: str, password: str) -> User | None:
    """The person with this address and password; the same work is done where there is none."""
    user = user_by_email(session, email)
    if not password_fits(user.password_hash if user else None, password) or user is None:
        return None
    if user.password_hash and needs_new_hash(user.password_hash):
        user.password_hash = hash_password(password)
    return user


def start_session(session: Session, *, user: User, agent: str, days: int) -> str:
    """Sign a browser in; returns the token that its cookie will carry.

    `agent` is the browser's User-Agent header; it is kept as a short name only.
    """
    token = new_token()
    session.add(
        UserSession(
            token_hash=token_hash(token),
            user_id=user.id,
            created_at=now(),
            expires_at=now() + timedelta(days=days),
            browser=browser_label(agent),
        )
    )
    session.flush()
    return token


def renew_session(session: Session, *, token: str, days: int) -> None:
    """Put off the end of a session that is in use; at most once a day."""
    end = now() + timedelta(days=days)
    session.execute(
        update(UserSession)
        .where(
            UserSession.token_hash == token_hash(token),
            UserSession.expires_at > now(),
            UserSession.expires_at < end - timedelta(days=1),
        )
        .values(expires_at=end)
    )


def end_session(session: Session, *, token: str) -> None:
    """Sign the browser out that holds the token."""
    session.execute(delete(UserSession).where(UserSession.token_hash == token_hash(token)))


def end_sessions(
    session: Session, *, user: User, public_id: str | None = None, keep: str | None = None
) -> None:
    """Sign the person out everywhere, or in one browser; never in the one with token `keep`."""
    query = delete(UserSession).where(UserSession.user_id == user.id)
    if public_id is not None and not is_public_id(public_id):
        return
    if public_id is not None:
        query = query.where(UserSession.public_id == public_id)
    if keep is not None:
        query = query.where(UserSession.token_hash != token_hash(keep))
    session.execute(query)

"""One-time links that are mailed to people."""

from datetime import timedelta

from sqlalchemy import update
from sqlalchemy.orm import Session

from greenmatch.accounts.models import MailedLink, Purpose, User
from greenmatch.accounts.queries import linked_since, open_link
from greenmatch.accounts.tokens import new_token, token_hash
from greenmatch.core.clock import now

VALID = {
    Purpose.CONFIRM: timedelta(days=3),
    Purpose.RESET: timedelta(hours=2),
    Purpose.CHANGE_MAIL: timedelta(days=1),
}
# A second click on a button is not a second wish for a mail.
SAME_CLICK = timedelta(minutes=2)


def issue_link(
    session: Session,
    *,
    user: User,
    purpose: Purpose,
    email: str | None = None,
    valid: timedelta | None = None,
) -> str:
    """A new link's token; earlier links of the person for this purpose end."""
    end_links(session, user=user, purpose=purpose)
    token = new_token()
    session.add(
        MailedLink(
            token_hash=token_hash(token),
            user=user,
            purpose=purpose,
            email=email,
            created_at=now(),
            expires_at=now() + (valid or VALID[purpose]),
        )
    )
    return token


def use_link(session: Session, *, token: str, purpose: Purpose) -> MailedLink:
    """The link, used up by this; Gone where it is used, too old or unknown."""
    link = open_link(session, token, purpose)
    link.used_at = now()
    return link


def end_links(session: Session, *, user: User, purpose: Purpose | None = None) -> None:
    """End the person's open links (for one purpose, or all)."""
    query = update(MailedLink).where(MailedLink.user_id == user.id, MailedLink.used_at.is_(None))
    if purpose is not None:
        query = query.where(MailedLink.purpose == purpose)
    session.execute(query.values(used_at=now()))


def just_sent(session: Session, *, user: User, purpose: Purpose) -> bool:
    """Whether the person has been sent such a link moments ago and has not used it."""
    return linked_since(session, user, purpose, now() - SAME_CLICK)

"""A forgotten password: a mailed link, then a new one."""

from sqlalchemy.orm import Session

from greenmatch.accounts.models import Purpose, User
from greenmatch.accounts.passwords import hash_password, password_problem
from greenmatch.accounts.queries import user_by_email
from greenmatch.accounts.services.links import end_links, issue_link, use_link
from greenmatch.accounts.services.pausing import pause_between_mails
from greenmatch.accounts.services.signing_in import end_sessions
from greenmatch.accounts.services.telling import record_act, tell
from greenmatch.core.clock import now
from greenmatch.core.errors import Invalid
from greenmatch.core.mail import send_mail


def request_reset(session: Session, *, email: str, language: str) -> None:
    """Mail a link for a new password; an address without an account is told that it has none.

    So every request sends one mail and takes about the same time. `language` is the asker's,
    for an address that we don't know. TooMany where the last request is only moments old.
    """
    pause_between_mails(session, email=email, purpose=Purpose.RESET)
    user = user_by_email(session, email)
    if user is None:
        send_mail(session, to=email, language=language, template="accounts/no_account")
    else:
        token = issue_link(session, user=user, purpose=Purpose.RESET)
        tell(session, user, "accounts/reset", token=token)


def reset_password(session: Session, *, token: str, password: str) -> User:
    """Give the person a new password; whoever was signed in as them is no longer.

    The link was read in their mailbox, so the address is proven as well.
    """
    user = use_link(session, token=token, purpose=Purpose.RESET).user
    set_password(session, user=user, password=password)
    end_sessions(session, user=user)
    user.confirmed_at = user.confirmed_at or now()
    return user


def check_new_password(password: str, *, email: str, name: str, field: str) -> None:
    """Pass where the password will do; else Invalid, at the form's `field`."""
    if problem := password_problem(password, email=email, name=name):
        raise Invalid(problem, {field: [problem]})


def set_password(session: Session, *, user: User, password: str) -> None:
    """Store a new password, end all open links and tell the person by mail.

    Invalid, at the field `new_password`, where the password is too easy to guess.
    """
    check_new_password(password, email=user.email or "", name=user.name, field="new_password")
    user.password_hash = hash_password(password)
    end_links(session, user=user)
    record_act(session, user, "account.password-changed", actor_id=user.id)
    tell(session, user, "accounts/password_changed")

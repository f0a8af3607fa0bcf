"""Signing up: an account, and the mail that proves the address."""

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from greenmatch.accounts.models import Purpose, User
from greenmatch.accounts.passwords import hash_password, password_fits
from greenmatch.accounts.queries import user_by_email
from greenmatch.accounts.services.links import end_links, issue_link, just_sent, use_link
from greenmatch.accounts.services.pausing import note_mail, pause_between_mails
from greenmatch.accounts.services.resetting import check_new_password
from greenmatch.accounts.services.signing_in import end_sessions
from greenmatch.accounts.services.telling import record_act, tell
from greenmatch.core.clock import now
from greenmatch.core.errors import Invalid
from greenmatch.core.i18n import _
from greenmatch.core.mail import send_mail


def sign_up(
    session: Session, *, name: str, email: str, password: str, language: str, next_path: str = ""
) -> None:
    """Make an account and mail its confirmation link, or tell the address that it has one.

    Nothing tells the caller which it was. Somebody may sign up with another's address, so an
    account that nobody confirmed gives way to whoever comes next, sessions and links included,
    and confirming asks for the password.
    """
    check_new_password(password, email=email, name=name, field="password")
    stored = hash_password(password)
    user = user_by_email(session, email)
    same = password_fits(user.password_hash if user else None, password)
    if user is None:
        user = _add_account(session, email=email, name=name)
    elif same and just_sent(session, user=user, purpose=Purpose.CONFIRM):
        return
    note_mail(session, email=email, purpose=Purpose.CONFIRM)
    if user is None or user.confirmed_at is not None:
        _tell_owner(session, email=email, language=user.language if user else language)
        return
    user.name, user.password_hash, user.language = name, stored, language
    user.terms_accepted_at = now()
    end_sessions(session, user=user)
    end_links(session, user=user)
    send_confirmation(session, user=user, next_path=next_path)


def _add_account(session: Session, *, email: str, name: str) -> User | None:
    """A new account; None where another request has just made one with this address."""
    user = User(email=email, name=name, created_at=now())
    try:
        with session.begin_nested():
            session.add(user)
    except IntegrityError:
        return None
    record_act(session, user, "account.signed-up", actor_id=user.id)
    return user


def _tell_owner(session: Session, *, email: str, language: str) -> None:
    send_mail(session, to=email, language=language, template="accounts/already_known")


def send_confirmation(session: Session, *, user: User, next_path: str = "") -> None:
    """Mail the link that proves the person's address; `next_path` is where they go then."""
    token = issue_link(session, user=user, purpose=Purpose.CONFIRM)
    tell(session, user, "accounts/confirm", token=token, next_path=next_path)


def request_confirmation(session: Session, *, email: str, language: str) -> None:
    """Mail the confirmation link again, or tell the address why there is none to send.

    TooMany, for any address, where the last mail of this kind is only moments old.
    """
    pause_between_mails(session, email=email, purpose=Purpose.CONFIRM)
    user = user_by_email(session, email)
    if user is None:
        send_mail(session, to=email, language=language, template="accounts/no_account")
    elif user.confirmed_at is not None:
        _tell_owner(session, email=email, language=user.language)
    else:
        send_confirmation(session, user=user)


def confirm_account(session: Session, *, token: str, password: str) -> User:
    """The person, whose address is proven now; Invalid where the password is not theirs."""
    link = use_link(session, token=token, purpose=Purpose.CONFIRM)
    if not password_fits(link.user.password_hash, password):
        raise Invalid(
            _("This is not the password of this account."),
            {"password": [_("This is not the password that was chosen at sign-up.")]},
        )
    link.user.confirmed_at = now()
    record_act(session, link.user, "account.confirmed", actor_id=link.user.id)
    return link.user

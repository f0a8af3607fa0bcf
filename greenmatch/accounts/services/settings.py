"""What people change about their own account."""

from sqlalchemy.orm import Session

from greenmatch.accounts.models import Purpose, User
from greenmatch.accounts.passwords import password_fits
from greenmatch.accounts.queries import user_by_email
from greenmatch.accounts.services.links import issue_link, use_link
from greenmatch.accounts.services.resetting import set_password
from greenmatch.accounts.services.signing_in import end_sessions
from greenmatch.accounts.services.telling import record_act, tell
from greenmatch.core.errors import Conflict, Invalid
from greenmatch.core.fingerprint import fingerprint
from greenmatch.core.i18n import _
from greenmatch.core.mail import send_mail


def prove_password(user: User, password: str) -> None:
    """Pass when this is the person's password; else Invalid, at `current_password`."""
    if not password_fits(user.password_hash, password):
        problem = _("This is not your current password.")
        raise Invalid(problem, {"current_password": [problem]})


def profile_mark(user: User) -> str:
    """A text that is another one as soon as the name or the language of mails is."""
    return fingerprint((user.language, user.name))


def edit_profile(session: Session, *, user: User, name: str, language: str, based_on: str) -> User:
    """Change the name that others see and the language of mails.

    Conflict where they were changed since the mark `based_on` was shown, unless to the same.
    """
    session.refresh(user, with_for_update=True)
    if (user.name, user.language) == (name, language):
        return user
    if profile_mark(user) != based_on:
        raise Conflict(_("This was changed in another window after you opened it."))
    user.name, user.language = name, language
    session.flush()
    return user


def change_password(
    session: Session, *, user: User, current_password: str, new_password: str, keep: str
) -> None:
    """Change the password; every other browser is signed out, the one with token `keep` stays."""
    prove_password(user, current_password)
    set_password(session, user=user, password=new_password)
    end_sessions(session, user=user, keep=keep)


def request_mail_change(session: Session, *, user: User, email: str, current_password: str) -> None:
    """Mail a link to the new address; the old one stays in use until the link is opened.

    Whether another account has that address is told only to whoever reads its mail.
    """
    prove_password(user, current_password)
    if email == user.email:
        problem = _("This is already your address.")
        raise Invalid(problem, {"email": [problem]})
    taken = user_by_email(session, email)
    if taken is not None and taken.confirmed_at is not None:
        send_mail(session, to=email, language=taken.language, template="accounts/already_known")
        return
    token = issue_link(session, user=user, purpose=Purpose.CHANGE_MAIL, email=email)
    send_mail(
        session,
        to=email,
        language=user.language,
        template="accounts/change_mail",
        context={"name": user.name, "token": token},
    )


def change_mail(session: Session, *, user: User, token: str) -> None:
    """Take over the address to which the link was sent, and tell the old one.

    Conflict where the link is another person's, or somebody signed up with the address since.
    """
    link = use_link(session, token=token, purpose=Purpose.CHANGE_MAIL)
    if link.user_id != user.id or link.email is None:
        raise Conflict(_("This link belongs to another account. Sign in with that one."))
    _make_room(session, link.email)
    if user.confirmed_at:
        tell(session, user, "accounts/mail_changed")
    user.email = link.email
    # The link was read there, so the new address is proven.
    user.confirmed_at = link.used_at
    record_act(session, user, "account.mail-changed", actor_id=user.id)
    session.flush()


def _make_room(session: Session, email: str) -> None:
    """An account that nobody confirmed gives way to the person who reads the address's mail."""
    other = user_by_email(session, email)
    if other is None:
        return
    if other.confirmed_at is not None:
        raise Conflict(_("This address is now used by another account."))
    session.delete(other)
    session.flush()

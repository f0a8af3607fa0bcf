"""What happens to the browser: it is let in, sent somewhere, held back when it guesses."""

from datetime import timedelta

from flask import current_app, flash, g, request, url_for
from flask import session as cookie
from sqlalchemy.orm import Session

from greenmatch.accounts.identities import load_identity
from greenmatch.accounts.models import AccountState, User
from greenmatch.accounts.services.signing_in import end_session, start_session
from greenmatch.core.database import db
from greenmatch.core.errors import NotFound
from greenmatch.core.i18n import _
from greenmatch.core.limits import Rate, address_key, check_rate, count_hit, refuse_above
from greenmatch.core.permissions import Actor
from greenmatch.core.web.identity import Identity, current_actor, current_identity, enter, leave
from greenmatch.core.web.resume import local_path
from greenmatch.core.web.runtime import current_settings

HOUR = timedelta(hours=1)
# A mailbox must not be flooded by people who know its address.
MAILS_PER_MAILBOX = Rate(10, HOUR)
LONGEST_NEXT = 2000


def open_session(session: Session, user: User) -> str:
    """Start the person's session in this browser, in place of one it had; returns its token."""
    if (before := current_identity()) is not None:
        end_session(session, token=before.token)
    return start_session(
        session,
        user=user,
        agent=request.headers.get("User-Agent", ""),
        days=current_settings().session_days,
    )


def let_in(token: str) -> Identity:
    """Let this browser act for whoever holds the token, once the session is stored."""
    identity = load_identity(token)
    if identity is None:
        raise NotFound(_("This account can no longer be used."))
    # Whoever had put a form token into this browser before must not know the one used from now on.
    cookie.pop("csrf_token", None)
    g.pop("csrf_token", None)
    cookie.permanent = True
    enter(identity)
    return identity


def let_out() -> None:
    """Let this browser act for nobody and keep nothing in it."""
    leave()
    cookie.clear()


def own_account(session: Session) -> User:
    """The account of the signed-in person."""
    user = session.get(User, current_actor().user_id)
    if user is None:
        raise NotFound(_("This account can no longer be used."))
    return user


def own_token() -> str:
    """The token of this browser's session."""
    identity = current_identity()
    return identity.token if identity else ""


def wanted_page(path: str | None) -> str | None:
    """The page on this site that an address or a form names, if it names one."""
    return local_path(path[:LONGEST_NEXT]) if path else None


def first_page(actor: Actor) -> str:
    """Where somebody lands who has just signed in and wanted no page in particular."""
    homeless = not (actor.organisation_ids or actor.suspended_organisation_ids or actor.moderates)
    pages = ["organisations.mine"] if homeless else []
    for endpoint in [*pages, "pages.dashboard", "pages.home"]:
        if endpoint in current_app.view_functions:
            return url_for(endpoint)
    return url_for("accounts.settings")


def warn_if_limited(user: User) -> None:
    """Tell somebody who has just signed in what they cannot do, and why."""
    if user.state is AccountState.SUSPENDED:
        flash(
            _(
                "This account is suspended: you can read, get a copy of your data and delete "
                "the account, but not act."
            ),
            "warning",
        )
    elif user.confirmed_at is None:
        flash(_("Confirm your email address to go on: open the link that we sent."), "warning")


def refuse_guessing(session: Session, email: str) -> None:
    """Raise TooMany where this account or this network address failed too often."""
    limit = _hourly(current_settings().sign_ins_per_hour)
    refuse_above(session, bucket="sign-in-account", key=email, limit=limit)
    refuse_above(session, bucket="sign-in-address", key=_address(), limit=limit)


def count_guess(email: str) -> None:
    """Count a wrong password, for the account and for the network address; commits."""
    if _hourly(1) is None:
        return
    session = db.session()
    count_hit(session, bucket="sign-in-account", key=email)
    count_hit(session, bucket="sign-in-address", key=_address())
    session.commit()


def limit_mails(session: Session, email: str) -> None:
    """Count a mail that somebody has us send to an address, or raise TooMany."""
    per_address = _hourly(current_settings().sign_ups_per_hour)
    check_rate(session, bucket="mails-from-address", key=_address(), limit=per_address)
    if per_address is not None:
        check_rate(session, bucket="mails-to-mailbox", key=email, limit=MAILS_PER_MAILBOX)


def _hourly(count: int) -> Rate | None:
    return Rate(count, HOUR) if current_settings().rate_limits else None


def _address() -> str:
    return address_key(request.remote_addr)

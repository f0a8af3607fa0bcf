"""Where a person is signed in, and ending that."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from greenmatch.accounts.queries import sessions_of
from greenmatch.accounts.services.signing_in import end_sessions
from greenmatch.accounts.tokens import token_hash
from greenmatch.accounts.views.blueprint import bp
from greenmatch.accounts.views.browser import let_out, own_account, own_token
from greenmatch.core.database import db
from greenmatch.core.i18n import _
from greenmatch.core.web.access import requires
from greenmatch.core.work import unit_of_work


@bp.route("/account/sessions")
@requires("account.use")
def sessions() -> ResponseReturnValue:
    """The browsers in which the person is signed in."""
    session = db.session()
    found = session.scalars(sessions_of(own_account(session))).all()
    return render_template(
        "accounts/sessions.html", sessions=found, own_hash=token_hash(own_token())
    )


@bp.route("/account/sessions/end", methods=["POST"])
@requires("account.use")
def end() -> ResponseReturnValue:
    """Sign out one other browser, named by `session`, or all others."""
    with unit_of_work(db.session) as work:
        end_sessions(
            work.session,
            user=own_account(work.session),
            public_id=request.form.get("session"),
            keep=own_token(),
        )
    flash(_("Signed out there."), "success")
    return redirect(url_for("accounts.sessions"))


@bp.route("/account/sessions/end-all", methods=["POST"])
@requires("account.use")
def end_all() -> ResponseReturnValue:
    """Sign out everywhere, this browser included."""
    with unit_of_work(db.session) as work:
        end_sessions(work.session, user=own_account(work.session))
    let_out()
    flash(_("You are signed out everywhere."), "success")
    return redirect(url_for("accounts.sign_in"))

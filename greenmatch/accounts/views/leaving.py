"""Taking one's data along, and deleting the account."""

import json
from datetime import datetime
from typing import Any

from flask import Response, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from greenmatch.accounts.departures import departure_of
from greenmatch.accounts.forms import DeleteForm
from greenmatch.accounts.services.leaving import delete_account, obstacles_to_leaving
from greenmatch.accounts.views.blueprint import bp
from greenmatch.accounts.views.browser import let_out, own_account, refuse_guessing
from greenmatch.accounts.views.settings import count_wrong_password
from greenmatch.core.clock import now
from greenmatch.core.database import db
from greenmatch.core.errors import DomainError
from greenmatch.core.i18n import _
from greenmatch.core.privacy import export_person
from greenmatch.core.web.access import requires
from greenmatch.core.web.forms import filled
from greenmatch.core.web.outcomes import show_form
from greenmatch.core.work import unit_of_work

_PAGE = "accounts/delete.html"


@bp.route("/account/data")
@requires("account.use")
def data() -> ResponseReturnValue:
    """What the export holds, and the link to it."""
    return render_template("accounts/data.html")


@bp.route("/account/data.json")
@requires("account.use")
def export() -> ResponseReturnValue:
    """Everything that the platform holds of the person, as a JSON file."""
    session = db.session()
    user = own_account(session)
    found = {"exported_at": now(), **export_person(session, user.id)}
    text = json.dumps(found, ensure_ascii=False, indent=2, default=_plain)
    response = Response(text, mimetype="application/json")
    response.headers["Content-Disposition"] = 'attachment; filename="greenmatch-data.json"'
    response.headers["Cache-Control"] = "no-store"
    return response


def _plain(value: Any) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)


@bp.route("/account/delete", methods=["GET", "POST"])
@requires("account.use")
def delete() -> ResponseReturnValue:
    """Say what deleting means, ask for the password, delete."""
    form = DeleteForm()
    if not form.validate_on_submit():
        return show_form(_PAGE, form, **_consequences())
    email = own_account(db.session()).email or ""
    try:
        with unit_of_work(db.session) as work:
            refuse_guessing(work.session, email)
            delete_account(
                work.session,
                user=own_account(work.session),
                current_password=filled(form.current_password),
            )
    except DomainError as refused:
        count_wrong_password(refused, email)
        return show_form(_PAGE, form, refused, **_consequences())
    let_out()
    flash(_("Your account has been deleted."), "success")
    return redirect(url_for("pages.home"))


def _consequences() -> dict[str, Any]:
    session = db.session()
    user = own_account(session)
    return {
        "obstacles": obstacles_to_leaving(session, user),
        "consequences": departure_of(session, user.id).consequences,
    }

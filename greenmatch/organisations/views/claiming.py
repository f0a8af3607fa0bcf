"""Asking to take over an organisation that was imported."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from greenmatch.accounts.models import User
from greenmatch.core.database import db
from greenmatch.core.errors import DomainError
from greenmatch.core.i18n import _
from greenmatch.core.web.access import asks
from greenmatch.core.web.forms import filled
from greenmatch.core.web.outcomes import show_form
from greenmatch.core.work import unit_of_work
from greenmatch.organisations.forms import ClaimForm
from greenmatch.organisations.services.claiming import request_claim
from greenmatch.organisations.views.blueprint import bp, organisation_for, own_id


@bp.route("/organisation/<public_id>/claim", methods=["GET", "POST"])
@asks("organisation.claim")
def claim(public_id: str) -> ResponseReturnValue:
    """Say why one should run it; an administrator decides and a mail tells."""
    organisation = organisation_for("organisation.claim", public_id)
    form = ClaimForm()
    if not form.validate_on_submit():
        return show_form("organisations/claim.html", form, organisation=organisation)
    try:
        with unit_of_work(db.session) as work:
            request_claim(
                work.session,
                organisation=organisation,
                user=work.session.get_one(User, own_id()),
                message=filled(form.message),
            )
    except DomainError as refused:
        return show_form("organisations/claim.html", form, refused, organisation=organisation)
    flash(_("An administrator will look at your request; you will get an email."), "success")
    return redirect(url_for("organisations.mine"))

"""Deciding who takes over an imported organisation."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from greenmatch.administration.forms import ClaimDecisionForm
from greenmatch.administration.views.blueprint import bp, own_id
from greenmatch.core.database import db
from greenmatch.core.errors import Conflict
from greenmatch.core.i18n import _
from greenmatch.core.web.access import requires
from greenmatch.core.web.forms import filled
from greenmatch.core.web.outcomes import show_form
from greenmatch.core.work import unit_of_work
from greenmatch.organisations.queries import claim_by_public_id
from greenmatch.organisations.queries import claims as claims_query
from greenmatch.organisations.services.claiming import accept_claim, decline_claim


@bp.route("/admin/claims")
@requires("organisation.administer")
def claims() -> ResponseReturnValue:
    """The requests that wait, oldest first."""
    found = db.session().scalars(claims_query()).all()
    return render_template("administration/claims/list.html", claims=found)


@bp.route("/admin/claims/<public_id>", methods=["GET", "POST"])
@requires("organisation.administer")
def claim(public_id: str) -> ResponseReturnValue:
    """One request, and the decision on it."""
    found = claim_by_public_id(db.session(), public_id)
    form = ClaimDecisionForm()
    template = "administration/claims/show.html"
    if not form.validate_on_submit():
        return show_form(template, form, claim=found)
    try:
        with unit_of_work(db.session) as work:
            if form.accepts:
                accept_claim(work.session, claim=found, actor_id=own_id())
            else:
                decline_claim(
                    work.session, claim=found, actor_id=own_id(), reason=filled(form.reason)
                )
    except Conflict as refused:
        return show_form(template, form, refused, claim=found)
    flash(_("Decided. The person has been told."), "success")
    return redirect(url_for("admin.claims"))

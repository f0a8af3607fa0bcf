"""Looking organisations up, hiding and showing them, noting who has been checked."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from greenmatch.administration.forms import ReasonForm
from greenmatch.administration.queries.audit import actors_of
from greenmatch.administration.queries.organisations import (
    OrganisationFilter,
    all_organisations,
    count_by_state,
)
from greenmatch.administration.views.blueprint import PAGE_SIZE, bp, own_id
from greenmatch.administration.wording import action_name, entry_details, subject_address
from greenmatch.core.audit import audit_entries
from greenmatch.core.database import db
from greenmatch.core.errors import Conflict
from greenmatch.core.i18n import _, _l
from greenmatch.core.pagination import page_number, paginate
from greenmatch.core.web.access import asks, authorise_view, requires
from greenmatch.core.web.filters import FilterReader, options
from greenmatch.core.web.forms import filled
from greenmatch.core.web.outcomes import show_form
from greenmatch.core.work import unit_of_work
from greenmatch.organisations.models import Organisation, OrganisationState
from greenmatch.organisations.queries import members, organisation_by_public_id
from greenmatch.organisations.services.administration import (
    activate_organisation,
    set_verified,
    suspend_organisation,
)

STATE_NAMES = {
    OrganisationState.ACTIVE: _l("Active"),
    OrganisationState.SUSPENDED: _l("Suspended"),
    OrganisationState.CLOSED: _l("Closed"),
}
LATEST = 10


@bp.route("/admin/organisations")
@requires("admin.organisations")
def organisations() -> ResponseReturnValue:
    """All organisations, newest first; by name, state, and who is verified or taken over."""
    reader = FilterReader()
    wanted = OrganisationFilter(
        text=reader.text("q"),
        state=reader.member("state", OrganisationState),
        verified=reader.flag("verified"),
        claimed=reader.flag("claimed"),
    )
    number = page_number(request.args.get("page"))
    return render_template(
        "administration/organisations/list.html",
        page=paginate(db.session(), all_organisations(wanted), number=number, size=PAGE_SIZE),
        arguments=reader.arguments,
        ignored=reader.ignored,
        states=options(STATE_NAMES),
    )


@bp.route("/admin/organisations/<public_id>")
@asks("admin.organisations")
def organisation(public_id: str) -> ResponseReturnValue:
    """One organisation: members, listings, and what was done to it."""
    found = _organisation("admin.organisations", public_id)
    session = db.session()
    entries = session.scalars(
        audit_entries(subject_type="organisation", subject_id=found.public_id).limit(LATEST)
    ).all()
    return render_template(
        "administration/organisations/show.html",
        organisation=found,
        members=members(session, found),
        listings=count_by_state(session, found.id),
        entries=entries,
        actors=actors_of(session, entries),
        action_name=action_name,
        entry_details=entry_details,
        subject_address=subject_address,
    )


@bp.route("/admin/organisations/<public_id>/suspend", methods=["GET", "POST"])
@asks("organisation.administer")
def hide(public_id: str) -> ResponseReturnValue:
    """Ask why, then hide the organisation and its listings."""
    found = _organisation("organisation.administer", public_id)
    form = ReasonForm()
    template = "administration/organisations/suspend.html"
    if not form.validate_on_submit():
        return show_form(template, form, organisation=found)
    try:
        with unit_of_work(db.session) as work:
            suspend_organisation(
                work.session, organisation=found, actor_id=own_id(), reason=filled(form.reason)
            )
    except Conflict as refused:
        return show_form(template, form, refused, organisation=found)
    return _back(public_id, _("Suspended. Its members have been told why."))


@bp.route("/admin/organisations/<public_id>/activate", methods=["POST"])
@asks("organisation.administer")
def activate(public_id: str) -> ResponseReturnValue:
    """Show a suspended organisation again."""
    found = _organisation("organisation.administer", public_id)
    with unit_of_work(db.session) as work:
        activate_organisation(work.session, organisation=found, actor_id=own_id())
    return _back(public_id, _("Activated. Its members have been told."))


@bp.route("/admin/organisations/<public_id>/verify", methods=["POST"])
@asks("organisation.administer")
def verify(public_id: str) -> ResponseReturnValue:
    """Note that somebody has checked who this is, or take that back."""
    found = _organisation("organisation.administer", public_id)
    verified = request.form.get("verified") == "yes"
    with unit_of_work(db.session) as work:
        set_verified(work.session, organisation=found, verified=verified, actor_id=own_id())
    return _back(public_id, _("Verified.") if verified else _("No longer verified."))


def _organisation(action: str, public_id: str) -> Organisation:
    authorise_view("admin.organisations")
    found = organisation_by_public_id(db.session(), public_id)
    authorise_view(action, found)
    return found


def _back(public_id: str, message: str) -> ResponseReturnValue:
    flash(message, "success")
    return redirect(url_for("admin.organisation", public_id=public_id))

"""Looking people up, suspending them, giving them roles."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from greenmatch.accounts.models import AccountState, User
from greenmatch.accounts.queries import people, user_by_public_id
from greenmatch.accounts.services.administration import reinstate_person
from greenmatch.administration.forms import ROLE_NAMES, ReasonForm, RoleForm
from greenmatch.administration.queries.audit import actors_of
from greenmatch.administration.services.people import give_role, suspend
from greenmatch.administration.views.blueprint import PAGE_SIZE, bp, own_id
from greenmatch.administration.wording import action_name, entry_details, subject_address
from greenmatch.core.audit import audit_entries
from greenmatch.core.database import db
from greenmatch.core.errors import Conflict
from greenmatch.core.i18n import _, _l
from greenmatch.core.pagination import page_number, paginate
from greenmatch.core.permissions import Role
from greenmatch.core.web.access import asks, authorise_view, requires
from greenmatch.core.web.filters import FilterReader, options
from greenmatch.core.web.forms import filled
from greenmatch.core.web.outcomes import show_form
from greenmatch.core.work import unit_of_work
from greenmatch.organisations.queries import memberships_of

STATE_NAMES = {AccountState.ACTIVE: _l("Active"), AccountState.SUSPENDED: _l("Suspended")}
LATEST = 10


@bp.route("/admin/people")
@requires("admin.people")
def users() -> ResponseReturnValue:
    """Everybody with an account, newest first; by name or address, role and state."""
    session, reader = db.session(), FilterReader()
    query = people(
        text=reader.text("q"),
        role=reader.member("role", Role),
        state=reader.member("state", AccountState),
    )
    number = page_number(request.args.get("page"))
    return render_template(
        "administration/people/list.html",
        page=paginate(session, query, number=number, size=PAGE_SIZE),
        arguments=reader.arguments,
        ignored=reader.ignored,
        roles=options(ROLE_NAMES),
        states=options(STATE_NAMES),
    )


@bp.route("/admin/people/<public_id>")
@asks("admin.people")
def user(public_id: str) -> ResponseReturnValue:
    """One person: account, organisations, and what was done by and to them."""
    found = _person("admin.people", public_id)
    session = db.session()
    done = session.scalars(audit_entries(actor_id=found.id).limit(LATEST)).all()
    suffered = session.scalars(
        audit_entries(subject_type="user", subject_id=found.public_id).limit(LATEST)
    ).all()
    return render_template(
        "administration/people/show.html",
        user=found,
        memberships=memberships_of(session, found.id),
        done=done,
        suffered=suffered,
        actors=actors_of(session, [*done, *suffered]),
        role_names=ROLE_NAMES,
        action_name=action_name,
        entry_details=entry_details,
        subject_address=subject_address,
    )


@bp.route("/admin/people/<public_id>/suspend", methods=["GET", "POST"])
@asks("account.administer")
def suspend_user(public_id: str) -> ResponseReturnValue:
    """Ask why, then suspend."""
    found = _person("account.administer", public_id)
    form = ReasonForm()
    if not form.validate_on_submit():
        return show_form("administration/people/suspend.html", form, user=found)
    try:
        with unit_of_work(db.session) as work:
            suspend(work.session, user=found, reason=filled(form.reason), actor_id=own_id())
    except Conflict as refused:
        return show_form("administration/people/suspend.html", form, refused, user=found)
    return _back(public_id, _("Suspended. The person has been told why."))


@bp.route("/admin/people/<public_id>/reinstate", methods=["POST"])
@asks("account.administer")
def reinstate_user(public_id: str) -> ResponseReturnValue:
    """Let a suspended person act again."""
    found = _person("account.administer", public_id)
    with unit_of_work(db.session) as work:
        reinstate_person(work.session, user=found, actor_id=own_id())
    return _back(public_id, _("Reinstated. The person has been told."))


@bp.route("/admin/people/<public_id>/role", methods=["GET", "POST"])
@asks("account.administer")
def role(public_id: str) -> ResponseReturnValue:
    """Give somebody another role."""
    found = _person("account.administer", public_id)
    form = RoleForm(data={"role": found.role.value})
    if not form.validate_on_submit():
        return show_form("administration/people/role.html", form, user=found)
    try:
        with unit_of_work(db.session) as work:
            chosen = Role(filled(form.role))
            give_role(work.session, user=found, role=chosen, actor_id=own_id())
    except Conflict as refused:
        return show_form("administration/people/role.html", form, refused, user=found)
    return _back(public_id, _("The role has been changed."))


def _person(action: str, public_id: str) -> User:
    """The person, if the action may be done to them; who may not even look learns nothing."""
    authorise_view("admin.people")
    found = user_by_public_id(db.session(), public_id)
    authorise_view(action, found)
    return found


def _back(public_id: str, message: str) -> ResponseReturnValue:
    flash(message, "success")
    return redirect(url_for("admin.user", public_id=public_id))

"""Pages that ask before somebody goes: a member is removed, leaves, or closes the organisation."""

from collections.abc import Callable
from typing import Any

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from greenmatch.core.database import db
from greenmatch.core.errors import Conflict
from greenmatch.core.i18n import _
from greenmatch.core.web.access import asks
from greenmatch.core.web.forms import PlatformForm
from greenmatch.core.web.outcomes import show_form
from greenmatch.core.work import unit_of_work
from greenmatch.organisations.queries import member as member_query
from greenmatch.organisations.services import founding, membership
from greenmatch.organisations.views.blueprint import bp, organisation_for, own_id


@bp.route("/organisation/<public_id>/members/<user_id>/remove", methods=["GET", "POST"])
@asks("organisation.manage_members")
def remove(public_id: str, user_id: str) -> ResponseReturnValue:
    """Take a member out."""
    organisation = organisation_for("organisation.manage_members", public_id)
    member = member_query(db.session(), organisation, user_id)

    def act(session: Session) -> None:
        membership.remove_member(
            session, organisation=organisation, member=member, actor_id=own_id()
        )

    answer = _ask("organisations/remove.html", act, organisation=organisation, member=member)
    return answer or _go(url_for("organisations.members", public_id=public_id), _("Removed."))


@bp.route("/organisation/<public_id>/leave", methods=["GET", "POST"])
@asks("organisation.leave")
def leave(public_id: str) -> ResponseReturnValue:
    """End one's own membership."""
    organisation = organisation_for("organisation.leave", public_id)

    def act(session: Session) -> None:
        membership.leave_organisation(session, organisation=organisation, user_id=own_id())

    answer = _ask("organisations/leave.html", act, organisation=organisation)
    return answer or _go(url_for("organisations.mine"), _("You no longer act for it."))


@bp.route("/organisation/<public_id>/close", methods=["GET", "POST"])
@asks("organisation.close")
def close(public_id: str) -> ResponseReturnValue:
    """End the organisation for good."""
    organisation = organisation_for("organisation.close", public_id)

    def act(session: Session) -> None:
        founding.close_organisation(session, organisation=organisation, actor_id=own_id())

    answer = _ask("organisations/close.html", act, organisation=organisation)
    return answer or _go(url_for("organisations.mine"), _("It has been closed."))


def _ask(
    template: str, act: Callable[[Session], None], **values: Any
) -> ResponseReturnValue | None:
    """The page that asks, also where it cannot be done; None once it has been done."""
    form = PlatformForm()
    if not form.validate_on_submit():
        return show_form(template, form, **values)
    try:
        with unit_of_work(db.session) as work:
            act(work.session)
    except Conflict as refused:
        return show_form(template, form, refused, **values)
    return None


def _go(address: str, message: str) -> ResponseReturnValue:
    flash(message, "success")
    return redirect(address)

"""Who acts for an organisation: the list, invitations, roles."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from greenmatch.accounts.models import User
from greenmatch.accounts.views.browser import limit_mails
from greenmatch.core.database import db
from greenmatch.core.errors import Conflict, DomainError, NotFound
from greenmatch.core.i18n import _, _n
from greenmatch.core.web.access import asks
from greenmatch.core.web.forms import filled
from greenmatch.core.web.outcomes import show_form
from greenmatch.core.work import unit_of_work
from greenmatch.organisations.forms import ROLE_NAMES, InviteForm, RoleForm
from greenmatch.organisations.models import Invitation, MemberRole, Organisation
from greenmatch.organisations.queries import invitation_by_public_id, open_invitations
from greenmatch.organisations.queries import member as member_query
from greenmatch.organisations.queries import members as members_query
from greenmatch.organisations.services import inviting, membership
from greenmatch.organisations.views.blueprint import bp, organisation_for, own_id


@bp.route("/organisation/<public_id>/members")
@asks("organisation.inside")
def members(public_id: str) -> ResponseReturnValue:
    """The members, and for owners who has been invited."""
    return _show(organisation_for("organisation.inside", public_id), InviteForm(formdata=None))


def _show(
    organisation: Organisation, form: InviteForm, error: DomainError | None = None
) -> ResponseReturnValue:
    session = db.session()
    return show_form(
        "organisations/members.html",
        form,
        error,
        organisation=organisation,
        members=members_query(session, organisation),
        invitations=session.scalars(open_invitations(organisation)).all(),
        role_names=ROLE_NAMES,
        own_id=own_id(),
    )


@bp.route("/organisation/<public_id>/members/invite", methods=["POST"])
@asks("organisation.manage_members")
def invite(public_id: str) -> ResponseReturnValue:
    """Mail somebody an invitation."""
    organisation = organisation_for("organisation.manage_members", public_id)
    form = InviteForm()
    if not form.validate():
        return _show(organisation, form)
    try:
        with unit_of_work(db.session) as work:
            same = _invite(work.session, organisation, form)
    except DomainError as refused:
        return _show(organisation, form, refused)
    _say_sent(filled(form.email), same)
    return redirect(url_for("organisations.members", public_id=public_id))


def _invite(session: Session, organisation: Organisation, form: InviteForm) -> Invitation | None:
    """Send an invitation; else the one that was sent to the same address a moment ago."""
    email, role = filled(form.email), MemberRole(filled(form.role))
    same = inviting.lately_invited(session, organisation=organisation, email=email, role=role)
    if same is None:
        limit_mails(session, email)
        inviting.invite_member(
            session,
            organisation=organisation,
            email=email,
            role=role,
            inviter=session.get_one(User, own_id()),
        )
    return same


def _say_sent(email: str, same: Invitation | None) -> None:
    """Say that an invitation goes out, or that one went a moment ago."""
    if same is None:
        flash(_("The invitation is on its way to %(address)s.", address=email), "success")
        return
    flash(
        _n(
            "This invitation was sent to %(address)s a moment ago. "
            "It can be sent again in %(num)d minute.",
            "This invitation was sent to %(address)s a moment ago. "
            "It can be sent again in %(num)d minutes.",
            inviting.minutes_to_wait(same),
            address=email,
        )
    )


@bp.route("/organisation/<public_id>/invitations/<invitation_id>/revoke", methods=["POST"])
@asks("organisation.manage_members")
def revoke(public_id: str, invitation_id: str) -> ResponseReturnValue:
    """Take an invitation back."""
    organisation = organisation_for("organisation.manage_members", public_id)
    with unit_of_work(db.session) as work:
        invitation = invitation_by_public_id(work.session, invitation_id)
        if invitation.organisation_id != organisation.id:
            raise NotFound(_("There is no such invitation."))
        inviting.revoke_invitation(
            work.session, organisation=organisation, invitation=invitation, actor_id=own_id()
        )
    flash(_("The invitation has been taken back."), "success")
    return redirect(url_for("organisations.members", public_id=public_id))


@bp.route("/organisation/<public_id>/members/<user_id>/role", methods=["POST"])
@asks("organisation.manage_members")
def change_role(public_id: str, user_id: str) -> ResponseReturnValue:
    """Make a member an owner, or the other way round."""
    organisation = organisation_for("organisation.manage_members", public_id)
    form = RoleForm()
    if not form.validate():
        flash(_("There is no such role."), "error")
        return redirect(url_for("organisations.members", public_id=public_id))
    try:
        with unit_of_work(db.session) as work:
            membership.change_member_role(
                work.session,
                organisation=organisation,
                member=member_query(work.session, organisation, user_id),
                role=MemberRole(filled(form.role)),
                actor_id=own_id(),
            )
    except Conflict as refused:
        return _show(organisation, InviteForm(formdata=None), refused)
    flash(_("Saved."), "success")
    return redirect(url_for("organisations.members", public_id=public_id))

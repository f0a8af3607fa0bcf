"""Who acts for an organisation: the list, invitations, roles."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from greenmatch.accounts.models import User
from greenmatch.accounts.views.browser import limit_mails
from greenmatch.core.database import db
from greenmatch.core.errors import Conflict, DomainError, NotFound
from greenmatch.core.i18n import _
from greenmatch.core.web.access import asks
from greenmatch.core.web.forms import filled
from greenmatch.core.web.outcomes import show_form
from greenmatch.core.work import unit_of_work
from greenmatch.organisations.forms import ROLE_NAMES, InviteForm, RoleForm
from greenmatch.organisations.models import MemberRole, Organisation
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
            limit_mails(work.session, filled(form.email))
            inviting.invite_member(
                work.session,
                organisation=organisation,
                email=filled(form.email),
                role=MemberRole(filled(form.role)),
                inviter=work.session.get_one(User, own_id()),
            )
    except DomainError as refused:
        return _show(organisation, form, refused)
    flash(_("The invitation is on its way to %(address)s.", address=form.email.data), "success")
    return redirect(url_for("organisations.members", public_id=public_id))


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

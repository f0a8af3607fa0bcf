"""Accepting an invitation."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from greenmatch.accounts.models import User
from greenmatch.core.database import db
from greenmatch.core.errors import NotFound
from greenmatch.core.i18n import _, current_language
from greenmatch.core.web.access import public, requires
from greenmatch.core.work import unit_of_work
from greenmatch.organisations.models import Invitation
from greenmatch.organisations.queries import invitation_by_public_id, invitation_by_token
from greenmatch.organisations.services.inviting import accept_invitation
from greenmatch.organisations.views.blueprint import bp, own_id


@bp.route("/invitation/<token>")
@public
def invitation(token: str) -> ResponseReturnValue:
    """What the link in an invitation shows: who invites, and how to accept."""
    found = invitation_by_token(db.session(), token)
    return render_template("organisations/invitation.html", invitation=found, token=token)


@bp.route("/invitation/<token>/accept", methods=["POST"])
@requires("organisation.join")
def accept(token: str) -> ResponseReturnValue:
    """Become a member: whoever holds the link may, with any confirmed account."""
    with unit_of_work(db.session) as work:
        joined = _join(work.session, invitation_by_token(work.session, token))
    return _welcome(joined)


@bp.route("/organisation/join/<invitation_id>", methods=["POST"])
@requires("organisation.join")
def join(invitation_id: str) -> ResponseReturnValue:
    """Become a member by an invitation to one's own confirmed address."""
    with unit_of_work(db.session) as work:
        found = invitation_by_public_id(work.session, invitation_id)
        if found.email != work.session.get_one(User, own_id()).email:
            raise NotFound(_("There is no such invitation."))
        joined = _join(work.session, found)
    return _welcome(joined)


def _join(session: Session, found: Invitation) -> str:
    """Accept the invitation; returns the organisation's name."""
    user = session.get_one(User, own_id())
    accept_invitation(session, invitation=found, user=user)
    return found.organisation.shown_name(current_language())


def _welcome(name: str) -> ResponseReturnValue:
    flash(_("You act for %(name)s now.", name=name), "success")
    return redirect(url_for("organisations.mine"))

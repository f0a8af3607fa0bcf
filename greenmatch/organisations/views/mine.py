"""Whom the signed-in person acts for."""

from flask import render_template
from flask.typing import ResponseReturnValue

from greenmatch.accounts.models import User
from greenmatch.core.database import db
from greenmatch.core.web.access import requires
from greenmatch.organisations.queries import invitations_for, memberships_of
from greenmatch.organisations.views.blueprint import bp, own_id, place_name, type_name


@bp.route("/organisation")
@requires("account.use")
def mine() -> ResponseReturnValue:
    """The person's organisations; without one, the question whom they act for."""
    session = db.session()
    user = session.get_one(User, own_id())
    memberships = memberships_of(session, user.id)
    proven = user.email if user.confirmed_at else None
    invitations = session.scalars(invitations_for(proven)).all() if proven else []
    return render_template(
        "organisations/mine.html" if memberships else "organisations/start.html",
        user=user,
        memberships=memberships,
        invitations=invitations,
        type_name=type_name,
        country_name=place_name,
    )

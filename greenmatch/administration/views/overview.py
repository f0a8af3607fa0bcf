"""How the platform does."""

from flask import render_template
from flask.typing import ResponseReturnValue

from greenmatch.administration.queries.audit import AuditFilter, actors_of, narrowed_entries
from greenmatch.administration.queries.health import read_health
from greenmatch.administration.queries.overview import figures
from greenmatch.administration.views.blueprint import bp
from greenmatch.administration.wording import (
    action_name,
    consumer_name,
    entry_details,
    subject_address,
)
from greenmatch.core.database import db
from greenmatch.core.web.access import requires
from greenmatch.moderation.waiting import waited

LATEST = 8


@bp.route("/admin")
@requires("admin.overview")
def overview() -> ResponseReturnValue:
    """What waits, how much there is, whether the background works, what was done last."""
    session = db.session()
    shown = figures(session)
    entries = session.scalars(narrowed_entries(AuditFilter()).limit(LATEST)).all()
    return render_template(
        "administration/overview.html",
        figures=shown,
        health=read_health(session),
        waited=waited,
        entries=entries,
        actors=actors_of(session, entries),
        action_name=action_name,
        consumer_name=consumer_name,
        entry_details=entry_details,
        subject_address=subject_address,
    )

"""A signed-in person's own page."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from greenmatch.core.database import db
from greenmatch.core.i18n import current_language
from greenmatch.core.pagination import page_number
from greenmatch.core.web.access import requires
from greenmatch.core.web.identity import current_actor
from greenmatch.enquiries.queries import Part, inbox_of
from greenmatch.enquiries.views.inbox import inbox_rows
from greenmatch.pages.queries.dashboard import Shelf, count_shelves, own_page, waiting_for

PAGE_SIZE = 25
UNREAD_SHOWN = 5


@requires("account.use")
def dashboard() -> ResponseReturnValue:
    """What waits for the person, unread enquiries, and their listings shelf by shelf."""
    session, actor, language = db.session(), current_actor(), current_language()
    shelf = _shelf()
    number = page_number(request.args.get("page"))
    unread = session.scalars(inbox_of(actor, Part.UNREAD).limit(UNREAD_SHOWN)).unique().all()
    return render_template(
        "pages/dashboard.html",
        shelf=shelf,
        counts=count_shelves(session, actor),
        page=own_page(session, actor, shelf, language, number=number, size=PAGE_SIZE),
        waiting=waiting_for(session, actor, language),
        unread=inbox_rows(tuple(unread)),
        homeless=not (actor.organisation_ids or actor.suspended_organisation_ids),
        suspended=bool(actor.suspended_organisation_ids),
    )


def _shelf() -> Shelf:
    text = request.args.get("show", "")
    return Shelf(text) if text in set(Shelf) else Shelf.ALL

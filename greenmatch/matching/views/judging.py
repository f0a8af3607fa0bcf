"""What a side says of a match."""

from typing import Any

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from greenmatch.catalogue.views.finding import listing_to
from greenmatch.core.database import db
from greenmatch.core.errors import DomainError
from greenmatch.core.i18n import _, current_language
from greenmatch.core.web.access import asks
from greenmatch.core.web.identity import current_actor
from greenmatch.core.web.outcomes import show_form
from greenmatch.core.work import unit_of_work
from greenmatch.matching.forms import DismissForm
from greenmatch.matching.models import Verdict
from greenmatch.matching.presentation import match_card
from greenmatch.matching.services import give_feedback, take_feedback_back
from greenmatch.matching.views.listing import found_match, other_listing


@asks("match.judge")
def shortlist(public_id: str, other_id: str) -> ResponseReturnValue:
    """Keep a match on the organisation's shortlist."""
    listing = listing_to("match.judge", public_id)
    other = other_listing(other_id)
    with unit_of_work(db.session) as work:
        give_feedback(
            work.session,
            listing=listing,
            other=other,
            verdict=Verdict.SHORTLISTED,
            actor_id=current_actor().user_id or 0,
        )
    flash(_("On your shortlist."), "success")
    return redirect(url_for("matching.matches", public_id=public_id))


@asks("match.judge")
def dismiss(public_id: str, other_id: str) -> ResponseReturnValue:
    """Ask why, then take a match off the list."""
    listing = listing_to("match.judge", public_id)
    own, seen = found_match(listing, other_id)
    form = DismissForm()
    values: dict[str, Any] = {
        "listing": listing,
        "shown": match_card(seen, own, current_language()),
    }
    if not form.validate_on_submit():
        return show_form("matching/dismiss.html", form, None, **values)
    try:
        with unit_of_work(db.session) as work:
            give_feedback(
                work.session,
                listing=listing,
                other=other_listing(other_id),
                verdict=Verdict.DISMISSED,
                actor_id=current_actor().user_id or 0,
                reason=form.reason.data or "",
                note=form.note.data or "",
            )
    except DomainError as error:
        return show_form("matching/dismiss.html", form, error, **values)
    flash(
        _("Removed from your list. It comes back only if one of the two changes a lot."), "success"
    )
    return redirect(url_for("matching.matches", public_id=public_id))


@asks("match.judge")
def undo(public_id: str, other_id: str) -> ResponseReturnValue:
    """Forget what this side said of a match."""
    listing = listing_to("match.judge", public_id)
    other = other_listing(other_id)
    with unit_of_work(db.session) as work:
        take_feedback_back(work.session, listing=listing, other=other)
    flash(_("Undone; it is a plain suggestion again."), "success")
    return redirect(url_for("matching.matches", public_id=public_id))

"""Being told no more: of a listing's matches, or of those with one organisation."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from greenmatch.catalogue.queries import public_listings
from greenmatch.catalogue.views.finding import listing_to
from greenmatch.core.database import db
from greenmatch.core.errors import NotFound
from greenmatch.core.i18n import _
from greenmatch.core.web.access import asks
from greenmatch.core.work import unit_of_work
from greenmatch.matching.queries import muted_organisations
from greenmatch.matching.services import hear_again, mute_matches
from greenmatch.matching.views.listing import other_listing


@asks("match.judge")
def mute(public_id: str) -> ResponseReturnValue:
    """Tell this side no more: of any match, or of those with the other listing's organisation."""
    listing = listing_to("match.judge", public_id)
    other_id = request.form.get("other", "")
    with unit_of_work(db.session) as work:
        owner_id = _named_owner(other_id) if other_id else None
        mute_matches(work.session, listing=listing, other_id=owner_id)
    flash(_("You are told no more of these matches."), "success")
    return redirect(url_for("matching.matches", public_id=public_id))


@asks("match.judge")
def unmute(public_id: str) -> ResponseReturnValue:
    """Tell this side again."""
    listing = listing_to("match.judge", public_id)
    organisation = request.form.get("organisation", "")
    with unit_of_work(db.session) as work:
        muted = {each.public_id: each.id for each in muted_organisations(work.session, listing)}
        if organisation and organisation not in muted:
            raise NotFound(_("There is no such organisation."))
        hear_again(work.session, listing=listing, other_id=muted.get(organisation))
    flash(_("You are told of these matches again."), "success")
    return redirect(url_for("matching.matches", public_id=public_id))


def _named_owner(other_id: str) -> int:
    """The organisation of a listing; NotFound where it is unnamed, since what would then be
    missing from the list tells who it is."""
    other = other_listing(other_id)
    shown = public_listings(db.session(), [other.id]).get(other.id)
    if shown is None or shown.organisation.anonymous:
        raise NotFound(_("There is no such organisation."))
    return shown.owner_id

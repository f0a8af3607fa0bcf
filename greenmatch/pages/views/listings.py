"""A listing's page, or the tombstone that is left of it."""

from flask import render_template
from flask.typing import ResponseReturnValue

from greenmatch.catalogue.permissions import SHOWN
from greenmatch.catalogue.presentation import sheet
from greenmatch.catalogue.queries import present
from greenmatch.catalogue.queries.drafts import draft_of
from greenmatch.catalogue.views.finding import found_listing
from greenmatch.core.database import db
from greenmatch.core.errors import Gone
from greenmatch.core.i18n import current_language
from greenmatch.core.web.access import asks, may
from greenmatch.pages.queries import public_page


@asks("listing.view")
def show(public_id: str) -> ResponseReturnValue:
    """The listing for readers, with more for its owners."""
    session = db.session()
    try:
        listing = found_listing(public_id)
    except Gone:
        return render_template("listings/tombstone.html"), Gone.status
    own = may("listing.inside", listing)
    shown = public_page(session, listing)
    if shown is None:
        shown = present(listing, listing.organisation, draft_of(session, listing).content)
    return render_template(
        "listings/show.html",
        listing=listing,
        shown=shown,
        sheet=sheet(shown, current_language()),
        own=own,
        is_public=listing.state in SHOWN and listing.public_number is not None,
        draft=draft_of(session, listing) if own else None,
    )

"""A listing's page, or the tombstone that is left of it."""

from flask import render_template
from flask.typing import ResponseReturnValue

from greenmatch.catalogue.models import Listing
from greenmatch.catalogue.presentation import ListingCard, card, sheet
from greenmatch.catalogue.queries import PublicListing, present
from greenmatch.catalogue.queries.drafts import draft_of
from greenmatch.catalogue.states import SHOWN
from greenmatch.catalogue.views.finding import found_listing
from greenmatch.core.database import db
from greenmatch.core.errors import Gone
from greenmatch.core.i18n import current_language
from greenmatch.core.web.access import asks, may
from greenmatch.organisations.models import OrganisationState
from greenmatch.pages.queries import public_page
from greenmatch.pages.similar import similar_listings
from greenmatch.search.runtime import current_engine


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
        is_public=_is_public(listing),
        draft=draft_of(session, listing) if own else None,
        similar=_similar(shown) if _is_public(listing) else [],
    )


def _is_public(listing: Listing) -> bool:
    shown = listing.organisation.state is OrganisationState.ACTIVE
    return shown and listing.state in SHOWN and listing.public_number is not None


def _similar(shown: PublicListing) -> list[ListingCard]:
    found = similar_listings(db.session(), current_engine(), shown)
    return [card(each, current_language()) for each in found]

"""The listing at an address, as far as this person may know of it."""

from greenmatch.catalogue.models import Listing
from greenmatch.catalogue.queries import listing_by_public_id
from greenmatch.catalogue.states import ListingState
from greenmatch.core.database import db
from greenmatch.core.errors import Gone, NotFound
from greenmatch.core.i18n import _
from greenmatch.core.web.access import authorise_view, may


def found_listing(public_id: str) -> Listing:
    """The listing; NotFound where it is unknown or somebody else's draft, Gone where it has been
    withdrawn after it was public."""
    listing = listing_by_public_id(db.session(), public_id)
    if listing is None:
        raise NotFound(_("There is no such listing."))
    if may("listing.view", listing):
        return listing
    if listing.state is ListingState.WITHDRAWN and listing.public_number is not None:
        raise Gone(_("This listing has been withdrawn by its owner."))
    raise NotFound(_("There is no such listing."))


def listing_to(action: str, public_id: str) -> Listing:
    """The listing, if this person may do the action to it.

    Who is not signed in is asked to do so before being told that there is no such listing: it may
    be their own, opened by a link in a mail or after their session has ended.
    """
    known = listing_by_public_id(db.session(), public_id)
    hidden = known is not None and known.state is not ListingState.WITHDRAWN
    if hidden and not may("listing.view", known):
        authorise_view("account.use")
    listing = found_listing(public_id)
    authorise_view(action, listing)
    return listing

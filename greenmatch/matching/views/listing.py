"""A listing's matches, and one of them in full."""

from collections.abc import Sequence
from contextlib import suppress

from flask import render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import OperationalError

from greenmatch.catalogue.models import Listing
from greenmatch.catalogue.presentation import card
from greenmatch.catalogue.queries import PublicListing, listing_by_public_id, public_listings
from greenmatch.catalogue.views.finding import found_listing, listing_to
from greenmatch.core.database import db
from greenmatch.core.errors import NotFound
from greenmatch.core.i18n import _, current_language
from greenmatch.core.pagination import Page, page_number
from greenmatch.core.web.access import asks
from greenmatch.core.web.identity import current_actor
from greenmatch.core.work import unit_of_work
from greenmatch.matching.presentation import match_card, match_sheet
from greenmatch.matching.presentation.reasons import reason_rows
from greenmatch.matching.queries import (
    Part,
    SeenMatch,
    count_unmet,
    match_between,
    matches_page,
    muted_among,
    muted_organisations,
    reasons_of_others,
)
from greenmatch.matching.services import note_seen, unseen_among

PAGE_SIZE = 20


@asks("match.see")
def matches(public_id: str) -> ResponseReturnValue:
    """What fits a listing, the best first, with the reasons."""
    session, language = db.session(), current_language()
    listing = listing_to("match.see", public_id)
    part = _part(request.args.get("show"))
    page = matches_page(
        session,
        listing,
        number=page_number(request.args.get("page")),
        size=PAGE_SIZE,
        part=part,
    )
    own = public_listings(session, [listing.id]).get(listing.id)
    cards = tuple(match_card(each, own, language) for each in page.items if own)
    answer = render_template(
        "matching/matches.html",
        listing=listing,
        own=card(own, language) if own else None,
        page=Page(cards, page.number, page.size, page.total),
        part=part.value,
        unmet=count_unmet(session, listing),
        reasons=reason_rows(reasons_of_others(session, listing), listing.kind, language),
        muted=listing.id in muted_among(session, [listing]),
        muted_organisations=muted_organisations(session, listing),
    )
    _remember(listing, [each.other.id for each in page.items], opened=False)
    return answer


def _part(asked: str | None) -> Part:
    return next((part for part in Part if part == asked), Part.FITTING)


@asks("match.see")
def sheet(public_id: str, other_id: str) -> ResponseReturnValue:
    """One match: each requirement, each shared term and sector, and what they count."""
    listing = listing_to("match.see", public_id)
    own, seen = found_match(listing, other_id)
    answer = render_template(
        "matching/sheet.html",
        listing=listing,
        sheet=match_sheet(seen, own, current_language()),
        own=card(own, current_language()),
    )
    _remember(listing, [seen.other.id], opened=True)
    return answer


def _remember(listing: Listing, other_ids: Sequence[int], *, opened: bool) -> None:
    """Note what the listing's own side sees for the first time.

    This is the one thing that a GET writes: that somebody has read a page is a fact about reading.
    It is noted the next time where the database has no time for it now; the page is not kept back.
    """
    if not current_actor().acts_for(listing.organisation_id):
        return
    if unseen_among(db.session(), listing=listing, other_ids=other_ids, opened=opened):
        with suppress(OperationalError), unit_of_work(db.session) as work:
            note_seen(work.session, listing=listing, other_ids=other_ids, opened=opened)


def found_match(listing: Listing, other_id: str) -> tuple[PublicListing, SeenMatch]:
    """A listing, and its match with the one at an address; NotFound where there is none."""
    seen = match_between(db.session(), listing, other_listing(other_id))
    own = public_listings(db.session(), [listing.id]).get(listing.id)
    if seen is None or own is None:
        raise NotFound(_("These two do not match any more."))
    return own, seen


def other_listing(other_id: str) -> Listing:
    """The other listing of a pair; NotFound where there is none that this person may see."""
    other = listing_by_public_id(db.session(), other_id)
    return found_listing(other_id) if other is None else other

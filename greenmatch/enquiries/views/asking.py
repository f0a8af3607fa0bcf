"""A new enquiry about a listing."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from greenmatch.catalogue.models import Listing
from greenmatch.catalogue.presentation import card
from greenmatch.catalogue.queries import PublicListing, listing_by_public_id, public_listings
from greenmatch.catalogue.queries.own import own_organisations
from greenmatch.catalogue.views.entering import first_to_do
from greenmatch.catalogue.views.finding import found_listing
from greenmatch.core.database import db
from greenmatch.core.errors import Conflict, DomainError
from greenmatch.core.i18n import _, current_language
from greenmatch.core.limits import Rate, check_rate
from greenmatch.core.web.access import asks, authorise_view, may
from greenmatch.core.web.identity import current_actor
from greenmatch.core.web.outcomes import show_form
from greenmatch.core.web.runtime import current_settings
from greenmatch.core.work import unit_of_work
from greenmatch.enquiries.forms import EnquiryForm
from greenmatch.enquiries.models import EnquiryThread
from greenmatch.enquiries.queries import going_threads
from greenmatch.enquiries.services import start_enquiry
from greenmatch.matching.asking import prepared_message
from greenmatch.organisations.models import Organisation

Pair = tuple[PublicListing, PublicListing]

PREPARED_LIMIT = 4_000
# Answers in a thread are cheap for people and dear for whoever gets mails about them.
REPLIES_PER_ENQUIRY = 5


@asks("enquiry.start")
def ask(public_id: str) -> ResponseReturnValue:
    """Write to the organisation of a listing."""
    listing = found_listing(public_id)
    actor = current_actor()
    if actor.signed_in and not may("enquiry.start", listing) and (first := first_to_do(actor)):
        return first
    authorise_view("enquiry.start", listing)
    own = _possible_senders(listing)
    values = _page_values(listing, own)
    pair = _matched(listing, own)
    values["unnamed"] = pair is not None and pair[0].organisation.anonymous
    form = EnquiryForm(**_prepared(pair, own, values["going"]))
    form.organisation.choices = [
        (each.public_id, each.shown_name(current_language())) for each in own
    ]
    if not form.validate_on_submit():
        return show_form("enquiries/ask.html", form, **values)
    try:
        address = _start(form, listing, own)
    except DomainError as error:
        return show_form("enquiries/ask.html", form, error, **values)
    flash(_("Sent. You will find the answer here and get an email."), "success")
    return redirect(url_for("enquiries.thread", public_id=address))


def _matched(listing: Listing, own: list[Organisation]) -> Pair | None:
    """One's own listing that matches this one, where the address names it, and this one."""
    matched = listing_by_public_id(db.session(), request.args.get("match", ""))
    if matched is None or matched.kind is listing.kind:
        return None
    if matched.organisation_id not in {each.id for each in own} or not may("match.see", matched):
        return None
    shown = public_listings(db.session(), [matched.id, listing.id])
    return (shown[matched.id], shown[listing.id]) if len(shown) == 2 else None


def _prepared(
    pair: Pair | None, own: list[Organisation], going: Sequence[EnquiryThread]
) -> dict[str, str]:
    """What the form begins with: a given text, or what is to be said of a match.

    It is the organisation with the match that writes, or else one that has asked before.
    """
    text, sender_id = request.args.get("body", ""), going[0].sender_id if going else None
    if pair is not None:
        text, sender_id = prepared_message(*pair, current_language()), pair[0].owner_id
    sender = next((each for each in own if each.id == sender_id), own[0])
    return {"body": text[:PREPARED_LIMIT], "organisation": sender.public_id}


def _possible_senders(listing: Listing) -> list[Organisation]:
    own = own_organisations(db.session(), current_actor().organisation_ids)
    others = [each for each in own if each.id != listing.organisation_id]
    if not others:
        raise Conflict(_("This is your own organisation's listing."))
    return others


def _page_values(listing: Listing, own: list[Organisation]) -> dict[str, Any]:
    session = db.session()
    shown = public_listings(session, [listing.id]).get(listing.id)
    if shown is None or not shown.takes_enquiries:
        raise Conflict(_("This listing does not take enquiries at present."))
    going = going_threads(session, listing_id=listing.id, sender_ids=[each.id for each in own])
    return {"card": card(shown, current_language()), "organisations": own, "going": going}


def _start(form: EnquiryForm, listing: Listing, own: list[Organisation]) -> str:
    author_id = current_actor().user_id or 0
    with unit_of_work(db.session) as work:
        limit_writing(work.session, author_id, "enquiry", 1)
        thread = start_enquiry(
            work.session,
            listing=listing,
            sender=next(each for each in own if each.public_id == form.organisation.data),
            author_id=author_id,
            body=form.body.data or "",
            cooperation=form.cooperation.data or "",
            token=form.token.data,
        )
        return thread.public_id


def limit_writing(session: Session, author_id: int, bucket: str, times: int) -> None:
    """Pass, or TooMany where the person has written too often today."""
    settings = current_settings()
    count = settings.enquiries_per_day * times
    rate = Rate(count, timedelta(days=1)) if settings.rate_limits else None
    check_rate(session, bucket=bucket, key=str(author_id), limit=rate)

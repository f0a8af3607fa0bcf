"""A new enquiry about a listing."""

from datetime import timedelta
from typing import Any

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from greenmatch.catalogue.models import Listing
from greenmatch.catalogue.presentation import card
from greenmatch.catalogue.queries import public_listings
from greenmatch.catalogue.queries.own import own_organisations
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
from greenmatch.enquiries.services import start_enquiry
from greenmatch.organisations.models import Organisation

PREPARED_LIMIT = 4_000


@asks("enquiry.start")
def ask(public_id: str) -> ResponseReturnValue:
    """Write to the organisation of a listing."""
    actor = current_actor()
    if actor.signed_in and actor.confirmed and not actor.organisation_ids:
        may("enquiry.start", None)
        flash(_("First say who you act for; then you can write."), "info")
        return redirect(url_for("organisations.new", next=request.path))
    listing = found_listing(public_id)
    authorise_view("enquiry.start", listing)
    shown = public_listings(db.session(), [listing.id]).get(listing.id)
    if shown is None:
        raise Conflict(_("This listing does not take enquiries at present."))
    own = own_organisations(db.session(), actor.organisation_ids)
    form = EnquiryForm(body=request.args.get("body", "")[:PREPARED_LIMIT])
    form.organisation.choices = [(each.public_id, each.name) for each in own]
    values: dict[str, Any] = {"card": card(shown, current_language()), "shown": shown, "organisations": own}
    if not form.validate_on_submit():
        return show_form("enquiries/ask.html", form, **values)
    try:
        address = _start(form, listing, own)
    except DomainError as error:
        return show_form("enquiries/ask.html", form, error, **values)
    flash(_("Sent. You find the answer here, and get a mail."), "success")
    return redirect(url_for("enquiries.thread", public_id=address))


def _start(form: EnquiryForm, listing: Listing, own: list[Organisation]) -> str:
    author_id = current_actor().user_id or 0
    with unit_of_work(db.session) as work:
        _limit(work.session, author_id)
        thread = start_enquiry(
            work.session,
            listing=listing,
            sender=next(each for each in own if each.public_id == form.organisation.data),
            author_id=author_id,
            body=form.body.data or "",
            cooperation=form.cooperation.data or "",
            token=form.token.data or None,
        )
        return thread.public_id


def _limit(session: Session, author_id: int) -> None:
    settings = current_settings()
    rate = Rate(settings.enquiries_per_day, timedelta(days=1)) if settings.rate_limits else None
    check_rate(session, bucket="enquiry", key=str(author_id), limit=rate)

"""Finding listings in every state, and handing them over."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from greenmatch.administration.forms import HandOverForm
from greenmatch.administration.queries.audit import actors_of
from greenmatch.administration.queries.listings import (
    ListingFilter,
    all_listings,
    latest_titles,
    organisations_named,
)
from greenmatch.administration.services.listings import hand_listing_over
from greenmatch.administration.views.blueprint import PAGE_SIZE, bp, own_id
from greenmatch.administration.wording import action_name, entry_details, subject_address
from greenmatch.catalogue.models import Listing
from greenmatch.catalogue.queries import listing_by_public_id
from greenmatch.catalogue.states import STATE_NAMES, Kind, ListingState
from greenmatch.core.audit import audit_entries
from greenmatch.core.database import db
from greenmatch.core.errors import DomainError, NotFound
from greenmatch.core.i18n import _, current_language
from greenmatch.core.pagination import page_number, paginate
from greenmatch.core.web.access import requires
from greenmatch.core.web.filters import FilterReader, options
from greenmatch.core.web.forms import filled
from greenmatch.core.web.outcomes import show_form
from greenmatch.core.work import unit_of_work
from greenmatch.moderation.queries import decisions_of
from greenmatch.organisations.models import Organisation

LATEST = 10
OFFERED = 12


@bp.route("/admin/listings")
@requires("admin.listings")
def listings() -> ResponseReturnValue:
    """All listings, newest first; by title or public id, kind and state."""
    session, reader = db.session(), FilterReader()
    wanted = ListingFilter(
        text=reader.text("q"),
        kind=reader.member("kind", Kind),
        state=reader.member("state", ListingState),
    )
    number = page_number(request.args.get("page"))
    page = paginate(session, all_listings(wanted), number=number, size=PAGE_SIZE)
    return render_template(
        "administration/listings/list.html",
        page=page,
        titles=latest_titles(session, [listing.id for listing in page.items]),
        arguments=reader.arguments,
        ignored=reader.ignored,
        states=options(STATE_NAMES),
    )


@bp.route("/admin/listings/<public_id>")
@requires("admin.listings")
def listing(public_id: str) -> ResponseReturnValue:
    """One listing: whose it is, its versions, decisions, and what was done to it."""
    session, found = db.session(), _listing(public_id)
    entries = session.scalars(
        audit_entries(subject_type="listing", subject_id=found.public_id).limit(LATEST)
    ).all()
    return render_template(
        "administration/listings/show.html",
        listing=found,
        title=_title(found),
        decisions=decisions_of(session, found.id),
        entries=entries,
        actors=actors_of(session, entries),
        action_name=action_name,
        entry_details=entry_details,
        subject_address=subject_address,
    )


@bp.route("/admin/listings/<public_id>/hand-over", methods=["GET", "POST"])
@requires("admin.listings")
def hand_over(public_id: str) -> ResponseReturnValue:
    """Give a listing to another organisation, with a reason."""
    found, form = _listing(public_id), HandOverForm()
    shown: dict[str, Any] = {"listing": found, "title": _title(found)}
    template = "administration/listings/hand_over.html"
    if not form.validate_on_submit():
        return show_form(template, form, **shown)
    chosen = _chosen(form)
    if chosen is None:
        return show_form(template, form, **shown)
    try:
        with unit_of_work(db.session) as work:
            hand_listing_over(
                work.session,
                listing=found,
                to=chosen,
                reason=filled(form.reason),
                actor_id=own_id(),
            )
    except DomainError as refused:
        return show_form(template, form, refused, **shown)
    flash(_("Handed over. The owners on both sides have been told."), "success")
    return redirect(url_for("admin.listing", public_id=public_id))


def _chosen(form: HandOverForm) -> Organisation | None:
    """The organisation that was meant; None, with a message at the field, where it is not clear."""
    typed = filled(form.organisation)
    text = typed.rstrip("/").rpartition("/")[2] if "://" in typed else typed
    found = organisations_named(db.session(), text, OFFERED)
    form.found.choices = {each.public_id: each.shown_name(current_language()) for each in found}
    if len(found) == 1:
        return found[0]
    chosen = next((each for each in found if each.public_id == form.found.data), None)
    if chosen is None:
        problem = _("Choose one of these.") if found else _("There is no such organisation.")
        form.refuse({("found" if found else "organisation"): [problem]})
    return chosen


def _listing(public_id: str) -> Listing:
    found = listing_by_public_id(db.session(), public_id)
    if found is None:
        raise NotFound(_("There is no such listing."))
    return found


def _title(listing: Listing) -> str:
    titles = latest_titles(db.session(), [listing.id])
    return titles.get(listing.id) or _("Without a title")

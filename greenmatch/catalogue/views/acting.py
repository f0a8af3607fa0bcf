"""What an owner does to a listing as a whole, each with one button."""

from collections.abc import Callable

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from greenmatch.catalogue import services
from greenmatch.catalogue.models import Listing
from greenmatch.catalogue.presentation import card
from greenmatch.catalogue.queries import present
from greenmatch.catalogue.queries.drafts import draft_of
from greenmatch.catalogue.states import ListingState
from greenmatch.catalogue.views.finding import found_listing, listing_to
from greenmatch.core.database import db
from greenmatch.core.files import current_store
from greenmatch.core.i18n import _, current_language
from greenmatch.core.web.access import asks, authorise_view, may
from greenmatch.core.web.forms import FormToken, PlatformForm
from greenmatch.core.web.identity import current_actor
from greenmatch.core.work import unit_of_work


class TokenForm(PlatformForm):
    """A form of one button whose second click changes nothing."""

    token = FormToken()


@asks("listing.edit")
def take_back(public_id: str) -> ResponseReturnValue:
    """Take a submitted version out of the queue."""
    listing = listing_to("listing.edit", public_id)
    _do(lambda session, actor: services.take_back(session, listing=listing, actor_id=actor))
    flash(_("Taken back. You can change it and submit it again."), "success")
    return redirect(url_for("catalogue.submit", public_id=public_id))


@asks("listing.manage")
def copy(public_id: str) -> ResponseReturnValue:
    """Begin a new draft with a listing's content."""
    listing = listing_to("listing.manage", public_id)
    form = TokenForm()
    with unit_of_work(db.session) as work:
        address = services.copy_as_new(
            work.session,
            listing=listing,
            actor_id=current_actor().user_id,
            store=current_store(),
            token=form.token.data,
        ).public_id
    flash(_("This is a new draft with the same content. Change what differs."), "success")
    return redirect(url_for("catalogue.edit", public_id=address, step_name="basics"))


@asks("listing.edit")
def discard(public_id: str) -> ResponseReturnValue:
    """Ask, then give up a revision; the public version stays as it is."""
    listing = listing_to("listing.edit", public_id)
    form = TokenForm()
    if not form.validate_on_submit():
        return render_template("catalogue/discard.html", listing=listing, form=form)
    _do(lambda session, who: services.discard_revision(session, listing=listing, actor_id=who))
    return _back(public_id, _("The revision is discarded. What is public stays as it is."))


@asks("listing.withdraw")
def withdraw(public_id: str) -> ResponseReturnValue:
    """Ask, then withdraw for good."""
    listing = found_listing(public_id)
    if listing.state is ListingState.WITHDRAWN and may("listing.inside", listing):
        may("listing.withdraw", listing)
        return redirect(url_for("pages.dashboard"))  # a second click
    authorise_view("listing.withdraw", listing)
    form = PlatformForm()
    if form.validate_on_submit():
        _do(lambda session, who: services.withdraw_listing(session, listing=listing, actor_id=who))
        public = listing.public_number is not None
        flash(_("The listing is withdrawn.") if public else _("The draft is discarded."), "success")
        return redirect(url_for("pages.dashboard"))
    shown = present(listing, listing.organisation, draft_of(db.session(), listing).content)
    return render_template(
        "catalogue/withdraw.html", listing=listing, card=card(shown, current_language()), form=form
    )


@asks("listing.manage")
def hold(public_id: str) -> ResponseReturnValue:
    """Hide a listing until it is resumed."""
    listing = listing_to("listing.manage", public_id)
    _do(lambda session, who: services.hold_listing(session, listing=listing, actor_id=who))
    return _back(public_id, _("On hold: nobody finds it until you resume it."))


@asks("listing.manage")
def resume(public_id: str) -> ResponseReturnValue:
    """Show a held listing again."""
    listing = listing_to("listing.manage", public_id)
    _do(lambda session, who: services.resume_listing(session, listing=listing, actor_id=who))
    return _back(public_id, _("Published again."))


@asks("listing.manage")
def confirm(public_id: str) -> ResponseReturnValue:
    """Confirm that a listing is still true."""
    listing = listing_to("listing.manage", public_id)
    _do(lambda session, who: services.confirm_listing(session, listing=listing, actor_id=who))
    return _back(public_id, _("Confirmed. Readers see today's date."))


@asks("listing.manage")
def set_open(public_id: str) -> ResponseReturnValue:
    """Open a listing for enquiries, or close it to them."""
    listing = listing_to("listing.manage", public_id)
    is_open = request.form.get("open") == "yes"
    _do(
        lambda session, who: services.set_open_for_enquiries(
            session, listing=listing, actor_id=who, is_open=is_open
        )
    )
    return _back(public_id, _("Open for enquiries.") if is_open else _("Closed to enquiries."))


def _do(act: Callable[[Session, int | None], Listing | object]) -> None:
    with unit_of_work(db.session) as work:
        act(work.session, current_actor().user_id)


def _back(public_id: str, message: str) -> ResponseReturnValue:
    flash(message, "success")
    return redirect(url_for("listings.show", public_id=public_id))

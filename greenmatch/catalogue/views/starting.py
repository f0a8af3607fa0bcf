"""A new listing: its first step makes the draft."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from greenmatch.catalogue.content import Content, Need, Technology
from greenmatch.catalogue.forms import BASICS, STEPS, StartForm
from greenmatch.catalogue.queries.own import own_organisations
from greenmatch.catalogue.services import start_listing
from greenmatch.catalogue.states import Kind
from greenmatch.catalogue.views.entering import first_to_do
from greenmatch.core.database import db
from greenmatch.core.i18n import _, current_language
from greenmatch.core.web.access import asks, authorise_view, may
from greenmatch.core.web.identity import current_actor
from greenmatch.core.web.runtime import current_settings
from greenmatch.core.work import unit_of_work
from greenmatch.organisations.models import Organisation


@asks("listing.create")
def new_technology() -> ResponseReturnValue:
    """The first step of a new technology."""
    return _start(Kind.TECHNOLOGY, Technology(original=current_language()))  # type: ignore[arg-type]


@asks("listing.create")
def new_need() -> ResponseReturnValue:
    """The first step of a new need."""
    return _start(Kind.NEED, Need(original=current_language()))  # type: ignore[arg-type]


def _start(kind: Kind, empty: Content) -> ResponseReturnValue:
    actor = current_actor()
    if actor.signed_in and not may("listing.create") and (first := first_to_do(actor)):
        return first
    authorise_view("listing.create")
    organisations = own_organisations(db.session(), current_actor().organisation_ids)
    form = StartForm(data=StartForm.show(empty))
    form.organisation.choices = [
        (each.public_id, each.shown_name(current_language())) for each in organisations
    ]
    if form.validate_on_submit():
        return _begin(form, empty, organisations)
    html = render_template(
        "catalogue/start.html",
        form=form,
        kind=kind,
        steps=STEPS[kind],
        organisations=organisations,
        largest=current_settings().max_form_size,
    )
    return html, 422 if form.errors else 200


def _begin(
    form: StartForm, empty: Content, organisations: list[Organisation]
) -> ResponseReturnValue:
    chosen = next(each for each in organisations if each.public_id == form.organisation.data)
    with unit_of_work(db.session) as work:
        listing = start_listing(
            work.session,
            actor_id=current_actor().user_id,
            organisation=chosen,
            content=form.take(empty),
            token=form.token.data,
        )
        address, kind = listing.public_id, listing.kind
    flash(_("Your draft is saved. Nobody else sees it yet."), "success")
    following = next(step for step in STEPS[kind] if step.name != BASICS)
    return redirect(url_for("catalogue.edit", public_id=address, step_name=following.name))

"""Looks at a listing before and after it is handed in: preview, submission, versions."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from greenmatch.catalogue.completeness import completeness, missing_for_submission
from greenmatch.catalogue.content import content_from_json, discloses_unfiled, text_in
from greenmatch.catalogue.forms import STEPS, SubmitForm, done_steps, seen_edits, step_of_field
from greenmatch.catalogue.models import Listing
from greenmatch.catalogue.presentation import differences, sheet
from greenmatch.catalogue.queries import present
from greenmatch.catalogue.queries.drafts import Draft, draft_of
from greenmatch.catalogue.queries.versions import version_numbered
from greenmatch.catalogue.services import submit_version
from greenmatch.catalogue.services.drafting import EDITABLE
from greenmatch.catalogue.states import VersionState
from greenmatch.catalogue.views.finding import listing_to
from greenmatch.core.database import db
from greenmatch.core.errors import Conflict
from greenmatch.core.i18n import _, current_language
from greenmatch.core.pagination import page_number
from greenmatch.core.web.access import asks
from greenmatch.core.web.identity import current_actor
from greenmatch.core.work import unit_of_work


@asks("listing.inside")
def preview(public_id: str) -> ResponseReturnValue:
    """The open version as the public would see it."""
    listing = listing_to("listing.inside", public_id)
    draft = draft_of(db.session(), listing)
    shown = present(listing, listing.organisation, draft.content)
    return render_template(
        "catalogue/preview.html",
        listing=listing,
        version=draft.version,
        sheet=sheet(shown, current_language()),
    )


@asks("listing.edit")
def submit(public_id: str) -> ResponseReturnValue:
    """The last look at a draft, and handing it to the moderators."""
    listing = listing_to("listing.edit", public_id)
    draft = draft_of(db.session(), listing)
    form = SubmitForm(data={"seen": str(draft.seen)})
    if not discloses_unfiled(draft.content):
        del form.disclosure
    if not form.is_submitted():
        return _review_page(listing, draft, form)
    if draft.version.state is not VersionState.SUBMITTED:
        missing = missing_for_submission(draft.content)
        if missing or not form.validate():
            return _review_page(listing, draft, form, missing=missing)
    try:
        _submit(listing, form)
    except Conflict as refused:
        form.seen.data = str(draft.seen)
        return _review_page(listing, draft, form, refused=refused)
    flash(_("Submitted. A moderator looks at it next, and you get an email."), "success")
    return redirect(url_for("listings.show", public_id=public_id))


def _submit(listing: Listing, form: SubmitForm) -> None:
    with unit_of_work(db.session) as work:
        submit_version(
            work.session,
            listing=listing,
            actor_id=current_actor().user_id,
            seen=seen_edits(form.seen.data),
        )


def _review_page(
    listing: Listing,
    draft: Draft,
    form: SubmitForm,
    *,
    missing: dict[str, list[str]] | None = None,
    refused: Conflict | None = None,
) -> ResponseReturnValue:
    shown = present(listing, listing.organisation, draft.content)
    status = refused.status if refused else 422 if missing or form.errors else 200
    html = render_template(
        "catalogue/submit.html",
        listing=listing,
        version=draft.version,
        steps=STEPS[listing.kind],
        done=done_steps(draft.content),
        form=form,
        missing=missing or {},
        refused=refused,
        completeness=completeness(draft.content),
        sheet=sheet(shown, current_language()),
        step_of=lambda field: step_of_field(listing.kind, field),
        can_submit=draft.version.state in EDITABLE,
    )
    return html, status


@asks("listing.inside")
def versions(public_id: str) -> ResponseReturnValue:
    """All versions of a listing; one against the one before it, or against a chosen one."""
    listing = listing_to("listing.inside", public_id)
    numbers = [version.number for version in listing.versions]
    chosen = page_number(request.args.get("number")) if "number" in request.args else numbers[-1]
    version = version_numbered(db.session(), listing.id, chosen)
    if version is None:
        abort(404)
    based = version.based_on or (chosen - 1 if chosen > 1 else None)
    before = version_numbered(db.session(), listing.id, based) if based else None
    old = content_from_json(before.content_json) if before else None
    new = content_from_json(version.content_json)
    return render_template(
        "catalogue/versions.html",
        listing=listing,
        version=version,
        before=before,
        title=text_in(new, current_language())[1].title,
        differences=differences(old, new, current_language()),
    )

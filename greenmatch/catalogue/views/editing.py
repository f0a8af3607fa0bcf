"""The steps of the listing's form."""

from dataclasses import dataclass

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from greenmatch.catalogue.completeness import completeness
from greenmatch.catalogue.content import content_from_json
from greenmatch.catalogue.forms import (
    STEPS,
    Step,
    StepForm,
    done_steps,
    step_named,
    step_of_field,
)
from greenmatch.catalogue.forms.files import FilesForm
from greenmatch.catalogue.models import Listing
from greenmatch.catalogue.presentation import FieldDifference, differences
from greenmatch.catalogue.queries.drafts import Draft, draft_of
from greenmatch.catalogue.services import StaleVersion, save_draft
from greenmatch.catalogue.views.finding import listing_to
from greenmatch.catalogue.views.reasons import last_reason
from greenmatch.catalogue.views.rows import rows_were_changed
from greenmatch.catalogue.views.uploads import take_uploads
from greenmatch.core.database import db
from greenmatch.core.errors import Conflict, NotFound
from greenmatch.core.i18n import _, current_language
from greenmatch.core.web.access import asks
from greenmatch.core.web.identity import current_actor
from greenmatch.core.web.reasons import asking_why, given_reason
from greenmatch.core.web.runtime import current_settings
from greenmatch.core.work import unit_of_work


@dataclass
class Editing:
    """One request to a step: the listing, the step, what it starts from, and its form.

    `outsider` is somebody who edits for an organisation that they do not act for.
    """

    listing: Listing
    step: Step
    draft: Draft
    form: StepForm
    outsider: bool
    changed_meanwhile: list[FieldDifference] | None = None


@asks("listing.edit")
def edit(public_id: str, step_name: str) -> ResponseReturnValue:
    """Show a step, or save it and go on."""
    listing = listing_to("listing.edit", public_id)
    step = step_named(listing.kind, step_name)
    if step is None:
        raise NotFound(_("There is no such step."))
    draft = draft_of(db.session(), listing)
    outsider = not current_actor().acts_for(listing.organisation_id)
    form = _form(step, draft, reason=last_reason(listing) if outsider else None)
    editing = Editing(listing, step, draft, form, outsider)
    if request.method == "GET" or rows_were_changed(form):
        return _page(editing, 200)
    if not form.validate():
        return _page(editing, 422)
    return _save(editing)


def _form(step: Step, draft: Draft, *, reason: str | None, sent: bool = True) -> StepForm:
    """The step's form; with `sent`, as it was sent, if it was. `reason` None asks for none."""
    kind = step.form.for_content(draft.content)
    values = kind.show(draft.content)
    values |= {"seen": str(draft.seen), "shown": kind.mark(draft.content)}
    if reason is not None:
        kind, values = asking_why(kind), {**values, "reason": reason}
    form = kind(data=values) if sent else kind(formdata=None, data=values)
    form.help_from(draft.content)
    return form


def _save(editing: Editing) -> ResponseReturnValue:
    form, listing = editing.form, editing.listing
    try:
        with unit_of_work(db.session) as work:
            content = form.take(editing.draft.content)
            if isinstance(form, FilesForm):
                content = take_uploads(work.session, form, listing, content)
            save_draft(
                work.session,
                listing=listing,
                actor_id=current_actor().user_id,
                content=content,
                seen=_seen(editing),
                token=form.token.data,
                reason=given_reason(form),
            )
    except StaleVersion as stale:
        return _stale(editing, stale)
    except Conflict as refused:
        form.form_errors = [*form.form_errors, refused.message]
        return _page(editing, refused.status)
    return _some_refused(editing) if form.errors else _onward(editing)


def _seen(editing: Editing) -> int:
    """The edits that the form knows of: all, where others have changed other steps only."""
    form, draft = editing.form, editing.draft
    return draft.seen if form.shown.data == form.mark(draft.content) else form.seen_edits


def _some_refused(editing: Editing) -> ResponseReturnValue:
    """The step again: what could be used of the uploads is saved, what was refused is named."""
    errors = {field.name: list(field.errors) for field in editing.form if field.errors}
    editing.draft = draft_of(db.session(), editing.listing)
    reason = given_reason(editing.form) if editing.outsider else None
    editing.form = _form(editing.step, editing.draft, reason=reason, sent=False)
    editing.form.refuse(errors)
    return _page(editing, 422)


def _stale(editing: Editing, stale: StaleVersion) -> ResponseReturnValue:
    """The step as it was typed, beside what the other save changed; sent again, it counts."""
    current, form = content_from_json(stale.current.content_json), editing.form
    if isinstance(form, FilesForm):
        form.keep_others(current)
    typed = form.take(current)
    editing.changed_meanwhile = differences(current, typed, current_language())
    form.seen.data, form.shown.data = str(stale.current.edits), form.mark(current)
    return _page(editing, stale.status)


def _onward(editing: Editing) -> ResponseReturnValue:
    public_id = editing.listing.public_id
    names = [step.name for step in STEPS[editing.listing.kind]]
    place = names.index(editing.step.name)
    flash(_("Saved."), "success")
    if request.form.get("go") == "stay" or (isinstance(editing.form, FilesForm) and _uploaded()):
        return redirect(url_for("catalogue.edit", public_id=public_id, step_name=editing.step.name))
    if request.form.get("go") == "review" or place + 1 == len(names):
        return redirect(url_for("catalogue.submit", public_id=public_id))
    return redirect(url_for("catalogue.edit", public_id=public_id, step_name=names[place + 1]))


def _uploaded() -> bool:
    return any(upload.filename for upload in request.files.values())


def _page(editing: Editing, status: int) -> ResponseReturnValue:
    listing, kind = editing.listing, editing.listing.kind
    html = render_template(
        "catalogue/edit.html",
        listing=listing,
        step=editing.step,
        steps=STEPS[kind],
        done=done_steps(editing.draft.content),
        form=editing.form,
        content=editing.draft.content,
        version=editing.draft.version,
        completeness=completeness(editing.draft.content),
        changed_meanwhile=editing.changed_meanwhile,
        step_of=lambda field: step_of_field(kind, field),
        largest=_largest(editing.form),
    )
    return html, status


def _largest(form: StepForm) -> int:
    """How many bytes the form may have, so that a script can tell before it is sent."""
    settings = current_settings()
    if not isinstance(form, FilesForm):
        return settings.max_form_size
    return settings.max_form_size + max(settings.max_image_size, settings.max_document_size)

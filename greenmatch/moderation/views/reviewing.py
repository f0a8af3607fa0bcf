"""One version: what it says and changes, what to look at twice, and the decision on it."""

from flask import Response, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from greenmatch.catalogue.content import Content, Need, content_from_json, text_in
from greenmatch.catalogue.models import ListingVersion
from greenmatch.catalogue.queries.versions import version_numbered
from greenmatch.catalogue.states import VersionState
from greenmatch.core.database import db
from greenmatch.core.errors import Conflict, DomainError, Invalid
from greenmatch.core.i18n import _, current_language
from greenmatch.core.web.access import asks, authorise_view, shown_to_reader
from greenmatch.core.web.forms import filled
from greenmatch.core.web.identity import current_actor
from greenmatch.core.web.outcomes import show_form
from greenmatch.core.work import unit_of_work
from greenmatch.moderation.comparing import compare
from greenmatch.moderation.fields import field_labels
from greenmatch.moderation.forms import OUTCOME_NAMES, DecisionForm, review_form
from greenmatch.moderation.hints import hints, links_in
from greenmatch.moderation.models import Outcome
from greenmatch.moderation.queries import (
    decisions_of,
    next_waiting,
    reviewed_version,
    similar_listings,
)
from greenmatch.moderation.reasons import REASONS, reasons_of
from greenmatch.moderation.services import decide_version
from greenmatch.moderation.views.filtering import queue_filter
from greenmatch.moderation.waiting import waited

DONE = {
    Outcome.APPROVED: lambda: _("Approved and published."),
    Outcome.CHANGES_REQUESTED: lambda: _("Sent back to the author with your reasons."),
    Outcome.REJECTED: lambda: _("Rejected. The author has been told why."),
}


@asks("moderation.review")
def review(public_id: str, number: int) -> ResponseReturnValue:
    """Show a version, or decide on it and go on to the next."""
    version = reviewed_version(db.session(), public_id, number)
    authorise_view("moderation.review", version.listing)
    content = content_from_json(version.content_json)
    form = review_form(field_labels(content), seen=version.edits)
    if request.method == "GET":
        return _page(version, content, form)
    authorise_view("moderation.decide", version.listing)
    if not form.validate():
        return _page(version, content, form)
    return _decide(version, content, form)


def _decide(version: ListingVersion, content: Content, form: DecisionForm) -> ResponseReturnValue:
    try:
        with unit_of_work(db.session) as work:
            decide_version(
                work.session,
                version=version,
                seen=form.seen_edits,
                outcome=form.outcome,
                moderator_id=current_actor().user_id or 0,
                reasons=form.reasons.data or (),
                message=filled(form.message),
                notes=form.notes,
            )
    except Invalid as refused:
        return _page(version, content, form, refused)
    except Conflict as refused:
        return _show_again(version, form, refused)
    flash(DONE[form.outcome](), "success")
    return _onward(version)


def _show_again(
    version: ListingVersion, form: DecisionForm, refused: Conflict
) -> ResponseReturnValue:
    """The version as it is now with all that was typed; sent again, it counts for this one."""
    form.seen.data = str(version.edits)
    return _page(version, content_from_json(version.content_json), form, refused)


def _onward(version: ListingVersion) -> ResponseReturnValue:
    wanted, reader = queue_filter()
    actor = current_actor()
    own = actor.organisation_ids | actor.suspended_organisation_ids
    following = next_waiting(db.session(), wanted, version, own)
    if following is None:
        return redirect(url_for("moderation.queue", **reader.arguments))
    address = url_for(
        "moderation.review",
        public_id=following.listing.public_id,
        number=following.number,
        **reader.arguments,
    )
    return redirect(address)


def _compared_with(version: ListingVersion) -> ListingVersion | None:
    """What is public now; for a version that has been decided on, what was public then."""
    listing = version.listing
    in_review = version.state is VersionState.SUBMITTED
    number = listing.public_number if in_review else version.based_on
    return version_numbered(db.session(), listing.id, number) if number else None


def _page(
    version: ListingVersion,
    content: Content,
    form: DecisionForm,
    refused: DomainError | None = None,
) -> Response:
    session, listing = db.session(), version.listing
    in_review = version.state is VersionState.SUBMITTED
    before = _compared_with(version)
    language, text = text_in(content, current_language())
    return show_form(
        "moderation/review.html",
        form,
        refused,
        version=version,
        listing=listing,
        content=content,
        title=text.title,
        language=language,
        anonymous=isinstance(content, Need) and content.anonymous,
        before=before,
        comparison=compare(content_from_json(before.content_json) if before else None, content),
        hints=hints(content, listing.organisation) if in_review else (),
        links=links_in(content),
        similar=similar_listings(session, listing, content) if in_review else (),
        decisions=decisions_of(session, listing.id),
        in_review=in_review,
        may_decide=shown_to_reader("moderation.decide", listing),
        waited=waited(version.submitted_at) if version.submitted_at and in_review else "",
        reasons=REASONS,
        reasons_of=reasons_of,
        labels=field_labels(content),
        outcome_names=OUTCOME_NAMES,
        arguments=queue_filter()[1].arguments,
    )

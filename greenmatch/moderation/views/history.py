"""What has been decided on a listing."""

from flask import render_template
from flask.typing import ResponseReturnValue

from greenmatch.catalogue.queries import listing_by_public_id
from greenmatch.catalogue.queries.drafts import draft_of
from greenmatch.core.database import db
from greenmatch.core.errors import NotFound
from greenmatch.core.i18n import _
from greenmatch.core.web.access import asks, authorise_view
from greenmatch.moderation.fields import field_labels
from greenmatch.moderation.queries import decisions_of
from greenmatch.moderation.reasons import reasons_of


@asks("moderation.review")
def history(public_id: str) -> ResponseReturnValue:
    """All decisions on a listing's versions, latest first."""
    session = db.session()
    listing = listing_by_public_id(session, public_id)
    authorise_view("moderation.review", listing)
    if listing is None:
        raise NotFound(_("There is no such listing."))
    content = draft_of(session, listing).content
    return render_template(
        "moderation/history.html",
        listing=listing,
        content=content,
        labels=field_labels(content),
        reasons_of=reasons_of,
        decisions=decisions_of(session, listing.id),
    )

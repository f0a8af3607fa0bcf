"""Where the pages around organisations stand, and what several of them need."""

from flask import Blueprint

from greenmatch.core.database import db
from greenmatch.core.web.access import authorise_view
from greenmatch.core.web.identity import current_actor
from greenmatch.organisations.models import Organisation
from greenmatch.organisations.queries import organisation_by_public_id

bp = Blueprint("organisations", __name__)


def organisation_for(action: str, public_id: str) -> Organisation:
    """The organisation, if the current actor may do the action to it."""
    organisation = organisation_by_public_id(db.session(), public_id)
    authorise_view(action, organisation)
    return organisation


def own_id() -> int:
    """The id of the signed-in person, on pages that only signed-in people reach."""
    user_id = current_actor().user_id
    if user_id is None:
        raise RuntimeError("this page must ask for a signed-in person first")
    return user_id

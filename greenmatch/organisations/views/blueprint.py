"""Where the pages around organisations stand, and what several of them need."""

from flask import Blueprint

from greenmatch.core.database import db
from greenmatch.core.i18n import current_language
from greenmatch.core.web.access import authorise_view
from greenmatch.core.web.identity import current_actor
from greenmatch.organisations.models import Organisation
from greenmatch.organisations.queries import organisation_by_public_id
from greenmatch.taxonomy import choice_name, country_name

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


def type_name(code: str) -> str:
    """An organisation type's name in the reader's language."""
    return choice_name("organisation_type", code, current_language())


def place_name(code: str) -> str:
    """A country's name in the reader's language."""
    return country_name(code, current_language())

"""Where the pages of administration stand, and what several of them need."""

from flask import Blueprint

from greenmatch.core.web.identity import current_actor

bp = Blueprint("admin", __name__)

PAGE_SIZE = 30


def own_id() -> int:
    """The id of the signed-in person, on pages that only signed-in people reach."""
    user_id = current_actor().user_id
    if user_id is None:
        raise RuntimeError("this page must ask for a signed-in person first")
    return user_id

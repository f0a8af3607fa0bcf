"""Gives the application what enquiries offer to all templates."""

from flask import Flask, g

from greenmatch.catalogue.presentation.names import choice_or_empty
from greenmatch.core.database import db
from greenmatch.core.i18n import current_language
from greenmatch.core.web.identity import current_actor
from greenmatch.enquiries.news import init_news
from greenmatch.enquiries.privacy import init_privacy
from greenmatch.enquiries.queries import count_unread


def init_enquiries(app: Flask) -> None:
    """The count of unread threads for the page's head, and names for templates."""
    app.context_processor(lambda: {"unread_count": unread_count()})
    app.add_template_global(cooperation_name, "cooperation_name")
    app.add_template_global(decline_reason, "decline_reason")
    init_privacy()
    init_news()


def unread_count() -> int:
    """How many threads wait to be read by the signed-in person, counted once a request."""
    actor = current_actor()
    if not actor.signed_in:
        return 0
    if "unread_count" not in g:
        g.unread_count = count_unread(db.session(), actor)
    return int(g.unread_count)


def cooperation_name(code: str) -> str:
    """A form of cooperation in the reader's language; empty where it is unknown."""
    return choice_or_empty("cooperation", code, current_language())


def decline_reason(code: str) -> str:
    """A reason for declining in the reader's language; empty where none was given."""
    return choice_or_empty("decline_reason", code, current_language())

"""Gives the application what moderation offers to all templates."""

from flask import Flask
from werkzeug.local import LocalProxy

from greenmatch.moderation.privacy import init_privacy
from greenmatch.moderation.views.queue import waiting_count


def init_moderation(app: Flask) -> None:
    """`waiting_count` for templates: the length of the queue, read when a template shows it."""
    # A fault's page must come up without the database, so nothing is read before it is asked for.
    app.context_processor(lambda: {"waiting_count": LocalProxy(waiting_count)})
    init_privacy()

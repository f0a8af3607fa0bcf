"""The pages of moderation: a readable table of addresses."""

from flask import Blueprint

from greenmatch.moderation import permissions
from greenmatch.moderation.views import history, queue, reviewing

__all__ = ["bp", "permissions"]

bp = Blueprint("moderation", __name__)

bp.add_url_rule("/moderation", "queue", queue.queue)
bp.add_url_rule("/moderation/<public_id>", "history", history.history)
bp.add_url_rule(
    "/moderation/<public_id>/<int:number>", "review", reviewing.review, methods=["GET", "POST"]
)

"""The pages of enquiries: a readable table of addresses."""

from flask import Blueprint

from greenmatch.enquiries import permissions
from greenmatch.enquiries.views import asking, deciding, inbox, reading

__all__ = ["bp", "permissions"]

bp = Blueprint("enquiries", __name__)
bp.add_url_rule("/listings/<public_id>/ask", "ask", asking.ask, methods=["GET", "POST"])
bp.add_url_rule("/enquiries", "inbox", inbox.inbox)
bp.add_url_rule("/enquiries/<public_id>", "thread", reading.thread, methods=["GET", "POST"])
bp.add_url_rule("/enquiries/<public_id>/read", "read", reading.read, methods=["POST"])
bp.add_url_rule("/enquiries/<public_id>/accept", "accept", deciding.accept, methods=["POST"])
bp.add_url_rule(
    "/enquiries/<public_id>/decline", "decline", deciding.decline, methods=["GET", "POST"]
)
bp.add_url_rule("/enquiries/<public_id>/close", "close", deciding.close, methods=["GET", "POST"])

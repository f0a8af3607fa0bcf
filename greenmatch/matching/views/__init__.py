"""The pages of matches: a readable table of addresses."""

from flask import Blueprint

from greenmatch.matching import permissions
from greenmatch.matching.views import judging, listing, muting

__all__ = ["bp", "permissions"]

bp = Blueprint("matching", __name__)
bp.add_url_rule("/listings/<public_id>/matches", "matches", listing.matches)
bp.add_url_rule("/listings/<public_id>/matches/<other_id>", "sheet", listing.sheet)
bp.add_url_rule(
    "/listings/<public_id>/matches/<other_id>/shortlist",
    "shortlist",
    judging.shortlist,
    methods=["POST"],
)
bp.add_url_rule(
    "/listings/<public_id>/matches/<other_id>/dismiss",
    "dismiss",
    judging.dismiss,
    methods=["GET", "POST"],
)
bp.add_url_rule(
    "/listings/<public_id>/matches/<other_id>/undo", "undo", judging.undo, methods=["POST"]
)
bp.add_url_rule("/listings/<public_id>/mute", "mute", muting.mute, methods=["POST"])
bp.add_url_rule("/listings/<public_id>/unmute", "unmute", muting.unmute, methods=["POST"])

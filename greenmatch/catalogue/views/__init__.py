"""The pages on which listings are written and kept: a readable table of addresses."""

from flask import Blueprint

from greenmatch.catalogue import permissions
from greenmatch.catalogue.views import acting, editing, files, reviewing, starting

__all__ = ["bp", "permissions"]

bp = Blueprint("catalogue", __name__)

bp.add_url_rule(
    "/technologies/new", "new_technology", starting.new_technology, methods=["GET", "POST"]
)
bp.add_url_rule("/needs/new", "new_need", starting.new_need, methods=["GET", "POST"])
bp.add_url_rule(
    "/listings/<public_id>/edit/<step_name>", "edit", editing.edit, methods=["GET", "POST"]
)
bp.add_url_rule("/listings/<public_id>/preview", "preview", reviewing.preview)
bp.add_url_rule("/listings/<public_id>/submit", "submit", reviewing.submit, methods=["GET", "POST"])
bp.add_url_rule("/listings/<public_id>/versions", "versions", reviewing.versions)
bp.add_url_rule("/listings/<public_id>/take-back", "take_back", acting.take_back, methods=["POST"])
bp.add_url_rule("/listings/<public_id>/discard", "discard", acting.discard, methods=["GET", "POST"])
bp.add_url_rule("/listings/<public_id>/copy", "copy", acting.copy, methods=["POST"])
bp.add_url_rule(
    "/listings/<public_id>/withdraw", "withdraw", acting.withdraw, methods=["GET", "POST"]
)
bp.add_url_rule("/listings/<public_id>/hold", "hold", acting.hold, methods=["POST"])
bp.add_url_rule("/listings/<public_id>/resume", "resume", acting.resume, methods=["POST"])
bp.add_url_rule("/listings/<public_id>/confirm", "confirm", acting.confirm, methods=["POST"])
bp.add_url_rule("/listings/<public_id>/enquiries", "set_open", acting.set_open, methods=["POST"])
bp.add_url_rule("/files/<public_id>", "file", files.show)
bp.add_url_rule("/files/<public_id>/<size>", "file_size", files.show)

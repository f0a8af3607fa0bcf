"""The search pages: a readable table of addresses."""

from flask import Blueprint

from greenmatch.search.views import results, suggesting
from greenmatch.search.views.filtering import filter_options

bp = Blueprint("search", __name__)
bp.add_url_rule("/search", "results", results.search)
bp.add_url_rule("/search/text", "text_query", results.text_query, methods=["POST"])
bp.add_url_rule("/search/suggestions", "suggestions", suggesting.suggestions)
bp.add_app_template_global(filter_options)

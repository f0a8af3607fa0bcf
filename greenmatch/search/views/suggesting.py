"""Suggestions while typing: sectors, organisations, listings, words."""

from flask import jsonify, request, url_for
from flask.typing import ResponseReturnValue

from greenmatch.catalogue.queries import public_listings
from greenmatch.core.database import db
from greenmatch.core.i18n import _, current_language
from greenmatch.core.text import normalise
from greenmatch.core.web.access import public
from greenmatch.search.runtime import current_engine
from greenmatch.search.views.limiting import limit_searches
from greenmatch.taxonomy import sectors

LONGEST = 64
MOST = 8


@public
def suggestions() -> ResponseReturnValue:
    """JSON for the search box: texts to search for and pages to go to."""
    limit_searches()
    typed = request.args.get("q", "")[:LONGEST].strip()
    language = current_language()
    found = [*_sectors(typed, language), *_listings(typed, language)] if typed else []
    return jsonify(suggestions=found[:MOST])


def _sectors(typed: str, language: str) -> list[dict[str, str]]:
    begun = normalise(typed)
    if not begun:
        return []
    return [
        {
            "text": sector.name(language),
            "hint": _("Sector"),
            "url": url_for("search.results", sector=sector.code),
        }
        for sector in sectors()
        if normalise(sector.name(language)).startswith(begun)
    ][:3]


def _listings(typed: str, language: str) -> list[dict[str, str]]:
    found = current_engine().suggest(typed, MOST)
    shown = public_listings(db.session(), found.listing_ids)
    words = [{"text": word, "hint": "", "url": ""} for word in found.words[:2]]
    titles = [
        {
            "text": listing.text(language).title,
            "hint": _("Need") if listing.kind.value == "need" else _("Technology"),
            "url": url_for("listings.show", public_id=listing.public_id),
        }
        for listing in shown.values()
    ]
    return [*words, *titles]

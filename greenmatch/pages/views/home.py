"""The front page."""

from flask import render_template
from flask.typing import ResponseReturnValue

from greenmatch.catalogue.presentation import card
from greenmatch.catalogue.states import Kind
from greenmatch.core.database import db
from greenmatch.core.i18n import current_language
from greenmatch.core.web.access import public
from greenmatch.pages.entries import figures_by
from greenmatch.pages.queries import count_catalogue, newest_listings
from greenmatch.pages.sectors import sector_tiles
from greenmatch.search.runtime import current_engine

NEWEST = 4


@public
def home() -> ResponseReturnValue:
    """What this is, a search box, and what is new."""
    session, language = db.session(), current_language()
    return render_template(
        "pages/home.html",
        counts=count_catalogue(session),
        tiles=sector_tiles(figures_by(current_engine(), "sector"), language),
        technologies=[card(x, language) for x in newest_listings(session, Kind.TECHNOLOGY, NEWEST)],
        needs=[card(x, language) for x in newest_listings(session, Kind.NEED, NEWEST)],
    )

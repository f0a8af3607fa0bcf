"""Entry pages by sector and by country."""

from flask import render_template
from flask.typing import ResponseReturnValue

from greenmatch.catalogue.presentation import ListingCard, card
from greenmatch.catalogue.states import Kind
from greenmatch.core.database import db
from greenmatch.core.errors import NotFound
from greenmatch.core.i18n import _, current_language
from greenmatch.core.web.access import public
from greenmatch.pages.queries import count_by_country, count_by_sector
from greenmatch.pages.queries.entries import newest_in_country, newest_in_sector
from greenmatch.pages.sectors import group_tile, sector_tiles
from greenmatch.taxonomy import country_name, regions, sector, sector_groups

NEWEST = 6


@public
def all_sectors() -> ResponseReturnValue:
    """Every sector with its numbers."""
    counts = count_by_sector(db.session())
    return render_template("pages/sectors.html", tiles=sector_tiles(counts, current_language()))


@public
def sector_group(group: str) -> ResponseReturnValue:
    """One first-level sector with its members."""
    found = next((each for each in sector_groups() if each.sector.code == group), None)
    if found is None:
        raise NotFound(_("There is no such sector."))
    tile = group_tile(found, count_by_sector(db.session()), current_language())
    return render_template("pages/sector_group.html", tile=tile)


@public
def one_sector(group: str, slug: str) -> ResponseReturnValue:
    """One second-level sector: what is new in it, and its goals and patent classes."""
    found = sector(f"{group}/{slug}")
    if found is None:
        raise NotFound(_("There is no such sector."))
    parent = sector(group)
    return render_template(
        "pages/sector.html",
        sector=found,
        parent=parent,
        technologies=_cards_in_sector(found.code, Kind.TECHNOLOGY),
        needs=_cards_in_sector(found.code, Kind.NEED),
    )


@public
def all_countries() -> ResponseReturnValue:
    """Countries by region, with their numbers."""
    counts = count_by_country(db.session())
    language = current_language()
    rows = [
        (region.name(language), sorted((country_name(c, language), c, counts[c]) for c in inside))
        for region in regions()
        if region.parent and (inside := [c for c in region.countries if c in counts])
    ]
    return render_template("pages/countries.html", regions=rows)


@public
def one_country(code: str) -> ResponseReturnValue:
    """One country: technologies developed or used there, needs there."""
    name = country_name(code, current_language())
    if name == code:
        raise NotFound(_("There is no such country."))
    session, language = db.session(), current_language()
    technologies = newest_in_country(session, code, Kind.TECHNOLOGY, NEWEST)
    needs = newest_in_country(session, code, Kind.NEED, NEWEST)
    return render_template(
        "pages/country.html",
        code=code,
        name=name,
        technologies=[card(each, language) for each in technologies],
        needs=[card(each, language) for each in needs],
    )


def _cards_in_sector(code: str, kind: Kind) -> list[ListingCard]:
    found = newest_in_sector(db.session(), code, kind, NEWEST)
    return [card(each, current_language()) for each in found]

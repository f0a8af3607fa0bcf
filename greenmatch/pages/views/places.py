"""Entry pages by sector and by country."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from greenmatch.core.database import db
from greenmatch.core.errors import NotFound
from greenmatch.core.i18n import _, current_language
from greenmatch.core.web.access import public
from greenmatch.pages.entries import Newest, figures_by, newest_under
from greenmatch.pages.sectors import group_tile, sector_tiles
from greenmatch.search.runtime import current_engine
from greenmatch.taxonomy import (
    countries,
    country_name,
    normalise_country,
    regions,
    sdg,
    sector,
    sector_groups,
)


@public
def all_sectors() -> ResponseReturnValue:
    """Every sector with its numbers."""
    figures = figures_by(current_engine(), "sector")
    return render_template("pages/sectors.html", tiles=sector_tiles(figures, current_language()))


@public
def sector_group(group: str) -> ResponseReturnValue:
    """One first-level sector: its members, and what is new in any of them."""
    found = next((each for each in sector_groups() if each.sector.code == group), None)
    if found is None:
        raise NotFound(_("There is no such sector."))
    tile = group_tile(found, figures_by(current_engine(), "sector"), current_language())
    return render_template(
        "pages/sector_group.html", tile=tile, newest=_newest("sector", tile.code)
    )


@public
def one_sector(group: str, slug: str) -> ResponseReturnValue:
    """One second-level sector: what is new in it, and its goals and patent classes."""
    found = sector(f"{group}/{slug}")
    parent = sector(group)
    if found is None or parent is None:
        raise NotFound(_("There is no such sector."))
    return render_template(
        "pages/sector.html",
        sector=found,
        parent=parent,
        newest=_newest("sector", found.code),
        goals=[goal for number in found.sdgs if (goal := sdg(number))],
        classes=(*found.ipc, *found.cpc),
    )


@public
def all_countries() -> ResponseReturnValue:
    """Countries by region, with their numbers."""
    figures, language = figures_by(current_engine(), "country"), current_language()
    rows = []
    for region in regions():
        inside = figures.keys() & set(region.countries) if region.parent else set()
        if inside:
            places = [place for place in countries(language) if place.code in inside]
            named = [(each.code, each.name(language), figures[each.code]) for each in places]
            rows.append((region.name(language), named))
    return render_template("pages/countries.html", regions=rows)


@public
def one_country(code: str) -> ResponseReturnValue:
    """One country: technologies developed or used there, needs there."""
    found = normalise_country(code)
    if found is None:
        raise NotFound(_("There is no such country."))
    if found != code:
        return redirect(url_for("pages.country", code=found))
    return render_template(
        "pages/country.html",
        code=found,
        name=country_name(found, current_language()),
        newest=_newest("country", found),
    )


def _newest(facet: str, value: str) -> tuple[Newest, Newest]:
    return newest_under(db.session(), current_engine(), facet, value, current_language())

"""The public directory of organisations."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import render_template, request
from flask.typing import ResponseReturnValue

from greenmatch.core.database import db
from greenmatch.core.i18n import _, current_language
from greenmatch.core.pagination import page_number, paginate
from greenmatch.core.web.access import public
from greenmatch.core.web.forms import clean_text
from greenmatch.organisations.queries import (
    DirectoryFilter,
    count_countries,
    count_listings,
    count_types,
)
from greenmatch.organisations.queries import directory as directory_query
from greenmatch.organisations.views.blueprint import bp, place_name, type_name
from greenmatch.taxonomy import choice, countries, enumeration

PAGE_SIZE = 30
LONGEST_TEXT = 100


@dataclass(frozen=True)
class Option:
    """A value that the directory can be narrowed to."""

    value: str
    label: str
    count: int


@bp.route("/organisations")
@public
def directory() -> ResponseReturnValue:
    """Everybody who offers or seeks, by name; narrowed by type, country and words."""
    session = db.session()
    wanted, ignored = _read_filter()
    number = page_number(request.args.get("page"))
    page = paginate(session, directory_query(wanted), number=number, size=PAGE_SIZE)
    return render_template(
        "organisations/directory.html",
        page=page,
        wanted=wanted,
        ignored=ignored,
        types=_type_options(count_types(session, wanted)),
        countries=_country_options(count_countries(session, wanted)),
        listings=count_listings(session, [each.id for each in page.items]),
        type_name=type_name,
        country_name=place_name,
    )


def _read_filter() -> tuple[DirectoryFilter, list[str]]:
    """What the address asks for, and sentences about what in it cannot be asked for."""
    text = clean_text(request.args.get("q", "")) or ""
    kind = request.args.get("type", "")
    country = request.args.get("country", "")
    ignored = []
    if kind and choice("organisation_type", kind) is None:
        ignored.append(_("There is no such type of organisation; it was left out."))
        kind = ""
    if country and country not in {each.code for each in countries(current_language())}:
        ignored.append(_("There is no such country; it was left out."))
        country = ""
    if len(text) > LONGEST_TEXT:
        ignored.append(_("Only the first %(limit)d characters were used.", limit=LONGEST_TEXT))
    return DirectoryFilter(text[:LONGEST_TEXT], kind, country), ignored


def _type_options(counts: Mapping[str, int]) -> list[Option]:
    language = current_language()
    types = enumeration("organisation_type")
    return [
        Option(each.code, each.name(language), counts[each.code])
        for each in types
        if counts.get(each.code)
    ]


def _country_options(counts: Mapping[str, int]) -> list[Option]:
    language = current_language()
    return [
        Option(each.code, each.name(language), counts[each.code])
        for each in countries(language)
        if counts.get(each.code)
    ]

"""An organisation's public page."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from greenmatch.catalogue.presentation import card
from greenmatch.catalogue.queries.public import web_address
from greenmatch.core.database import db
from greenmatch.core.i18n import current_language
from greenmatch.core.markup import render_markdown
from greenmatch.core.pagination import Page, page_number
from greenmatch.core.web.access import public
from greenmatch.organisations.queries import public_organisation
from greenmatch.pages.queries import of_organisation

PAGE_SIZE = 20


@public
def show(public_id: str) -> ResponseReturnValue:
    """Who they are and what they have published."""
    session, language = db.session(), current_language()
    organisation = public_organisation(session, public_id)
    number = page_number(request.args.get("page"))
    found = of_organisation(session, organisation, number=number, size=PAGE_SIZE)
    cards = tuple(card(each, language) for each in found.items)
    return render_template(
        "pages/organisation.html",
        organisation=organisation,
        about=render_markdown(organisation.shown_about(language), top=2),
        website=web_address(organisation.website),
        page=Page(cards, found.number, found.size, found.total),
    )

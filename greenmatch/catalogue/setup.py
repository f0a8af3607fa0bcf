"""Gives the application what the catalogue offers to all templates, and its jobs."""

from datetime import timedelta

from flask import Flask
from sqlalchemy.orm import Session

from greenmatch.catalogue.content import Content, text_in
from greenmatch.catalogue.news import init_news
from greenmatch.catalogue.presentation.names import choice_or_empty
from greenmatch.catalogue.privacy import init_privacy
from greenmatch.catalogue.queries.counting import count_named_listings, has_named_listing
from greenmatch.catalogue.queries.files import files_in_use
from greenmatch.catalogue.services import expire_listings
from greenmatch.catalogue.views.cards import init_cards
from greenmatch.core.files import register_file_references, remove_unused
from greenmatch.core.i18n import _, current_language
from greenmatch.core.jobs import register_job
from greenmatch.core.web.forms import new_token
from greenmatch.core.work import unit_of_work
from greenmatch.organisations.queries import listing_counter, logos_in_use
from greenmatch.taxonomy import country_name


def init_catalogue(app: Flask) -> None:
    """Names for templates, jobs, and what the features below ask of listings."""
    app.add_template_global(organisation_type, "organisation_type")
    app.add_template_global(country, "country")
    app.add_template_global(listing_title, "listing_title")
    app.add_template_global(new_token, "form_token")
    init_cards(app)
    register_job("catalogue.expire", timedelta(hours=1), expire_due)
    init_news()
    init_privacy()
    init_files()
    listing_counter(count_named_listings, has_named_listing())


def init_files() -> None:
    """Say which files are in use, and have the worker remove the others."""
    register_file_references("organisations", logos_in_use)
    register_file_references("catalogue", files_in_use)
    register_job("files.unused", timedelta(days=1), remove_unused)


def expire_due(session: Session) -> None:
    """Let listings expire whose term is over, in batches."""
    done = 1
    while done:
        with unit_of_work(session):
            done = expire_listings(session)


def organisation_type(code: str) -> str:
    """A type of organisation in the reader's language; empty where it is unknown."""
    return choice_or_empty("organisation_type", code, current_language())


def country(code: str) -> str:
    """A country in the reader's language; empty where it is unknown."""
    return country_name(code, current_language()) if code else ""


def listing_title(content: Content) -> str:
    """A content's title for the reader; drafts may not have one yet."""
    return text_in(content, current_language())[1].title or _("Without a title")

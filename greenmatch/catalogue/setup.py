"""Gives the application what the catalogue offers to all templates, and its jobs."""

from datetime import timedelta

from flask import Flask
from sqlalchemy.orm import Session

from greenmatch.catalogue.content import Content, text_in
from greenmatch.catalogue.presentation.names import choice_or_empty
from greenmatch.catalogue.services import expire_listings
from greenmatch.core.i18n import _, current_language
from greenmatch.core.jobs import register_job
from greenmatch.core.work import unit_of_work
from greenmatch.taxonomy import country_name


def init_catalogue(app: Flask) -> None:
    """Names for templates, and the job that ends what nobody has confirmed."""
    app.add_template_global(organisation_type, "organisation_type")
    app.add_template_global(country, "country")
    app.add_template_global(listing_title, "listing_title")
    register_job("catalogue.expire", timedelta(hours=1), expire_due)


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

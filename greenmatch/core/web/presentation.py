"""Small things that every template may use."""

from functools import lru_cache

from flask import Flask, g

from greenmatch.core.database import db
from greenmatch.core.i18n import current_language, format_decimal
from greenmatch.core.site import LocalSite, site_settings


def init_presentation(app: Flask) -> None:
    """Give templates number formats and the site's name, contact and logo."""
    app.add_template_filter(_number, "numberformat")
    app.context_processor(lambda: {"site": current_site()})


def _number(value: float) -> str:
    """The number as the reader's language writes it; lists show the same few numbers often."""
    return _written(value, current_language())


@lru_cache(10_000)
def _written(value: float, _language: str) -> str:
    return str(format_decimal(value))


def current_site() -> LocalSite:
    """The site in the reader's language, read once a request."""
    if "site" not in g:
        g.site = site_settings(db.session()).in_language(current_language())
    found: LocalSite = g.site
    return found

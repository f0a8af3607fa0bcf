"""Small things that every template may use."""

from datetime import date, datetime
from functools import lru_cache

from flask import Flask, g

from greenmatch.core.database import db
from greenmatch.core.i18n import current_language, format_date, format_decimal
from greenmatch.core.site import LocalSite, site_settings


def init_presentation(app: Flask) -> None:
    """Give templates number formats and the site's name, contact and logo."""
    app.add_template_filter(number_text, "numberformat")
    app.add_template_global(_date, "format_date")
    app.context_processor(lambda: {"site": current_site()})


def number_text(value: float) -> str:
    """The number as both languages write it: a page has hundreds, so not by Babel."""
    return f"{value:,}" if isinstance(value, int) else str(format_decimal(value))


def _date(value: date, style: str = "medium") -> str:
    """The day as the reader's language writes it; lists show the same days again and again."""
    day = value.date() if isinstance(value, datetime) else value  # times are UTC, as shown
    return _written(day, style, current_language())


@lru_cache(5_000)
def _written(value: date, style: str, _language: str) -> str:
    return str(format_date(value, style))


def current_site() -> LocalSite:
    """The site in the reader's language, read once a request."""
    if "site" not in g:
        g.site = site_settings(db.session()).in_language(current_language())
    found: LocalSite = g.site
    return found

"""Absolute addresses of our own pages, for mails and feeds, inside or outside of a request."""

from urllib.parse import urlsplit

from flask import current_app

from greenmatch.core.i18n import current_language
from greenmatch.core.web.runtime import current_settings


def page_url(endpoint: str, *, language: str | None = None, **values: object) -> str:
    """The public address of a page, in the given language or the current one."""
    base = urlsplit(current_settings().base_url)
    adapter = current_app.url_map.bind(base.netloc, url_scheme=base.scheme)
    if current_app.url_map.is_endpoint_expecting(endpoint, "language"):
        values["language"] = language or current_language()
    return adapter.build(endpoint, values, force_external=True)

"""Pages whose texts an administrator may edit."""

from flask import render_template
from flask.typing import ResponseReturnValue

from greenmatch.core.database import db
from greenmatch.core.i18n import current_language
from greenmatch.core.site import PAGE_TITLES, page_html
from greenmatch.core.web.access import public


@public
def page(name: str) -> ResponseReturnValue:
    """About, help, terms, privacy or the legal statement."""
    text = page_html(db.session(), name, current_language())
    return render_template("pages/fixed.html", title=PAGE_TITLES[name], text=text)

"""The texts of the fixed pages: ours until an administrator writes another version."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib.resources import files

from markupsafe import Markup
from sqlalchemy import select
from sqlalchemy.orm import Session

from greenmatch.core import audit
from greenmatch.core.errors import Conflict, Invalid, NotFound
from greenmatch.core.i18n import LANGUAGES, _, _l
from greenmatch.core.markup import LONGEST, render_markdown
from greenmatch.core.site.models import PageText
from greenmatch.core.site.settings import SiteSettings, site_settings

PAGE_TITLES = {
    "about": _l("About"),
    "help": _l("Help"),
    "terms": _l("Terms of use"),
    "privacy": _l("Privacy"),
    "legal": _l("Legal statement"),
}


@dataclass(frozen=True)
class PageVersion:
    """A page's text (Markdown) in one language; number 0 is the text that we ship."""

    page: str
    language: str
    number: int
    text: str
    changed_at: datetime | None = None


def page_version(
    session: Session, page: str, language: str, number: int | None = None
) -> PageVersion:
    """The latest version of a page's text, or the one of a number; NotFound where none is."""
    if page not in PAGE_TITLES or language not in LANGUAGES:
        raise NotFound(_("There is no such page."))
    if number == 0:
        return PageVersion(page, language, 0, default_text(page, language))
    query = select(PageText).where(PageText.page == page, PageText.language == language)
    if number is not None:
        query = query.where(PageText.number == number)
    row = session.scalar(query.order_by(PageText.number.desc()).limit(1))
    if row is not None:
        return PageVersion(page, language, row.number, row.text, row.created_at)
    if number is not None:
        raise NotFound(_("There is no such page."))
    return PageVersion(page, language, 0, default_text(page, language))


def page_html(session: Session, page: str, language: str) -> Markup:
    """The latest version as cleaned HTML, with the site's name, operator and contact filled in."""
    version = page_version(session, page, language)
    return fill_in(version.text, site_settings(session), language)


def fill_in(text: str, settings: SiteSettings, language: str) -> Markup:
    """A page's text as cleaned HTML; {site}, {operator} and {contact} stand for what is set."""
    mail = settings.contact_mail
    values = {
        "{site}": settings.name(language),
        "{operator}": settings.operator or _("the operator of this site"),
        "{contact}": f"<{mail}>" if mail else _("(no contact address has been published yet)"),
    }
    for mark, value in values.items():
        text = text.replace(mark, value)
    return render_markdown(text, top=2)


@cache
def default_text(page: str, language: str) -> str:
    """The text that we ship for a page."""
    return (files("greenmatch.core") / "texts" / f"{page}.{language}.md").read_text("utf-8")


def save_page_text(
    session: Session, *, page: str, language: str, text: str, based_on: int, actor_id: int | None
) -> PageVersion:
    """Add a version of a page's text.

    Conflict where somebody saved another one since `based_on`; Invalid for a text that is
    empty or too long.
    """
    latest = page_version(session, page, language)
    if latest.number != based_on:
        raise Conflict(_("Somebody else has changed this text in the meantime."))
    if not text.strip() or len(text) > LONGEST:
        problem = _("Write between 1 and %(limit)d characters.", limit=LONGEST)
        raise Invalid(problem, {"text": [problem]})
    row = PageText(
        page=page, language=language, number=based_on + 1, text=text.strip(), created_by=actor_id
    )
    session.add(row)
    session.flush()
    audit.record(
        session,
        actor_id=actor_id,
        action="site.page",
        subject_type="page",
        subject_id=f"{page}.{language}",
        details={"number": row.number},
    )
    return PageVersion(page, language, row.number, row.text, row.created_at)

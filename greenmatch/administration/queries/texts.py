"""Versions of the texts of fixed pages."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from greenmatch.core.i18n import LANGUAGES
from greenmatch.core.site import PAGE_TITLES, PageText, PageVersion, default_text


def latest_texts(session: Session) -> list[PageVersion]:
    """The text in force of every page in every language; two queries at most."""
    latest: dict[tuple[str, str], PageText] = {}
    for row in session.scalars(select(PageText).order_by(PageText.number)):
        latest[row.page, row.language] = row
    return [
        _shown(page, language, latest.get((page, language)))
        for page in PAGE_TITLES
        for language in LANGUAGES
    ]


def text_history(session: Session, page: str, language: str) -> Sequence[PageText]:
    """The versions that administrators wrote of a text, latest first."""
    query = select(PageText).where(PageText.page == page, PageText.language == language)
    return session.scalars(query.order_by(PageText.number.desc())).all()


def _shown(page: str, language: str, row: PageText | None) -> PageVersion:
    if row is None:
        return PageVersion(page, language, 0, default_text(page, language))
    return PageVersion(page, language, row.number, row.text, row.created_at)

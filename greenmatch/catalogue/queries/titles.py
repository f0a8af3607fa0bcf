"""Titles of many listings at once, without the rest of their content."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from greenmatch.catalogue.models import Listing, ListingVersion
from greenmatch.catalogue.queries.versions import stored_title
from greenmatch.core.i18n import LANGUAGES

Titles = dict[int, str]


def public_titles(session: Session, listing_ids: Collection[int], language: str) -> Titles:
    """The titles of the versions that are or were public, by listing id, for a reader."""
    query = _titled().join(
        Listing,
        (Listing.id == ListingVersion.listing_id)
        & (Listing.public_number == ListingVersion.number),
    )
    return _read(session, query.where(Listing.id.in_(listing_ids)), language)


def version_titles(session: Session, version_ids: Collection[int], language: str) -> Titles:
    """The titles of versions, by listing id, for a reader; one version a listing."""
    return _read(session, _titled().where(ListingVersion.id.in_(version_ids)), language)


def _titled() -> Select[Any]:
    original = ListingVersion.content_json["original"].as_string()
    titles = [stored_title(language) for language in LANGUAGES]
    return select(ListingVersion.listing_id, original, *titles)


def _read(session: Session, query: Select[Any], language: str) -> Titles:
    """In the reader's language where the listing has a title in it, else in the original."""
    found: Titles = {}
    for listing_id, original, *titles in session.execute(query):
        known = {code: title for code, title in zip(LANGUAGES, titles, strict=True) if title}
        found[listing_id] = known.get(language) or known.get(original or LANGUAGES[0], "")
    return found

"""What a form starts from."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from greenmatch.catalogue.content import Content, content_from_json
from greenmatch.catalogue.models import Listing, ListingVersion
from greenmatch.catalogue.queries.versions import open_version, public_version
from greenmatch.core.errors import NotFound
from greenmatch.core.i18n import _


@dataclass(frozen=True)
class Draft:
    """The content to edit; `seen` is its number of edits, 0 where no version is open."""

    content: Content
    seen: int
    version: ListingVersion


def draft_of(session: Session, listing: Listing) -> Draft:
    """The open version of a listing, else the public one, from which a revision starts."""
    version = open_version(session, listing.id)
    if version is not None:
        return Draft(content_from_json(version.content_json), version.edits, version)
    version = public_version(session, listing)
    if version is None:
        raise NotFound(_("This listing has no content."))
    return Draft(content_from_json(version.content_json), 0, version)


def public_content(session: Session, listing: Listing) -> Content | None:
    """The content that the public sees; None where nothing is public."""
    version = public_version(session, listing)
    return content_from_json(version.content_json) if version else None

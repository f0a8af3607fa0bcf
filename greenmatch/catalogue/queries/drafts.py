"""What a form starts from."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from greenmatch.catalogue.content import Content, content_from_json
from greenmatch.catalogue.models import Listing, ListingVersion
from greenmatch.catalogue.queries.versions import latest_version, public_version
from greenmatch.catalogue.states import OPEN_VERSIONS, VersionState
from greenmatch.core.errors import NotFound
from greenmatch.core.i18n import _


@dataclass(frozen=True)
class Draft:
    """The content to edit, and the version that it stands in."""

    content: Content
    version: ListingVersion

    @property
    def seen(self) -> int:
        """What a form remembers, to learn whether somebody has saved since."""
        return self.version.edits

    @property
    def open(self) -> bool:
        """Whether there is something of its author's that is not public."""
        return self.version.state in (*OPEN_VERSIONS, VersionState.REJECTED)


def draft_of(session: Session, listing: Listing) -> Draft:
    """The open version of a listing, else the public one, from which a revision starts."""
    version = latest_version(session, listing)
    if version is None:
        raise NotFound(_("This listing has no content."))
    return Draft(content_from_json(version.content_json), version)


def public_content(session: Session, listing: Listing) -> Content | None:
    """The content that the public sees; None where nothing is public."""
    version = public_version(session, listing)
    return content_from_json(version.content_json) if version else None

"""Which files listings refer to, and which of them the public may see."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import String, cast, or_, select
from sqlalchemy.orm import Session

from greenmatch.catalogue.content import content_from_json, file_ids
from greenmatch.catalogue.models import Listing, ListingFile, ListingVersion
from greenmatch.catalogue.states import SHOWN
from greenmatch.organisations.models import Organisation, OrganisationState


@dataclass(frozen=True)
class FileShowing:
    """Whether a public listing shows the file, and whether under a name that tells nothing."""

    public: bool
    masked: bool


def file_showing(session: Session, public_id: str) -> FileShowing:
    """How the public may see a file; masked where any anonymous need shows it."""
    query = (
        select(ListingFile.masked)
        .join(Listing, Listing.id == ListingFile.listing_id)
        .join(Organisation, Organisation.id == Listing.organisation_id)
        .where(
            ListingFile.file == public_id,
            Listing.state.in_(SHOWN),
            Organisation.state == OrganisationState.ACTIVE,
        )
    )
    found = session.scalars(query).all()
    return FileShowing(bool(found), any(found))


def files_in_use(session: Session) -> set[str]:
    """The public ids of the files in any version of any listing, benefits' documents too."""
    text = cast(ListingVersion.content_json, String)
    speaking = or_(text.contains('"attachments"'), text.contains('"document"'))
    query = select(ListingVersion.content_json).where(speaking)
    return _files(session.scalars(query.execution_options(yield_per=200)))


def files_of_listing(session: Session, listing: Listing) -> set[str]:
    """The public ids of the files in any version of a listing."""
    query = select(ListingVersion.content_json).where(ListingVersion.listing_id == listing.id)
    return _files(session.scalars(query))


def _files(contents: Any) -> set[str]:
    return {file for content in contents for file in file_ids(content_from_json(content))}

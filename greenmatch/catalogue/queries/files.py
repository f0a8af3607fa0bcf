"""Which files the public may see."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from greenmatch.catalogue.models import Listing, ListingFile
from greenmatch.catalogue.permissions import SHOWN


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
        .where(ListingFile.file == public_id, Listing.state.in_(SHOWN))
    )
    found = session.scalars(query).all()
    return FileShowing(bool(found), any(found))

"""Many new listings at once: for imports, where one at a time takes several times as long."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from greenmatch.catalogue.completeness import completeness
from greenmatch.catalogue.content import Content, content_to_json
from greenmatch.catalogue.models import Listing, ListingVersion
from greenmatch.catalogue.services.drafting import kind_of
from greenmatch.catalogue.services.projection import project
from greenmatch.catalogue.services.recording import record_act
from greenmatch.catalogue.services.reviewing import mark_public
from greenmatch.catalogue.states import ListingState, VersionState
from greenmatch.core.changes import note_changes
from greenmatch.core.clock import now


@dataclass(frozen=True, kw_only=True)
class NewListing:
    """A listing that comes from elsewhere; `source` and `source_key` say for good which it is."""

    organisation_id: int
    content: Content
    source: str
    source_key: str
    source_url: str | None = None
    source_licence: str | None = None


def add_listings(session: Session, *, new: Sequence[NewListing], publish: bool) -> list[Listing]:
    """The listings, in the order given: drafts, or public at once without a review."""
    listings = [_listing(each) for each in new]
    versions = [_version(each) for each in new]
    if publish:
        for listing, version, each in zip(listings, versions, new, strict=True):
            mark_public(listing, version, each.content)
    session.add_all(listings)
    session.flush()
    for listing, version, each in zip(listings, versions, new, strict=True):
        version.listing_id = listing.id
        session.add(version)
        record_act(session, listing, "create", actor_id=None)
        if publish:
            project(session, listing, each.content)
    if publish:
        note_changes(session, [listing.id for listing in listings])
    return listings


def _listing(new: NewListing) -> Listing:
    return Listing(
        kind=kind_of(new.content),
        organisation_id=new.organisation_id,
        state=ListingState.DRAFT,
        completeness=completeness(new.content).percent,
        source=new.source,
        source_key=new.source_key,
        source_url=new.source_url,
        source_licence=new.source_licence,
        created_at=now(),
    )


def _version(new: NewListing) -> ListingVersion:
    return ListingVersion(
        number=1,
        edits=1,
        state=VersionState.DRAFT,
        content_json=content_to_json(new.content),
        created_at=now(),
        saved_at=now(),
    )

"""Writes what was decided."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from greenmatch.catalogue.completeness import completeness
from greenmatch.catalogue.content import content_to_json
from greenmatch.catalogue.models import Listing, ListingVersion
from greenmatch.catalogue.queries.versions import last_numbers, open_version
from greenmatch.catalogue.services import (
    NewListing,
    add_listings,
    confirm_listing,
    publish_at_once,
)
from greenmatch.catalogue.services.recording import record_act
from greenmatch.catalogue.states import Act, ListingState, VersionState, after
from greenmatch.core.clock import now
from greenmatch.exchange.mapping import Record
from greenmatch.exchange.models import ImportedRow
from greenmatch.exchange.queries import Identity, Known, house
from greenmatch.exchange.services.deciding import Outcome
from greenmatch.organisations.models import Organisation
from greenmatch.organisations.services.founding import Profile, import_organisation


class Fresh(NamedTuple):
    """A record and its digest."""

    record: Record
    digest: str


def add_records(session: Session, *, fresh: Sequence[Fresh], publish: bool) -> list[Listing]:
    """New listings of these records, of which none may be here yet."""
    houses = _organisations(session, [each.record for each in fresh])
    listings = add_listings(
        session,
        new=[_new(each.record, houses) for each in fresh],
        publish=publish,
    )
    session.add_all(
        ImportedRow(listing_id=listing.id, digest=each.digest, version=1)
        for listing, each in zip(listings, fresh, strict=True)
    )
    session.flush()
    return listings


def store_change(
    session: Session,
    *,
    known: Known,
    record: Record,
    digest: str,
    outcome: Outcome,
    publish: bool,
) -> Listing:
    """The listing as the outcome demands: updated, or with a version to review."""
    if outcome is Outcome.REVIEW:
        return _propose(session, known, record, digest)
    if known.row is not None and known.row.digest == digest:
        return _revive(session, known.listing)
    return _update(session, known, record, digest, publish)


def _new(record: Record, houses: Mapping[Identity, Organisation]) -> NewListing:
    return NewListing(
        organisation_id=houses[house(record)].id,
        content=record.content,
        source=record.source,
        source_key=record.key,
        source_url=record.url or None,
        source_licence=record.licence or None,
    )


def _update(session: Session, known: Known, record: Record, digest: str, publish: bool) -> Listing:
    listing = known.listing
    version = _written(session, known, record, digest)
    _follow(listing, record)
    if _is_ours(listing, record):
        listing.organisation = _organisations(session, [record])[house(record)]
    record_act(session, listing, "import-update", actor_id=None, number=version.number)
    if publish or listing.public_number is not None:
        publish_at_once(session, version=version)
    return listing


def _propose(session: Session, known: Known, record: Record, digest: str) -> Listing:
    listing = known.listing
    version = _written(session, known, record, digest)
    version.state = VersionState.SUBMITTED
    version.submitted_at = now()
    if listing.public_number is None and listing.state is not ListingState.SUBMITTED:
        listing.state = after(listing.state, Act.SUBMIT)
    record_act(session, listing, "import-propose", actor_id=None, number=version.number)
    return listing


def _revive(session: Session, listing: Listing) -> Listing:
    """A listing whose row is the same: its draft is published, or its term begins again."""
    version = open_version(session, listing.id)
    if listing.public_number is None and version is not None:
        return publish_at_once(session, version=version)
    return confirm_listing(session, listing=listing, actor_id=None)


def _written(session: Session, known: Known, record: Record, digest: str) -> ListingVersion:
    """The open version of an earlier import with the new content, or a new one."""
    listing = known.listing
    version = open_version(session, listing.id)
    if version is None:
        version = _new_version(session, listing)
    else:
        version.edits += 1  # a reviewer who has the old content open is told so
    version.content_json = content_to_json(record.content)
    version.based_on = listing.public_number
    version.saved_at = now()
    if listing.public_number is None:
        listing.completeness = completeness(record.content).percent
    session.merge(ImportedRow(listing_id=listing.id, digest=digest, version=version.number))
    session.flush()
    return version


def _new_version(session: Session, listing: Listing) -> ListingVersion:
    number, edits = last_numbers(session, listing.id)
    version = ListingVersion(
        listing=listing,
        number=number + 1,
        edits=edits + 1,
        author_id=None,
        state=VersionState.DRAFT,
        created_at=now(),
    )
    session.add(version)
    return version


def _follow(listing: Listing, record: Record) -> None:
    listing.source_url = record.url or None
    listing.source_licence = record.licence or None


def _is_ours(listing: Listing, record: Record) -> bool:
    """Whether the listing still belongs to an organisation that its source named."""
    owner = listing.organisation
    return not owner.claimed and owner.source == record.source


def _organisations(session: Session, records: Sequence[Record]) -> dict[Identity, Organisation]:
    """The organisations of the records by source and key, made where they are new."""
    wanted = _profiles(records)
    keys = {key for _source, key in wanted}
    query = select(Organisation).where(Organisation.source_key.in_(keys))
    found = {(each.source or "", each.source_key or ""): each for each in session.scalars(query)}
    for (source, key), profile in wanted.items():
        if (source, key) not in found:
            found[source, key] = import_organisation(
                session, source=source, source_key=key, profile=profile
            )
    return found


def _profiles(records: Sequence[Record]) -> dict[Identity, Profile]:
    """Each organisation as the records say together: the first that knows a field decides it."""
    wanted: dict[Identity, Profile] = {}
    for record in records:
        key, said = house(record), record.organisation
        wanted[key] = _completed(wanted[key], said) if key in wanted else said
    return wanted


def _completed(profile: Profile, other: Profile) -> Profile:
    gaps = {name: value for name, value in asdict(other).items() if not getattr(profile, name)}
    return replace(profile, **gaps)

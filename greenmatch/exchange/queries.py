"""Which rows are listings here already."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from greenmatch.catalogue.models import Listing
from greenmatch.core.text import normalise
from greenmatch.exchange.mapping.record import Record
from greenmatch.exchange.models import ImportedRow
from greenmatch.organisations.models import Organisation, OrganisationState
from greenmatch.organisations.services.founding import Profile

Identity = tuple[str, str]


_LONGEST_KEY = 300


class Known(NamedTuple):
    """A listing that came from a source, and the row that it was last imported from."""

    listing: Listing
    row: ImportedRow | None


def identity(record: Record) -> Identity:
    """What says for good which listing a record is."""
    return record.source, record.key


def known_listings(
    session: Session, records: Iterable[Record], *, lock: bool = False
) -> dict[Identity, Known]:
    """The listings that exist for these records; held until the transaction ends with `lock`."""
    keys: dict[str, list[str]] = defaultdict(list)
    for record in records:
        keys[record.source].append(record.key)
    found: dict[Identity, Known] = {}
    for source, own in keys.items():
        query = (
            select(Listing, ImportedRow)
            .outerjoin(ImportedRow, ImportedRow.listing_id == Listing.id)
            .where(Listing.source == source, Listing.source_key.in_(own))
        )
        if lock:
            query = query.with_for_update(of=Listing)
        for listing, row in session.execute(query):
            found[source, listing.source_key or ""] = Known(listing, row)
    return found


def house(record: Record) -> Identity:
    """What says for good which organisation a record's is."""
    return record.source, _key(record.organisation)


def _key(profile: Profile) -> str:
    """What tells a source's organisations apart: country and folded name, if short enough."""
    key = f"{profile.country} {normalise(profile.name)}"
    return key if len(key) <= _LONGEST_KEY else hashlib.sha256(key.encode()).hexdigest()


def closed_houses(session: Session, records: Iterable[Record]) -> set[Identity]:
    """The organisations of these records that have been closed here."""
    keys = {key for _source, key in map(house, records)}
    query = select(Organisation.source, Organisation.source_key).where(
        Organisation.source_key.in_(keys), Organisation.state == OrganisationState.CLOSED
    )
    return {(source or "", key or "") for source, key in session.execute(query)}

"""Dates of the sample catalogue: written once, shown for years."""

from collections.abc import Sequence
from datetime import date, timedelta

import msgspec

from greenmatch.catalogue.content import Need
from greenmatch.catalogue.models import Listing
from greenmatch.core.clock import now
from greenmatch.sample.files import SampleListing

# A deadline must not end while somebody looks at the site.
NEAREST = timedelta(days=200)
WEEK = timedelta(days=7)


def in_the_future(rows: Sequence[SampleListing]) -> list[SampleListing]:
    """The listings with their deadlines moved on together, as far as the nearest one needs."""
    days = sorted(day for row in rows if (day := _deadline(row)))
    earliest = now().date() + NEAREST
    if not days or days[0] >= earliest:
        return list(rows)
    by = WEEK * -((days[0] - earliest) // WEEK)
    return [_moved(row, by) for row in rows]


def age(listing: Listing, by: timedelta) -> None:
    """Have the listing published, or handed in, as long ago."""
    version = listing.versions[0]
    for thing, names in (
        (listing, ("created_at", "published_at", "confirmed_at", "valid_until")),
        (version, ("created_at", "saved_at", "submitted_at", "decided_at")),
    ):
        for name in names:
            if (moment := getattr(thing, name)) is not None:
                setattr(thing, name, moment - by)


def _deadline(row: SampleListing) -> date | None:
    return row.content.enquiry_deadline if isinstance(row.content, Need) else None


def _moved(row: SampleListing, by: timedelta) -> SampleListing:
    if not isinstance(row.content, Need) or row.content.enquiry_deadline is None:
        return row
    content = msgspec.structs.replace(
        row.content, enquiry_deadline=row.content.enquiry_deadline + by
    )
    return msgspec.structs.replace(row, content=content)

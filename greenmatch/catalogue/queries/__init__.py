"""Reads: versions, what the public sees, and an organisation's own listings."""

from greenmatch.catalogue.queries.own import listing_by_public_id, own_listings
from greenmatch.catalogue.queries.public import (
    PublicListing,
    PublicOrganisation,
    live_listing_ids,
    present,
    public_listings,
)
from greenmatch.catalogue.queries.stamps import public_stamps
from greenmatch.catalogue.queries.versions import open_version, public_version, version_numbered

__all__ = [
    "PublicListing",
    "PublicOrganisation",
    "listing_by_public_id",
    "live_listing_ids",
    "open_version",
    "own_listings",
    "present",
    "public_listings",
    "public_stamps",
    "public_version",
    "version_numbered",
]

"""Writes: drafts, reviews, the life of a listing, and the projection of what is public."""

from greenmatch.catalogue.services.adding import NewListing, add_listings
from greenmatch.catalogue.services.drafting import (
    StaleVersion,
    copy_as_new,
    discard_revision,
    save_draft,
    start_listing,
)
from greenmatch.catalogue.services.lifecycle import (
    archive_listing,
    confirm_listing,
    expire_listings,
    hand_over,
    hold_listing,
    resume_listing,
    set_open_for_enquiries,
    withdraw_listing,
)
from greenmatch.catalogue.services.reviewing import (
    approve_version,
    publish_at_once,
    reject_version,
    request_changes,
)
from greenmatch.catalogue.services.submitting import submit_version, take_back

__all__ = [
    "NewListing",
    "StaleVersion",
    "add_listings",
    "approve_version",
    "archive_listing",
    "confirm_listing",
    "copy_as_new",
    "discard_revision",
    "expire_listings",
    "hand_over",
    "hold_listing",
    "publish_at_once",
    "reject_version",
    "request_changes",
    "resume_listing",
    "save_draft",
    "set_open_for_enquiries",
    "start_listing",
    "submit_version",
    "take_back",
    "withdraw_listing",
]

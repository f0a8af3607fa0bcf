"""Reads of organisations, their members and who wants to be one."""

from greenmatch.organisations.queries.directory import (
    DirectoryFilter,
    count_countries,
    count_types,
    directory,
)
from greenmatch.organisations.queries.figures import count_listings, listing_counter
from greenmatch.organisations.queries.joining import (
    claim_by_public_id,
    claims,
    invitation_by_public_id,
    invitation_by_token,
    invitations_for,
    open_claim,
    open_invitations,
)
from greenmatch.organisations.queries.members import (
    member,
    member_addresses,
    members,
    membership,
    memberships_of,
    read_memberships,
)
from greenmatch.organisations.queries.organisations import (
    logos_in_use,
    organisation_by_public_id,
    public_organisation,
)

__all__ = [
    "DirectoryFilter",
    "claim_by_public_id",
    "claims",
    "count_countries",
    "count_listings",
    "count_types",
    "directory",
    "invitation_by_public_id",
    "invitation_by_token",
    "invitations_for",
    "listing_counter",
    "logos_in_use",
    "member",
    "member_addresses",
    "members",
    "membership",
    "memberships_of",
    "open_claim",
    "open_invitations",
    "organisation_by_public_id",
    "public_organisation",
    "read_memberships",
]

"""What the public sees of a listing: the one place where an anonymous need is masked.

Pages, search and matching build what they show from `PublicListing` only.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

import msgspec
from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import Session

from greenmatch.catalogue.content import (
    Attachment,
    Content,
    Need,
    TextBlock,
    content_from_json,
    text_in,
)
from greenmatch.catalogue.models import Listing, ListingVersion
from greenmatch.catalogue.states import Kind, ListingState
from greenmatch.core.clock import now
from greenmatch.organisations.models import Organisation, OrganisationState


@dataclass(frozen=True)
class PublicOrganisation:
    """The organisation behind a listing; of an anonymous one only type and country."""

    public_id: str | None
    name: str
    name_zh: str
    type: str
    country: str
    claimed: bool
    logo: str | None

    @property
    def anonymous(self) -> bool:
        """Whether it does not want to be named here."""
        return self.public_id is None

    def name_in(self, language: str) -> str:
        """Its name for a reader; empty where it stays anonymous."""
        return self.name_zh if language == "zh" and self.name_zh else self.name


@dataclass(frozen=True)
class PublicListing:
    """A listing as it may be shown. `id` and `owner_id` are internal and never leave."""

    id: int
    owner_id: int
    public_id: str
    kind: Kind
    state: ListingState
    open_for_enquiries: bool
    content: Content
    organisation: PublicOrganisation
    published_at: datetime | None
    confirmed_at: datetime | None
    valid_until: datetime | None
    completeness: int
    sample: bool
    source: str | None
    source_url: str | None
    source_licence: str | None

    @property
    def live(self) -> bool:
        """Whether it is to be found and matched."""
        return self.state is ListingState.PUBLISHED

    @property
    def takes_enquiries(self) -> bool:
        """Whether somebody can write to its organisation about it now."""
        return self.live and self.open_for_enquiries and self.organisation.claimed and not self.over

    @property
    def over(self) -> bool:
        """Whether the deadline for enquiries has passed, where it has one."""
        deadline = self.content.enquiry_deadline if isinstance(self.content, Need) else None
        return deadline is not None and deadline < now().date()

    def text(self, language: str) -> TextBlock:
        """Its texts for a reader: in their language if given, else in the original."""
        return text_in(self.content, language)[1]

    def text_language(self, language: str) -> str:
        """The language of what `text` gives."""
        return text_in(self.content, language)[0]


def live_listing_ids(kind: Kind | None = None) -> Select[int]:
    """The ids of all listings that are to be found."""
    query = (
        select(Listing.id)
        .join(Listing.organisation)
        .where(
            Listing.state == ListingState.PUBLISHED,
            Listing.public_number.is_not(None),
            Organisation.state == OrganisationState.ACTIVE,
        )
        .order_by(Listing.id)
    )
    return query.where(Listing.kind == kind) if kind else query


def public_listings(session: Session, ids: Sequence[int]) -> dict[int, PublicListing]:
    """The public face of those of the listings that are live, by id, in the order asked."""
    if not ids:
        return {}
    found = {}
    for row in session.execute(_PUBLIC, {"ids": list(ids)}):
        listing = ListingRow(*row[: len(ListingRow._fields)])
        organisation = OrganisationRow(*row[len(ListingRow._fields) : -1])
        found[listing.id] = present(listing, organisation, content_from_json(row[-1]))
    return {listing_id: found[listing_id] for listing_id in ids if listing_id in found}


def present(
    listing: "Listing | ListingRow",
    organisation: "Organisation | OrganisationRow",
    content: Content,
) -> PublicListing:
    """A content as the public would see it (a preview, where it is not public yet)."""
    hidden = isinstance(content, Need) and content.anonymous
    return PublicListing(
        id=listing.id,
        owner_id=listing.organisation_id,
        public_id=listing.public_id,
        kind=listing.kind,
        state=listing.state,
        open_for_enquiries=listing.open_for_enquiries,
        content=mask(content) if hidden else content,
        organisation=_organisation(organisation, hidden),
        published_at=listing.published_at,
        confirmed_at=listing.confirmed_at,
        valid_until=listing.valid_until,
        completeness=listing.completeness,
        sample=listing.sample,
        source=None if hidden else listing.source,
        source_url=None if hidden else web_address(listing.source_url) or None,
        source_licence=None if hidden else listing.source_licence,
    )


def web_address(text: str | None) -> str:
    """The text where it is an address of the web; empty where a link must not lead there."""
    return text if text and text.lower().startswith(("https://", "http://")) else ""


def mask(content: Content) -> Content:
    """The content without what could name its organisation: link and file titles."""
    attachments = tuple(
        Attachment(file=item.file, kind=item.kind, alt=item.alt) for item in content.attachments
    )
    return msgspec.structs.replace(content, link="", attachments=attachments)


def _organisation(
    organisation: "Organisation | OrganisationRow", hidden: bool
) -> PublicOrganisation:
    return PublicOrganisation(
        public_id=None if hidden else organisation.public_id,
        name="" if hidden else organisation.name,
        name_zh="" if hidden else organisation.name_zh,
        type=organisation.type,
        country=organisation.country,
        claimed=organisation.claimed,
        logo=None if hidden else organisation.logo,
    )


class ListingRow(NamedTuple):
    """What `present` reads of a listing: as plain columns it loads in half the time."""

    id: int
    organisation_id: int
    public_id: str
    kind: Kind
    state: ListingState
    open_for_enquiries: bool
    published_at: datetime | None
    confirmed_at: datetime | None
    valid_until: datetime | None
    completeness: int
    sample: bool
    source: str | None
    source_url: str | None
    source_licence: str | None


class OrganisationRow(NamedTuple):
    """What `present` reads of an organisation."""

    public_id: str
    name: str
    name_zh: str
    type: str
    country: str
    claimed: bool
    logo: str | None


# Built once: making the statement takes longer than running it.
_PUBLIC = (
    select(
        *(getattr(Listing, name) for name in ListingRow._fields),
        *(getattr(Organisation, name) for name in OrganisationRow._fields),
        ListingVersion.content_json,
    )
    .join(Organisation, Organisation.id == Listing.organisation_id)
    .join(
        ListingVersion,
        (ListingVersion.listing_id == Listing.id)
        & (ListingVersion.number == Listing.public_number),
    )
    .where(
        Listing.id.in_(bindparam("ids", expanding=True)),
        Listing.state == ListingState.PUBLISHED,
        Organisation.state == OrganisationState.ACTIVE,
    )
)

# The types of a content are looked at here, by one thread: msgspec 0.22 does that without a lock
# where it first needs them, and two requests at once crash the process.
for _kind in Kind:
    content_from_json({"kind": _kind.value})

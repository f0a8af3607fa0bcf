"""A listing as one row of a list."""

from dataclasses import dataclass
from datetime import date, datetime

from greenmatch.catalogue.content import Need, Technology
from greenmatch.catalogue.presentation.names import SectorName, ip_summary, sector_names
from greenmatch.catalogue.queries import PublicListing
from greenmatch.core.markup import plain_excerpt
from greenmatch.taxonomy import country_name

SUMMARY_LENGTH = 300


@dataclass(frozen=True)
class ListingCard:
    """What a list shows of a listing; see the `card` macro in components/listing.html."""

    kind: str
    public_id: str
    title: str
    summary: str
    organisation: str | None
    country: str
    trl: int | None
    sectors: tuple[SectorName, ...]
    published_at: datetime | None
    confirmed_at: datetime | None
    deadline: date | None
    state: str
    ip: str
    language: str
    sample: bool
    source: str | None


def card(listing: PublicListing, language: str) -> ListingCard:
    """The listing as a row, in the reader's language where its texts are given in it."""
    content = listing.content
    text = listing.text(language)
    technology = content if isinstance(content, Technology) else None
    need = content if isinstance(content, Need) else None
    country = _country(listing)
    return ListingCard(
        kind=listing.kind.value,
        public_id=listing.public_id,
        title=text.title,
        summary=text.summary or plain_excerpt(text.problem or text.description, SUMMARY_LENGTH),
        organisation=listing.organisation.name_in(language) or None,
        country=country_name(country, language) if country else "",
        trl=technology.trl if technology else (need.least_trl if need else None),
        sectors=sector_names(content.sectors, language),
        published_at=listing.published_at,
        confirmed_at=listing.confirmed_at,
        deadline=need.enquiry_deadline if need else None,
        state=listing.state.value,
        ip=ip_summary(technology.ip_situation, technology.ip_rights, language)
        if technology
        else "",
        language=listing.text_language(language),
        sample=listing.sample,
        source=listing.source,
    )


def _country(listing: PublicListing) -> str:
    content = listing.content
    if isinstance(content, Need):
        return content.country or listing.organisation.country
    return content.developed_in[0] if content.developed_in else listing.organisation.country

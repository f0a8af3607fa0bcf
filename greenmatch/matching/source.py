"""Listings as the matcher sees them, from what the public may see of them."""

from collections.abc import Iterable, Iterator

from sqlalchemy.orm import Session

from greenmatch.catalogue.content import Need, Technology, TextBlock
from greenmatch.catalogue.queries import PublicListing, live_listing_ids, public_listings
from greenmatch.catalogue.states import Kind
from greenmatch.matching.document import MatchDocument, StatedRequirement, TextFields

BATCH = 500
BODY = (
    "problem",
    "how_it_works",
    "novelty",
    "partner_sought",
    "outcome",
    "site_conditions",
    "description",
)


def live_documents(session: Session, kind: Kind) -> Iterator[MatchDocument]:
    """All live listings of a kind, read in batches."""
    ids = session.scalars(live_listing_ids(kind)).all()
    for start in range(0, len(ids), BATCH):
        yield from documents(session, ids[start : start + BATCH])
        session.rollback()  # a long read must not keep old pages of the database alive


def documents(session: Session, listing_ids: Iterable[int]) -> list[MatchDocument]:
    """Those of the listings that are live."""
    return [document(listing) for listing in public_listings(session, list(listing_ids)).values()]


def document(listing: PublicListing) -> MatchDocument:
    """A listing for the matcher."""
    content = listing.content
    technology = content if isinstance(content, Technology) else Technology()
    need = content if isinstance(content, Need) else Need()
    return MatchDocument(
        listing_id=listing.id,
        kind="technology" if isinstance(content, Technology) else "need",
        organisation_id=listing.owner_id,
        texts={language: _fields(text) for language, text in content.texts.items()},
        sectors=tuple(tag.code for tag in content.sectors if not tag.suggested),
        suggested_sectors=tuple(tag.code for tag in content.sectors if tag.suggested),
        sdgs=content.sdgs,
        climate_objective=content.climate_objective,
        classes=content.classes,
        countries=(*technology.deployed_in, *technology.countries_wanted, *_place(need)),
        origins=technology.developed_in,
        cooperation=content.cooperation,
        trl=need.least_trl if isinstance(content, Need) else technology.trl,
        requirements=tuple(
            StatedRequirement(row.text, row.strength, row.threshold, row.unit)
            for row in need.requirements
        ),
        open_for_enquiries=listing.open_for_enquiries,
    )


def _place(need: Need) -> tuple[str, ...]:
    return (need.country,) if need.country else ()


def _fields(text: TextBlock) -> TextFields:
    body = "\n\n".join(value for name in BODY if (value := getattr(text, name)))
    return TextFields(text.title, text.summary, body, text.keywords)

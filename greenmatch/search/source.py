"""Search documents from the database, built from what the public may see."""

from collections.abc import Callable, Collection, Iterator

from sqlalchemy.orm import Session

from greenmatch.catalogue.content import Need, Technology
from greenmatch.catalogue.patents import patent_key
from greenmatch.catalogue.queries import PublicListing, live_listing_ids, public_listings
from greenmatch.core.clock import now
from greenmatch.search.documents import SearchDocument

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


class DatabaseSource:
    """A document source that reads the live listings, each time in a session of its own."""

    def __init__(self, new_session: Callable[[], Session]) -> None:
        self._new_session = new_session

    def documents(self, listing_ids: Collection[int]) -> Iterator[SearchDocument]:
        """The documents of those listings that are public now."""
        ids = list(listing_ids)
        for start in range(0, len(ids), BATCH):
            with self._new_session() as session:
                found = public_listings(session, ids[start : start + BATCH])
            yield from (document(listing) for listing in found.values())

    def all_ids(self) -> Collection[int]:
        """The ids of all listings that are public now."""
        with self._new_session() as session:
            return list(session.scalars(live_listing_ids()))


def document(listing: PublicListing) -> SearchDocument:
    """What search knows of a listing; `PublicListing` has masked what must not be known."""
    content, organisation = listing.content, listing.organisation
    technology = content if isinstance(content, Technology) else Technology()
    texts = list(content.texts.values())
    published = listing.published_at or now()  # a live listing has both times
    return SearchDocument(
        listing_id=listing.id,
        public_id=listing.public_id,
        kind=listing.kind.value,
        titles=tuple(text.title for text in texts),
        keywords=tuple(word for text in texts for word in text.keywords),
        summaries=tuple(text.summary for text in texts),
        bodies=(
            *("\n".join(getattr(text, name) for name in BODY) for text in texts),
            _rows(content),
        ),
        organisation_name=f"{organisation.name} {organisation.name_zh}".strip(),
        organisation=organisation.public_id,
        organisation_type=organisation.type,
        sectors=_sectors(listing),
        countries=_countries(listing),
        trl=technology.trl if isinstance(content, Technology) else content.least_trl,
        sdgs=content.sdgs,
        cooperation=content.cooperation,
        ip_situation=technology.ip_situation,
        patents=_patents(technology),
        classes=content.classes,
        published_at=published,
        confirmed_at=listing.confirmed_at or published,
        completeness=listing.completeness / 100,
    )


def _rows(content: Technology | Need) -> str:
    if isinstance(content, Technology):
        return "\n".join(f"{claim.metric} {claim.baseline}" for claim in content.claims)
    return "\n".join(row.text for row in content.requirements)


def _sectors(listing: PublicListing) -> tuple[str, ...]:
    codes = [tag.code for tag in listing.content.sectors]
    parents = [code.partition("/")[0] for code in codes]
    return tuple(dict.fromkeys([*codes, *parents]))


def _countries(listing: PublicListing) -> tuple[str, ...]:
    content = listing.content
    if isinstance(content, Need):
        codes = [content.country] if content.country else []
    else:
        codes = [*content.developed_in, *content.deployed_in]
    return tuple(dict.fromkeys(codes or [code for code in (listing.organisation.country,) if code]))


def _patents(content: Technology) -> tuple[str, ...]:
    keys = (patent_key(right.number) for right in content.ip_rights)
    return tuple(dict.fromkeys(key for key in keys if key))

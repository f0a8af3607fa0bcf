"""Listings of the same kind that speak of the same things."""

from sqlalchemy.orm import Session

from greenmatch.catalogue.queries import PublicListing, public_listings
from greenmatch.search.engine import SearchEngine, SearchQuery
from greenmatch.search.language import text_node

MOST = 4


def similar_listings(
    session: Session, engine: SearchEngine, listing: PublicListing
) -> list[PublicListing]:
    """The few live listings that are most like this one, itself left out, best first."""
    texts = listing.content.texts.values()
    words = (f"{text.title} {' '.join(text.keywords)} {text.summary}" for text in texts)
    tree = text_node("\n".join(words))
    if tree is None:
        return []
    query = SearchQuery(
        tree=tree, filters={"kind": (listing.kind.value,)}, per_page=MOST + 1, facets=()
    )
    hits = engine.search(query).hits
    ids = [hit.listing_id for hit in hits if hit.listing_id != listing.id]
    return list(public_listings(session, ids[:MOST]).values())

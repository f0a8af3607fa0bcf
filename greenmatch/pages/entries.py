"""What there is under a sector or a country: how much, and what is new.

The search engine counts, so that an entry page and the results that it leads to agree, and so
that they are quick however large the catalogue is.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from greenmatch.catalogue.presentation import ListingCard, card
from greenmatch.catalogue.queries import public_listings
from greenmatch.catalogue.states import Kind
from greenmatch.search.engine import SearchEngine, SearchQuery


@dataclass(frozen=True)
class Figures:
    """How many live technologies and needs there are."""

    technologies: int = 0
    needs: int = 0


@dataclass(frozen=True)
class Newest:
    """The newest live listings of a kind somewhere, and how many there are in all."""

    kind: Kind
    cards: tuple[ListingCard, ...]
    total: int


def figures_by(engine: SearchEngine, facet: str) -> Mapping[str, Figures]:
    """The figures of each value of a facet: "sector" (both levels) or "country"."""
    found: dict[str, Figures] = defaultdict(Figures)
    for kind, field in ((Kind.TECHNOLOGY, "technologies"), (Kind.NEED, "needs")):
        query = SearchQuery(filters={"kind": (kind.value,)}, per_page=1, facets=(facet,))
        for value, number in engine.search(query).facets.get(facet, {}).items():
            found[value] = replace(found[value], **{field: number})
    return found


def newest_under(
    session: Session, engine: SearchEngine, facet: str, value: str, language: str, *, most: int = 6
) -> tuple[Newest, Newest]:
    """The newest technologies and the newest needs under a value of a facet."""
    technologies, needs = (
        _newest(session, engine, kind, {facet: (value,)}, language, most)
        for kind in (Kind.TECHNOLOGY, Kind.NEED)
    )
    return technologies, needs


def _newest(
    session: Session,
    engine: SearchEngine,
    kind: Kind,
    filters: Mapping[str, tuple[str, ...]],
    language: str,
    most: int,
) -> Newest:
    query = SearchQuery(
        filters={**filters, "kind": (kind.value,)}, sort="newest", per_page=most, facets=()
    )
    page = engine.search(query)
    shown = public_listings(session, [hit.listing_id for hit in page.hits])
    cards = tuple(card(listing, language) for listing in shown.values())
    return Newest(kind, cards, page.total)

"""What search knows about a listing, and where the engine gets it from."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

UNKNOWN = "unknown"
"""The facet value of a field that nobody has filled in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchDocument:
    """One public listing as search sees it; of an anonymous need nothing names the organisation.

    ``titles``, ``summaries`` and ``bodies`` have one entry a language. ``sectors`` holds the codes
    of the listing's sectors and of their parents. ``organisation`` is the public id, None where
    the organisation is not shown. ``patents`` are keys as
    :func:`~greenmatch.catalogue.patents.patent_key` makes them, ``classes`` patent classes in any
    spelling. ``completeness`` runs from 0 to 1.
    """

    listing_id: int
    public_id: str
    kind: str
    titles: tuple[str, ...]
    keywords: tuple[str, ...] = ()
    summaries: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    organisation_name: str = ""
    organisation: str | None = None
    organisation_type: str = ""
    sectors: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    trl: int | None = None
    sdgs: tuple[int, ...] = ()
    cooperation: tuple[str, ...] = ()
    ip_situation: str = ""
    patents: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    published_at: datetime
    confirmed_at: datetime
    completeness: float = 0.0


class DocumentSource(Protocol):
    """Where documents come from: the database in the site, a list in a test."""

    def documents(self, listing_ids: Collection[int]) -> Iterable[SearchDocument]:
        """The documents of those listings that are public now, in any order."""
        ...

    def all_ids(self) -> Collection[int]:
        """The ids of all listings that are public now."""
        ...


FACETS = (
    "kind",
    "sector",
    "country",
    "trl",
    "sdg",
    "cooperation",
    "ip",
    "organisation_type",
)
"""The names of the facets, in the order in which a page shows them."""


def facet_values(document: SearchDocument) -> dict[str, tuple[str, ...]]:
    """For each facet the values under which a document is counted, sorted, each once."""
    values: dict[str, Iterable[str]] = {
        "kind": (document.kind,),
        "sector": document.sectors,
        "country": document.countries,
        "trl": (UNKNOWN if document.trl is None else str(document.trl),),
        "sdg": map(str, document.sdgs),
        "cooperation": document.cooperation,
        "ip": (document.ip_situation or UNKNOWN,),
        "organisation_type": (document.organisation_type or UNKNOWN,),
    }
    return {name: tuple(sorted(set(values[name]))) for name in FACETS}

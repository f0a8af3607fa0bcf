"""Documents for search, and a source that keeps them in memory."""

from collections.abc import Collection, Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from greenmatch.search.documents import SearchDocument

FIRST_DAY = datetime(2025, 1, 1, 12, tzinfo=UTC)


def search_document(listing_id: int, title: str = "", **fields: Any) -> SearchDocument:
    """A document; later ids are published later."""
    when = FIRST_DAY + timedelta(days=listing_id)
    defaults: dict[str, Any] = {
        "public_id": f"listing{listing_id:03}",
        "kind": "technology",
        "titles": (title,),
        "published_at": when,
        "confirmed_at": when,
    }
    return SearchDocument(listing_id=listing_id, **(defaults | fields))


class MemorySource:
    """A source of documents that a test can change at will."""

    def __init__(self, *documents: SearchDocument) -> None:
        self.kept = {document.listing_id: document for document in documents}

    def put(self, *documents: SearchDocument) -> None:
        """Add documents, or replace those with the same id."""
        self.kept.update({document.listing_id: document for document in documents})

    def documents(self, listing_ids: Collection[int]) -> Iterable[SearchDocument]:
        """Those of the documents that are there."""
        return [self.kept[each] for each in listing_ids if each in self.kept]

    def all_ids(self) -> Collection[int]:
        """The ids of all documents."""
        return list(self.kept)

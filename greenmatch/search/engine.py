"""What the site asks of a search engine, whichever it is."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, NamedTuple, Protocol

from greenmatch.search.documents import FACETS
from greenmatch.search.language.tree import Node

Sort = Literal["relevance", "newest", "confirmed"]
State = Literal["ready", "rebuilding", "unusable"]
Progress = Callable[[int, int], None]
"""Called during a rebuild with the documents done and the documents in all."""

MOST_PER_PAGE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchQuery:
    """A search: what to look for, narrowed by facets, in which order, which page.

    ``filters`` maps the name of a facet to the accepted values: any of them within a facet, every
    facet together. ``tree`` None means all listings. ``lift`` adds the small bonus for complete
    and fresh listings; ``facets`` names the facets to count, none saves time where nobody shows
    them.
    """

    tree: Node | None = None
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sort: Sort = "relevance"
    page: int = 1
    per_page: int = 20
    lift: bool = True
    facets: tuple[str, ...] = FACETS


class IndexUnusableError(Exception):
    """There is no index, or it does not open: it must be rebuilt before it can be changed."""


class RebuildRunningError(Exception):
    """Another process is rebuilding the index."""


class Hit(NamedTuple):
    """A listing found, and its score (0 where the order is not by relevance)."""

    listing_id: int
    score: float


class Correction(NamedTuple):
    """A word that occurs nowhere, and the most likely one that was meant."""

    word: str
    suggestion: str


@dataclass(frozen=True, slots=True)
class Drop:
    """What emptied a search: without this part or filter there would be ``count`` results.

    ``facet`` is the facet's name, None for a part of the query; ``value`` the part as typed.
    """

    facet: str | None
    value: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchPage:
    """One page of results.

    ``page`` is the page shown: the last one where a later one was asked for. ``facets`` maps each
    facet to counts over all matches; a facet with a filter is counted as if its own filter were
    not set. ``relaxed`` says that no listing has all words, so that any word was enough.
    ``missing`` are the parts, as typed, that no listing has, where no listing has all of them.
    ``catching_up`` says that the index is being repaired and results may be missing. ``took`` is in
    seconds.
    """

    hits: tuple[Hit, ...] = ()
    total: int = 0
    page: int = 1
    facets: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    corrections: tuple[Correction, ...] = ()
    drops: tuple[Drop, ...] = ()
    missing: tuple[str, ...] = ()
    relaxed: bool = False
    catching_up: bool = False
    took: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineStatus:
    """How the index is doing.

    ``state`` is ``ready``, ``rebuilding`` (a rebuild runs; the old index answers if there is one)
    or ``unusable`` (there is no index that opens, ``problem`` says why: it must be rebuilt).
    ``lineage`` names the index since it was last built, ``generation`` counts its commits: an
    index that is older than the last commit the database knows of was put back and lacks
    changes. ``receipts`` are the newest change rows that it contains.
    """

    state: State
    documents: int = 0
    lineage: str = ""
    generation: int = -1
    receipts: tuple[int, ...] = ()
    committed_at: datetime | None = None
    segments: int = 0
    size: int = 0
    problem: str = ""


class SearchEngine(Protocol):
    """A search index over the listings of a :class:`DocumentSource`."""

    def search(self, query: SearchQuery) -> SearchPage:
        """The page of results; never an error for what a person typed or a broken index."""
        ...

    def apply(self, listing_ids: Sequence[int], *, receipts: Sequence[int] = ()) -> int:
        """Bring these listings up to date; gives the generation that contains them.

        Re-reads each listing from the source: changed ones are replaced, those that are not public
        any more removed. When it returns, the change is on the disk and searches see it.
        ``receipts`` (ids of change rows) are kept with the commit. Raises
        :class:`IndexUnusableError` where there is no index to change.
        """
        ...

    def rebuild(self, progress: Progress | None = None) -> None:
        """Build the index anew beside the running one, replay what came meanwhile, and swap.

        Raises :class:`RebuildRunningError` where another process does the same.
        """
        ...

    def status(self) -> EngineStatus:
        """How the index is doing; never an error."""
        ...


class Suggestions(NamedTuple):
    """What a person may be typing: words that go on, and listings with such a title."""

    words: tuple[str, ...]
    listing_ids: tuple[int, ...]


class Suggester(Protocol):
    """An engine that can suggest while somebody types."""

    def suggest(self, text: str, limit: int = 8) -> Suggestions:
        """Suggestions for the beginning of a query."""
        ...

"""The search engine of the site: an index kept by Whoosh, searched with numpy."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from greenmatch.core import clock
from greenmatch.core.text import stem, words
from greenmatch.search.documents import DocumentSource
from greenmatch.search.engine import (
    EngineStatus,
    IndexUnusableError,
    Progress,
    SearchPage,
    SearchQuery,
    Suggestions,
)
from greenmatch.search.language.rewriting import together
from greenmatch.search.language.tree import Node, Or, Words
from greenmatch.search.scoring import day_number
from greenmatch.search.whoosh.answers import Answers
from greenmatch.search.whoosh.container import DamagedFileError
from greenmatch.search.whoosh.journal import Journal
from greenmatch.search.whoosh.postings import PostingCache
from greenmatch.search.whoosh.rebuilding import Rebuilder, helpers
from greenmatch.search.whoosh.searching import Searching
from greenmatch.search.whoosh.spelling import completions
from greenmatch.search.whoosh.store import IndexStore
from greenmatch.search.whoosh.tidying import Tidier
from greenmatch.search.whoosh.views import View, ViewHolder
from greenmatch.search.whoosh.writing import Writer

_COMPLETIONS = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Tuning:
    """What an instance may set: bytes for decoded postings in each process, processes of a
    rebuild (0: one a core), whether segments are merged by a thread or at once, and how many
    answers to keep until the index changes (some 30 kB each)."""

    cache: int = 64 * 1024 * 1024
    processes: int = 0
    background: bool = True
    answers: int = 0


class WhooshEngine:
    """A :class:`~greenmatch.search.engine.SearchEngine` over an index folder.

    Any number of processes may search one folder and any may write, one at a time. An object may
    be shared by threads.
    """

    def __init__(
        self,
        folder: Path,
        source: DocumentSource,
        *,
        tuning: Tuning | None = None,
        today: Callable[[], datetime] = clock.now,
    ) -> None:
        self._tuning = tuning or Tuning()
        self._source = source
        self._today = today
        self._store = IndexStore(folder)
        self._views = ViewHolder(self._store)
        self._cache = PostingCache(self._tuning.cache)
        self._answers = Answers(self._tuning.answers)
        self._writer = Writer(self._store, self._views, source)
        self._tidier = Tidier(self._store, self._views)
        self._journal = Journal(self._store)

    def search(self, query: SearchQuery) -> SearchPage:
        """The page of results; empty and ``catching_up`` while there is no index that opens."""
        started = time.perf_counter()
        view, catching_up = self._view()
        if view is None:
            page = SearchPage(catching_up=True)
        else:
            today = day_number(self._today())
            search = Searching(view, self._cache, query, today)
            page = self._answers.page(view, query, today, search.page)
        return replace(page, catching_up=catching_up, took=time.perf_counter() - started)

    def suggest(self, text: str, limit: int = 8) -> Suggestions:
        """Words that go on from the last one typed, and listings with such a title."""
        view, _ = self._view()
        typed = words(text)
        if view is None or not typed:
            return Suggestions((), ())
        found = completions(view, typed[-1], max(limit, _COMPLETIONS))
        tree = together(tuple(_begun(typed[:-1], typed[-1], found)))
        page = self.search(SearchQuery(tree=tree, per_page=limit, facets=()))
        return Suggestions(tuple(found[:limit]), tuple(hit.listing_id for hit in page.hits))

    def apply(self, listing_ids: Sequence[int], *, receipts: Sequence[int] = ()) -> int:
        """Bring these listings up to date; gives the generation that contains them."""
        generation = self._writer.apply(listing_ids, receipts)
        if self._tuning.background:
            self._tidier.tidy_in_background()
        else:
            self._tidier.tidy()
        return generation

    def rebuild(self, progress: Progress | None = None) -> None:
        """Build the index anew beside the running one, replay what came meanwhile, and swap."""
        processes = self._tuning.processes or helpers()
        Rebuilder(self._store, self._source, processes).rebuild(progress)

    def mark_behind(self, *, behind: bool) -> None:
        """Have the searches of all processes say that they catch up, until it is rebuilt."""
        if self._store.folder.is_dir():
            self._store.mark_behind(behind=behind)

    def status(self) -> EngineStatus:
        """How the index is doing."""
        rebuilding = self._journal.is_running()
        try:
            view = self._views.current()
        except IndexUnusableError as error:
            return EngineStatus(
                state="rebuilding" if rebuilding else "unusable", problem=str(error)
            )
        commit = view.commit
        return EngineStatus(
            state="rebuilding" if rebuilding else "ready",
            documents=view.documents,
            lineage=commit.info.lineage,
            generation=commit.stamp.generation,
            receipts=commit.info.receipts,
            committed_at=datetime.fromtimestamp(commit.info.committed, UTC),
            segments=len(view.segments),
            size=self._store.size(),
        )

    def verify(self) -> str:
        """What is wrong with the index, empty if nothing: reads all of it, for a start."""
        try:
            for segment in self._views.current().segments:
                segment.file.container.verify()
        except (IndexUnusableError, DamagedFileError, OSError) as error:
            return str(error) or type(error).__name__
        return ""

    def listing_ids(self) -> set[int]:
        """The ids of all listings in the index, to compare with the source."""
        ids: set[int] = set()
        for segment in self._views.current().segments:
            ids.update(segment.file.listings[segment.alive].tolist())
        return ids

    def _view(self) -> tuple[View | None, bool]:
        """The newest view that opens, and whether it is known to lack something."""
        try:
            return self._views.current(), self._store.is_behind()
        except IndexUnusableError:
            return self._views.last(), True


def _begun(before: Sequence[str], last: str, found: Sequence[str]) -> list[Node]:
    """Title words that are whole, and the last one in any of its completions."""
    terms = dict.fromkeys(filter(None, map(stem, (last, *found))))
    whole = [Words(word, (term,), title=True) for word in before if (term := stem(word))]
    last_one = Or(tuple(Words(last, (term,), title=True) for term in terms))
    return [*whole, last_one] if terms else [*whole]

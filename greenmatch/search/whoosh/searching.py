"""One search over a view: from the query to the page of results."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from greenmatch.search.documents import FACETS
from greenmatch.search.engine import MOST_PER_PAGE, Correction, Drop, Hit, SearchPage, SearchQuery
from greenmatch.search.language.rewriting import (
    loose_parts,
    parts,
    relaxed,
    together,
    typed,
    without,
)
from greenmatch.search.language.tree import Node, Not, Text
from greenmatch.search.whoosh.container import Array
from greenmatch.search.whoosh.facets import Narrowing, named, no_counts
from greenmatch.search.whoosh.matches import Matches
from greenmatch.search.whoosh.matching import Matcher
from greenmatch.search.whoosh.postings import PostingCache
from greenmatch.search.whoosh.ranking import Candidates, best, best_lifted, ordered
from greenmatch.search.whoosh.segments import Segment
from greenmatch.search.whoosh.spelling import correction, misspelt
from greenmatch.search.whoosh.views import View

_MOST_PARTS = 8
"""For how many parts of a query is tried what happens without them."""


class _Found(NamedTuple):
    """What matches in a segment, before and after the filters."""

    segment: Segment
    matches: Matches
    narrowing: Narrowing

    def passing(self) -> Matches:
        """The matches that the filters let pass."""
        passing = self.narrowing.passing
        return self.matches if passing is None else self.matches.where(passing)


class Searching:
    """A query on its way through a view; ``today`` is the day that freshness counts from."""

    def __init__(self, view: View, cache: PostingCache, query: SearchQuery, today: int) -> None:
        self._view = view
        self._query = query
        self._today = today
        self._matcher = Matcher(view, cache)
        self._filters = {
            name: values for name, values in query.filters.items() if name in FACETS and values
        }

    def page(self) -> SearchPage:
        """The page of results."""
        tree = self._query.tree
        found = self._find(tree)
        is_relaxed = False
        if not _count(found) and self._is_unknown(tree) and (other := relaxed(tree)):
            is_relaxed, found = True, self._find(other)
        passing = [each.passing() for each in found]
        total = sum(len(each.docs) for each in passing)
        per_page = min(max(self._query.per_page, 1), MOST_PER_PAGE)
        page = min(max(self._query.page, 1), max(1, -(-total // per_page)))
        return SearchPage(
            hits=self._hits(found, passing, page, per_page),
            total=total,
            page=page,
            facets=self._counts(found),
            corrections=self._corrections(),
            drops=() if total else tuple(self._drops(tree)),
            missing=() if total and not is_relaxed else tuple(self._missing(tree)),
            relaxed=is_relaxed,
        )

    def _find(self, tree: Node | None) -> list[_Found]:
        found = []
        for segment in self._view.segments:
            matches = self._matcher.find(tree, segment)
            narrowing = Narrowing(segment, self._view.book, matches.docs, self._filters)
            found.append(_Found(segment, matches, narrowing))
        return found

    def _is_unknown(self, tree: Node | None) -> bool:
        """Whether no document has all words of a query, whatever else it asks for."""
        loose = together(loose_parts(tree))
        if loose is None or loose == tree:
            return loose is not None
        return not any(len(self._matcher.find(loose, s).docs) for s in self._view.segments)

    def _hits(
        self, found: Sequence[_Found], passing: Sequence[Matches], page: int, per_page: int
    ) -> tuple[Hit, ...]:
        """The hits of the page, in order."""
        if not found:
            return ()
        candidates = [
            self._best(each.segment, kept, page * per_page)
            for each, kept in zip(found, passing, strict=True)
        ]
        place = slice((page - 1) * per_page, page * per_page)
        listings, keys = ordered(candidates)
        by_score = self._query.sort == "relevance"
        scores = keys[place].tolist() if by_score else [0.0] * per_page
        return tuple(map(Hit, listings[place].tolist(), scores))

    def _best(self, segment: Segment, matches: Matches, count: int) -> Candidates:
        """The matches of a segment that may be among the first ``count`` of all."""
        docs, keys = matches.docs, self._keys(segment, matches)
        if self._query.sort == "relevance" and self._query.lift:
            places, keys = best_lifted(docs, keys, segment.file.lifts(self._today), count)
        else:
            places = best(keys, count)
            keys = keys.take(places)
        listings = segment.file.listings.take(docs.take(places))
        return Candidates(listings, keys.astype(np.float64))

    def _keys(self, segment: Segment, matches: Matches) -> Array:
        """The number that each match is ordered by before the lift, larger first."""
        if self._query.sort == "relevance":
            return matches.scores
        column = "published" if self._query.sort == "newest" else "confirmed"
        return segment.file.container[column].take(matches.docs)

    def _counts(self, found: Sequence[_Found]) -> dict[str, dict[str, int]]:
        totals = no_counts(self._view.book, self._query.facets)
        for each in found:
            each.narrowing.count_into(totals)
        return named(totals, self._view.book)

    def _corrections(self) -> tuple[Correction, ...]:
        tried = (
            (word, correction(self._view, word)) for word in misspelt(self._view, self._query.tree)
        )
        return tuple(Correction(word, other) for word, other in tried if other)

    def _drops(self, tree: Node | None) -> list[Drop]:
        """What to leave out to get results, the most helpful first."""
        drops = []
        for name, values in self._filters.items():
            others = {n: v for n, v in self._filters.items() if n != name}
            drops.append(Drop(name, ", ".join(values), self._count(tree, others)))
        own = parts(tree)
        if len(own) > 1 or self._filters:
            drops += [
                Drop(None, typed(part), self._count(without(tree, part), self._filters))
                for part in own[:_MOST_PARTS]
            ]
        return sorted((d for d in drops if d.count), key=lambda drop: -drop.count)

    def _missing(self, tree: Node | None) -> Iterator[str]:
        """The parts of a query, as typed, that no document has, whatever the filters."""
        for part in parts(tree)[:_MOST_PARTS]:
            if not isinstance(part, Not | Text) and not self._count(part, {}):
                yield typed(part)

    def _count(self, tree: Node | None, filters: dict[str, tuple[str, ...]]) -> int:
        total = 0
        for segment in self._view.segments:
            docs = self._matcher.find(tree, segment).docs
            passing = Narrowing(segment, self._view.book, docs, filters).passing
            total += len(docs) if passing is None else int(np.count_nonzero(passing))
        return total


def _count(found: Sequence[_Found]) -> int:
    return sum(len(each.matches.docs) for each in found)

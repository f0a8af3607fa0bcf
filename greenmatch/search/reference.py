"""A plain, slow engine that reads every document for every search: what the real one must equal.

It follows the definitions of the tree, the terms and the scoring word for word and uses nothing of
the real engine. For tests.
"""

import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from greenmatch.core import clock
from greenmatch.search.documents import FACETS, DocumentSource, SearchDocument, facet_values
from greenmatch.search.engine import EngineStatus, Hit, Progress, SearchPage, SearchQuery
from greenmatch.search.language import tree as t
from greenmatch.search.language.rewriting import loose_parts, relaxed, together
from greenmatch.search.scoring import (
    RANK_STEP,
    day_number,
    idf,
    length_norm,
    lift,
    term_score,
    typical_length,
)
from greenmatch.search.terms import TITLE_END, exact_keys, parts


class ReferenceEngine:
    """A :class:`~greenmatch.search.engine.SearchEngine` without an index."""

    def __init__(
        self, source: DocumentSource, *, today: Callable[[], datetime] = clock.now
    ) -> None:
        self._source = source
        self._today = today

    def search(self, query: SearchQuery) -> SearchPage:
        """The page of results, worked out from every document."""
        started = time.perf_counter()
        collection = _Collection(self._source)
        tree, is_relaxed = query.tree, False
        loose = together(loose_parts(tree))
        if loose and not any(collection.scored(loose)) and (other := relaxed(tree)):
            tree, is_relaxed = other, True
        scored = list(collection.scored(tree))
        found = [(entry, score) for entry, score in scored if _passes(entry, query)]
        hits = _sorted(found, query, day_number(self._today()))
        page = min(max(query.page, 1), max(1, -(-len(hits) // query.per_page)))
        return SearchPage(
            hits=tuple(hits[(page - 1) * query.per_page : page * query.per_page]),
            total=len(hits),
            page=page,
            facets=_counts(scored, query),
            relaxed=is_relaxed,
            took=time.perf_counter() - started,
        )

    def apply(self, listing_ids: Sequence[int], *, receipts: Sequence[int] = ()) -> int:
        """Nothing to do: every search reads the present state."""
        return 0

    def rebuild(self, progress: Progress | None = None) -> None:
        """Nothing to do."""

    def status(self) -> EngineStatus:
        """Always ready."""
        return EngineStatus(state="ready", documents=len(self._source.all_ids()), generation=0)


@dataclass(frozen=True, slots=True)
class _Entry:
    """A document, taken apart."""

    document: SearchDocument
    units: Counter[str]
    places: dict[str, set[int]]
    length: int
    keys: frozenset[tuple[str, str]]
    facets: dict[str, tuple[str, ...]]


class _Collection:
    """All documents and their statistics."""

    def __init__(self, source: DocumentSource) -> None:
        self.entries = [_entry(document) for document in source.documents(source.all_ids())]
        self.frequency = Counter(term for entry in self.entries for term in entry.units)
        total = sum(entry.length for entry in self.entries)
        self.typical = typical_length(total, len(self.entries))

    def scored(self, tree: t.Node | None) -> Iterator[tuple[_Entry, float]]:
        """The documents that match, with their scores before the lift."""
        for entry in self.entries:
            score = 0.0 if tree is None else self.score(tree, entry)
            if score is not None:
                yield entry, score

    def score(self, node: t.Node, entry: _Entry) -> float | None:
        """The score of a document for a node, None where it does not match."""
        match node:
            case t.Words():
                return self._words(node, entry)
            case t.Phrase(terms=terms, title=title):
                found = _has_phrase(entry, terms, title=title)
                return self._bm25([term for term, _ in terms], entry) if found else None
            case t.Text(terms=terms):
                return self._text(terms, entry)
            case t.Exact(field=field, key=key):
                return 0.0 if (field, key) in entry.keys else None
            case t.Facet(name=name, values=values):
                return 0.0 if set(values) & set(entry.facets[name]) else None
            case t.Not(node=inner):
                return 0.0 if self.score(inner, entry) is None else None
        return _combined(node, [self.score(each, entry) for each in node.nodes])

    def _words(self, node: t.Words, entry: _Entry) -> float | None:
        for term in node.terms:
            places = entry.places.get(term, set())
            if not places or (node.title and min(places) >= TITLE_END):
                return None
        return self._bm25([*node.terms, *node.optional], entry)

    def _text(self, terms: Sequence[tuple[str, int]], entry: _Entry) -> float | None:
        known = [(-count * self._idf(term), term, count) for term, count in terms
                 if self.frequency[term]]  # fmt: skip
        chosen = [(term, count) for _, term, count in sorted(known)[: t.TEXT_TERMS]]
        if not any(term in entry.units for term, _ in chosen):
            return None
        return sum(count * self._bm25([term], entry) for term, count in chosen)

    def _bm25(self, terms: Sequence[str], entry: _Entry) -> float:
        norm = length_norm(entry.length, self.typical)
        return sum(
            term_score(self._idf(term), entry.units[term], norm)
            for term in terms
            if term in entry.units
        )

    def _idf(self, term: str) -> float:
        return idf(len(self.entries), self.frequency[term])


def _entry(document: SearchDocument) -> _Entry:
    """A document taken apart."""
    units: Counter[str] = Counter()
    places: dict[str, set[int]] = {}
    for part in parts(document):
        for term, position in zip(part.terms, part.positions, strict=True):
            units[term] += part.units
            places.setdefault(term, set()).add(position)
    keys = frozenset(exact_keys(document))
    return _Entry(document, units, places, units.total(), keys, facet_values(document))


def _combined(node: t.And | t.Or | t.Ranked, scores: list[float | None]) -> float | None:
    """The score of a node from those of its inner nodes."""
    found = [score for score in scores if score is not None]
    if not found or (isinstance(node, t.And) and len(found) < len(scores)):
        return None
    if isinstance(node, t.Ranked):
        rank = next(rank for rank, score in enumerate(scores) if score is not None)
        return found[0] + RANK_STEP * (len(scores) - 1 - rank)
    return sum(found)


def _has_phrase(entry: _Entry, terms: Sequence[tuple[str, int]], *, title: bool) -> bool:
    """Whether the terms stand at their distances somewhere (in a title)."""
    starts = set.intersection(
        *({place - distance for place in entry.places.get(term, ())} for term, distance in terms)
    )
    return any(start < TITLE_END or not title for start in starts)


def _passes(entry: _Entry, query: SearchQuery, *, but: str = "") -> bool:
    """Whether a document has one of the values of each filter, apart from one."""
    return all(
        set(values) & set(entry.facets[name])
        for name, values in query.filters.items()
        if name != but and name in FACETS and values
    )


def _counts(scored: list[tuple[_Entry, float]], query: SearchQuery) -> dict[str, dict[str, int]]:
    """The counts of each facet, as if its own filter were not set."""
    return {
        name: dict(
            Counter(
                value
                for entry, _ in scored
                if _passes(entry, query, but=name)
                for value in entry.facets[name]
            )
        )
        for name in query.facets
    }


def _sorted(found: list[tuple[_Entry, float]], query: SearchQuery, today: int) -> list[Hit]:
    """The hits in the order asked for; ties by listing id, the newest first."""

    def key(pair: tuple[_Entry, float]) -> tuple[float, int]:
        document = pair[0].document
        if query.sort == "newest":
            return int(document.published_at.timestamp()), document.listing_id
        if query.sort == "confirmed":
            return int(document.confirmed_at.timestamp()), document.listing_id
        return pair[1] * _lift(document, query, today), document.listing_id

    ordered = sorted(found, key=key, reverse=True)
    by_score = query.sort == "relevance"
    return [
        Hit(e.document.listing_id, s * _lift(e.document, query, today) if by_score else 0.0)
        for e, s in ordered
    ]  # fmt: skip


def _lift(document: SearchDocument, query: SearchQuery, today: int) -> float:
    """The factor for a complete and fresh document, 1 where the search does without."""
    if not query.lift:
        return 1.0
    return lift(document.completeness, day_number(document.confirmed_at), today)

"""Walking a query's tree over a segment."""

from collections.abc import Sequence

import numpy as np

from greenmatch.search.language import tree as t
from greenmatch.search.scoring import RANK_STEP
from greenmatch.search.whoosh.facets import accepted
from greenmatch.search.whoosh.layout import field_key
from greenmatch.search.whoosh.matches import (
    NO_MATCHES,
    Matches,
    add_scores,
    contained,
    intersection,
    union,
    unscored,
)
from greenmatch.search.whoosh.phrases import in_title, phrase_docs
from greenmatch.search.whoosh.postings import PostingCache
from greenmatch.search.whoosh.segments import Segment
from greenmatch.search.whoosh.views import View


class Matcher:
    """Finds what matches a tree in the segments of a view."""

    def __init__(self, view: View, cache: PostingCache) -> None:
        self._view = view
        self._cache = cache

    def find(self, tree: t.Node | None, segment: Segment) -> Matches:
        """The living documents of a segment that match, with scores before the lift."""
        found = self._all(segment) if tree is None else self._node(tree, segment)
        if not len(segment.dead):
            return found
        return found.where(segment.alive[found.docs])

    def _node(self, node: t.Node, segment: Segment) -> Matches:
        match node:
            case t.Words():
                return self._words(node, segment)
            case t.Phrase():
                return self._phrase(node, segment)
            case t.Text(terms=terms):
                return self._text(terms, segment)
            case t.Exact(field=field, key=key):
                return self._exact(field_key(field, key), segment)
            case t.Facet(name=name, values=values):
                mask = accepted(segment, self._view.book, name, values)
                return unscored(np.flatnonzero(mask.take(segment.file.facets[name].codes)))
            case t.Not(node=inner):
                alive = np.ones(segment.size, np.bool_)
                alive[self._node(inner, segment).docs] = False
                return unscored(np.flatnonzero(alive))
            case t.And(nodes=nodes):
                return self._and(nodes, segment)
            case t.Or(nodes=nodes):
                return union([self._node(each, segment) for each in nodes], segment.size)
            case t.Ranked(nodes=nodes):
                return self._ranked(nodes, segment)

    def _words(self, node: t.Words, segment: Segment) -> Matches:
        """All required terms; the optional ones only add to the score."""
        found = [self._term(term, segment, title=node.title) for term in node.terms]
        matches = intersection(found, segment.size)
        for term in node.optional if len(matches.docs) else ():
            matches = add_scores(matches, self._term(term, segment), segment.size)
        return matches

    def _term(self, term: str, segment: Segment, *, title: bool = False) -> Matches:
        """The documents with a term of the text, or of a title, with its BM25 score."""
        key = field_key("text", term)
        number = segment.file.find(key)
        if number < 0:
            return NO_MATCHES
        found = self._cache.get(segment.file, number, self._view.typical)
        if title:
            found = found.where(in_title(segment.file, number))
        return found._replace(scores=found.scores * np.float32(self._view.rarity(key)))

    def _phrase(self, node: t.Phrase, segment: Segment) -> Matches:
        """The documents with the phrase, scored by its words."""
        numbers = [segment.file.find(field_key("text", term)) for term, _ in node.terms]
        if min(numbers) < 0:
            return NO_MATCHES
        distances = [distance for _, distance in node.terms]
        places = list(zip(numbers, distances, strict=True))
        matches = unscored(phrase_docs(segment.file, places, title=node.title))
        for term, _ in node.terms:
            matches = add_scores(matches, self._term(term, segment), segment.size)
        return matches._replace(positive=True)

    def _text(self, terms: Sequence[tuple[str, int]], segment: Segment) -> Matches:
        """Any of the weightiest terms of a whole text."""
        found = []
        for term, count in self._weightiest(terms):
            matches = self._term(term, segment)
            found.append(matches._replace(scores=matches.scores * np.float32(count)))
        return union(found, segment.size)

    def _weightiest(self, terms: Sequence[tuple[str, int]]) -> list[tuple[str, int]]:
        """The terms that say most: count times rarity, ties by term."""
        rarity = {term: self._view.rarity(field_key("text", term)) for term, _ in terms}
        known = [(-count * rarity[term], term, count) for term, count in terms if rarity[term]]
        return [(term, count) for _, term, count in sorted(known)[: t.TEXT_TERMS]]

    def _exact(self, key: str, segment: Segment) -> Matches:
        number = segment.file.find(key)
        return unscored(segment.file.docs(number).astype(np.intp)) if number >= 0 else NO_MATCHES

    def _and(self, nodes: Sequence[t.Node], segment: Segment) -> Matches:
        """What all nodes match: lists are cut with each other, then masked by facets."""
        lists = [each for each in nodes if not isinstance(each, t.Facet | t.Not)]
        found = [self._node(each, segment) for each in lists]
        matches = intersection(found, segment.size) if found else self._all(segment)
        for node in nodes:
            if isinstance(node, t.Facet):
                mask = accepted(segment, self._view.book, node.name, node.values)
                codes = segment.file.facets[node.name].codes
                matches = matches.where(mask.take(codes.take(matches.docs)))
            elif isinstance(node, t.Not):
                inner = self._node(node.node, segment).docs
                matches = matches.where(~contained(matches.docs, inner, segment.size))
        return matches

    def _ranked(self, nodes: Sequence[t.Node], segment: Segment) -> Matches:
        """What any node matches, scored by the first one that does."""
        result = NO_MATCHES
        for rank, node in enumerate(nodes):
            found = self._node(node, segment)
            new = found.where(~contained(found.docs, result.docs, segment.size))
            raised = new.scores + np.float32(RANK_STEP * (len(nodes) - 1 - rank))
            result = union([result, new._replace(scores=raised)], segment.size)
        return result

    def _all(self, segment: Segment) -> Matches:
        return unscored(np.arange(segment.size))

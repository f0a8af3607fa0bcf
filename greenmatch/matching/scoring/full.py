"""Everything against everything: the best counterparts of every listing on both sides.

What texts share is a sparse product, worked out for some technologies at a time and kept only where
it is enough for a match; what such pairs state alike is added to them, and the best are kept.
"""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from greenmatch.matching.conditions import allowed_among
from greenmatch.matching.features import Ids
from greenmatch.matching.rows import run_starts
from greenmatch.matching.scoring.collection import Collection
from greenmatch.matching.scoring.keys import Keys, keys_of
from greenmatch.matching.scoring.pairs import Pairs
from greenmatch.matching.scoring.stated import StatedTable
from greenmatch.matching.scoring.tops import Tops, depth_for, kept_pairs
from greenmatch.matching.sparse import csr_matrix, top_products
from greenmatch.matching.statistics import places_in
from greenmatch.matching.weighing import PointRows

CHUNK = 4_096
"""Technologies at a time: what is worked with then stays in the processor's cache."""
THREADS = 2
_DENSITY = 0.05
"""The share of pairs that are expected to be a match; where they are more, memory is taken anew."""
_SCORE_BITS = 24
_WAITING = 1_000_000
"""Pairs that needs are offered before the best are picked: picking costs the same for few."""

_WORST = np.int64((1 << _SCORE_BITS) - 1)

Rows = NDArray[np.int64]


def match_engine(technologies: Collection, needs: Collection, top: int, least: int) -> Pairs:
    """The pairs that `match_one` finds for some listing of either side."""
    return kept_pairs(*match_all(technologies, needs, top, least))


def match_all(
    technologies: Collection, needs: Collection, top: int, least: int
) -> tuple[Tops, Tops]:
    """The best counterparts of all technologies and of all needs, as `match_one` finds them."""
    run = _Run(_oldest_first(technologies), _oldest_first(needs), depth_for(top), least)
    starts = range(0, len(technologies) if len(needs) else 0, CHUNK)
    with ThreadPoolExecutor(THREADS) as pool:
        for offered in pool.map(run.match_some, starts):
            run.of_needs.offer(offered)
    return (
        Tops(top, run.technologies.listing_ids, run.of_technologies),
        Tops(top, run.needs.listing_ids, run.of_needs.keys()),
    )


class _Run:
    """A full run: matches some technologies at a time with all needs.

    Of equal scores the lower row, which is the older listing, is the better one.
    """

    def __init__(self, technologies: Collection, needs: Collection, depth: int, least: int) -> None:
        self.technologies, self.needs = technologies, needs
        self._depth, self._least = depth, max(least, 1)
        self._features = np.unique(needs.texts.ids)
        self._wanted = _matrix(needs.texts, self._features).T.tocsr()
        self._stated = StatedTable(needs)
        self.of_technologies = np.zeros((len(technologies), depth), np.int64)
        self.of_needs = _BestOfNeeds(len(needs), technologies.listing_ids, depth)

    def match_some(self, start: int) -> Rows:
        """Keep the best needs of the technologies from a row on; gives what may be among the best
        of a need."""
        offers = self.technologies.take(
            np.arange(start, min(start + CHUNK, len(self.technologies)))
        )
        technologies, needs, scores = self._scored(offers)
        ranked = np.sort(_ranks(technologies, scores, needs, len(self.needs)))
        best = _best(ranked, len(self.needs), self._depth)
        keys = keys_of(best.scores, self.needs.listing_ids[best.others])
        self.of_technologies[start + best.own, best.places] = keys
        return self.of_needs.good_enough(technologies + start, needs, scores)

    def _scored(self, offers: Collection) -> tuple[Rows, Rows, Rows]:
        """The pairs that are a match: technologies, needs and scores."""
        shared = top_products(
            _matrix(offers.texts, self._features),
            self._wanted,
            top_n=len(self.needs),
            threshold=self.needs.least_text - 1,
            density=_DENSITY,
        )
        technologies = np.repeat(np.arange(len(offers), dtype=np.int32), np.diff(shared.indptr))
        needs = shared.indices.astype(np.int32)
        scores = shared.data.astype(np.int32)
        fits = np.flatnonzero(allowed_among(offers.facts, self.needs.facts, technologies, needs))
        technologies, needs, scores = technologies[fits], needs[fits], scores[fits]
        scores += self._stated.points(offers, technologies, needs)
        good = np.flatnonzero(scores >= self._least)
        technology, need, score = (
            each[good].astype(np.int64) for each in (technologies, needs, scores)
        )
        return technology, need, score


def _oldest_first(listings: Collection) -> Collection:
    order = np.argsort(listings.listing_ids)
    in_order = bool((order[1:] > order[:-1]).all())
    return listings if in_order else listings.take(order)


def _matrix(vectors: PointRows, features: Ids) -> Any:
    """The vectors with these features as columns. Whole numbers, exact in this type."""
    known, places = places_in(features, vectors.ids)
    ends = np.concatenate([[0], np.cumsum(known)])[vectors.ends]
    data = (vectors.weights[known].astype(np.float32), places[known].astype(np.int32), ends)
    return csr_matrix(data, shape=(len(vectors), len(features)))


class _BestOfNeeds:
    """The best technologies of each need, while technologies come in from the oldest to the
    newest."""

    def __init__(self, count: int, technology_ids: Rows, depth: int) -> None:
        self._ids, self._depth = technology_ids, depth
        self._best = np.empty(0, np.int64)
        self._floors = np.zeros(count, np.int64)
        self._waiting: list[Rows] = []

    def good_enough(self, technologies: Rows, needs: Rows, scores: Rows) -> Rows:
        """The pairs, as numbers to be offered, whose need has not enough better ones so far."""
        better = np.flatnonzero(scores > self._floors[needs])
        return _ranks(needs[better], scores[better], technologies[better], len(self._ids))

    def offer(self, ranks: Rows) -> None:
        """Consider these pairs."""
        self._waiting.append(ranks)
        if sum(map(len, self._waiting)) > _WAITING:
            self._pick()

    def keys(self) -> Keys:
        """The best of all that was offered, a row a need."""
        self._pick()
        keys = np.zeros((len(self._floors), self._depth), np.int64)
        best = _best(self._best, len(self._ids), self._depth)
        keys[best.own, best.places] = keys_of(best.scores, self._ids[best.others])
        return keys

    def _pick(self) -> None:
        ranked = np.sort(np.concatenate([self._best, *self._waiting]))
        best = _best(ranked, len(self._ids), self._depth)
        self._best, self._waiting = best.ranks, []
        last = best.places == self._depth - 1
        self._floors[best.own[last]] = best.scores[last]


@dataclass(frozen=True)
class _Best:
    """The best pairs of some listings: rows of the two, scores, and places from 0 on."""

    ranks: Rows
    own: Rows
    others: Rows
    scores: Rows
    places: Rows


def _ranks(own: Rows, scores: Rows, others: Rows, count: int) -> Rows:
    """One number a pair; in ascending order each listing has its best pairs first. `count` is how
    many others there are."""
    return (own << _SCORE_BITS | (_WORST - scores)) << count.bit_length() | others


def _best(ranks: Rows, count: int, depth: int) -> _Best:
    """The `depth` best pairs of each listing, from the numbers of pairs in ascending order."""
    bits = count.bit_length()
    own = ranks >> (bits + _SCORE_BITS)
    first = run_starts(own)
    places = np.arange(len(own)) - np.repeat(first, np.diff(np.append(first, len(own))))
    kept = places < depth
    ranks = ranks[kept]
    scores = _WORST - (ranks >> bits & _WORST)
    return _Best(ranks, own[kept], ranks & ((1 << bits) - 1), scores, places[kept])

"""Needs' features: how much each word, concept and stated value matters to them."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from greenmatch.matching.document import MatchDocument
from greenmatch.matching.features import (
    KEYWORDS,
    TEXTS,
    TITLE,
    CountedBlock,
    CountedListing,
    Counts,
    Ids,
    spoken_id,
)
from greenmatch.matching.policy import Policy
from greenmatch.matching.rows import Rows, joined, rows_of
from greenmatch.matching.snapshot import Snapshot
from greenmatch.matching.weighing.points import NEED_SCALE, Weighed, in_points
from greenmatch.matching.weighing.stated import stated_rows

Weights = tuple[Ids, NDArray[np.float64]]
LANGUAGE_SETS = (("en",), ("zh",), ("en", "zh"))
"""What a technology can be written in."""
_NOTHING: Weights = (np.empty(0, np.uint64), np.empty(0))


def weigh_needs(
    documents: Sequence[MatchDocument],
    counted: Sequence[CountedListing],
    snapshot: Snapshot,
    policy: Policy,
) -> Weighed:
    """The weighted features of each need.

    Words come from one language block, the one that more technologies are written in, so that a
    need in two languages does not count double.
    """
    texts = [_texts(listing, snapshot, policy) for listing in counted]
    components = {
        "word": _rows([words for words, _pairs, _concepts in texts]),
        "pair": _rows([pairs for _words, pairs, _concepts in texts]),
        "concept": _rows([concepts for _words, _pairs, concepts in texts]),
        **stated_rows(documents, policy, side="need"),
    }
    ids = np.array([document.listing_id for document in documents], np.int64)
    points = {name: in_points(rows, NEED_SCALE) for name, rows in components.items()}
    return Weighed(ids, points)


def need_block(counted: CountedListing, snapshot: Snapshot) -> CountedBlock | None:
    """The language block of a need whose words are compared."""
    blocks = counted.blocks
    return max(blocks, key=lambda each: snapshot.listings_in(each.language), default=None)


def _texts(
    listing: CountedListing, snapshot: Snapshot, policy: Policy
) -> tuple[Weights, Weights, Weights]:
    """Words, pairs and concepts. The pairs are on the scale of the words."""
    block = need_block(listing, snapshot)
    if block is None:
        return _NOTHING, _NOTHING, _NOTHING
    words = _interest(block.words, policy, policy.need_body) * snapshot.frequencies.idf(
        block.words.ids
    )
    length = max(float(np.sqrt((words**2).sum())), 1e-9)
    kept = _largest(words, policy.need_words)
    named = block.pairs.fields[:, TITLE] + block.pairs.fields[:, KEYWORDS] > 0
    pairs = block.pairs.ids[named]
    rarity = snapshot.frequencies.idf(pairs)
    return (
        (block.words.ids[kept], words[kept] / length),
        (pairs, rarity / length),
        _concepts(listing, snapshot, policy),
    )


def _concepts(listing: CountedListing, snapshot: Snapshot, policy: Policy) -> Weights:
    """The concepts of all blocks, for technologies that share a language and for others.

    Where no language is shared, concepts are all that the texts share: what the need's texts speak
    of then counts nearly as much as its title.
    """
    own = _scaled_concepts(listing, snapshot, policy, policy.need_body)
    foreign = _scaled_concepts(listing, snapshot, policy, policy.concept_across_body)
    spoken = set(listing.languages)
    ids, weights = [], []
    for languages in LANGUAGE_SETS:
        shared = not spoken.isdisjoint(languages)
        known, values = own if shared else foreign
        ids.append(known ^ np.uint64(spoken_id(languages)))
        weights.append(values if shared else values * policy.concept_across)
    everywhere = np.concatenate(ids)
    order = np.argsort(everywhere)
    return everywhere[order], np.concatenate(weights)[order]


def _scaled_concepts(
    listing: CountedListing, snapshot: Snapshot, policy: Policy, body: float
) -> Weights:
    """The weightiest concepts, scaled to length 1 by themselves; `body` as in `_interest`."""
    ids = np.concatenate([block.concepts.ids for block in listing.blocks])
    interest = [_interest(block.concepts, policy, body) for block in listing.blocks]
    rows = rows_of(np.zeros(len(ids), np.int64), ids, np.concatenate(interest), 1, np.maximum)
    weights = rows.weights * snapshot.frequencies.idf(rows.ids)
    kept = _largest(weights, policy.need_concepts)
    length = max(float(np.sqrt((weights**2).sum())), policy.concept_floor)
    return rows.ids[kept], weights[kept] / length


def _interest(counts: Counts, policy: Policy, body: float) -> NDArray[np.float64]:
    """How much a need is about each feature, whatever its rarity; `body` is what its texts count
    beside its title."""
    often = counts.fields[:, TEXTS].astype(np.float64)
    saturated = often * (policy.need_saturation + 1) / (often + policy.need_saturation)
    named = (counts.fields[:, TITLE] > 0) + policy.need_keyword * (counts.fields[:, KEYWORDS] > 0)
    return body * saturated + named


def _largest(weights: NDArray[np.float64], most: int) -> NDArray[np.int64]:
    """The places of the largest weights; ties fall to the lower feature number."""
    return np.sort(np.argsort(-weights, kind="stable")[:most])


def _rows(weights: Sequence[Weights]) -> Rows[np.float64]:
    ends = np.cumsum([0, *(len(ids) for ids, _weights in weights)])
    ids = joined((ids for ids, _weights in weights), np.uint64)
    return Rows(ends, ids, joined((values for _ids, values in weights), np.float64))

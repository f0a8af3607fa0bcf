"""Related words: what the technologies most like one use, and it does not say itself."""

import numpy as np
from numpy.typing import NDArray

from greenmatch.matching.features import Ids
from greenmatch.matching.policy import Policy
from greenmatch.matching.related import Columns, FloatRows, Floats, Peers
from greenmatch.matching.rows import Rows, joined, stretches, summed
from greenmatch.matching.statistics import places_in
from greenmatch.matching.sums import Points


def related_words(
    listing_ids: NDArray[np.int64], bodies: FloatRows, peers: Peers, policy: Policy
) -> FloatRows:
    """For each technology the words that its nearest peers use and it does not."""
    found = [
        _related(listing_id, *bodies.row(row), peers, policy)
        for row, listing_id in enumerate(listing_ids.tolist())
    ]
    ends = np.cumsum([0, *(len(ids) for ids, _weights in found)])
    ids = joined((ids for ids, _weights in found), np.uint64)
    return Rows(ends, ids, joined((weights for _ids, weights in found), np.float64))


def _related(
    listing_id: int, ids: Ids, weights: Floats, peers: Peers, policy: Policy
) -> tuple[Ids, Floats]:
    known, own = places_in(peers.words, ids)
    own, weights = own[known], weights[known]
    near, shares = _nearest(listing_id, _likeness(own, weights, peers), peers, policy.related_peers)
    columns, mixed = _mixture(near, shares, peers)
    fresh = ~np.isin(columns, own)
    columns, mixed = columns[fresh], mixed[fresh]
    importance = mixed * peers.rarity[columns]
    chosen = np.sort(np.lexsort((columns, -importance))[: policy.related_words])
    return peers.words[columns[chosen]], policy.related_weight * mixed[chosen]


def _likeness(own: Columns, weights: Floats, peers: Peers) -> Points:
    """How like each peer is, by these words of a technology."""
    return peers.directions.of_columns(peers.word_ends, own, weights * peers.rarity[own])


def _nearest(listing_id: int, likeness: Points, peers: Peers, count: int) -> tuple[Columns, Floats]:
    """The nearest peers other than itself, and their shares, which add up to 1."""
    likeness[peers.listing_ids == listing_id] = 0
    near = np.arange(len(likeness), dtype=np.int64)
    if len(likeness) > count:
        near = near[likeness >= np.partition(likeness, -count)[-count]]
    near = near[likeness[near] > 0]
    near = near[np.lexsort((near, -likeness[near]))[:count]]
    nearness = likeness[near].astype(np.float64)
    return near, nearness / max(float(nearness.sum()), 1e-9)


def _mixture(near: Columns, shares: Floats, peers: Peers) -> tuple[Columns, Floats]:
    """The words of several peers and their mean weights."""
    entries, lengths = stretches(peers.ends, near)
    columns, place = np.unique(peers.columns[entries], return_inverse=True)
    parts = peers.weights[entries] * np.repeat(shares, lengths)
    return columns.astype(np.int64), summed(place, parts, len(columns))

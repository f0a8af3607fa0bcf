"""The frozen statistics that scores are computed with, under a number."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from greenmatch.matching.features import CountedListing
from greenmatch.matching.policy import Policy
from greenmatch.matching.related import Peers, choose_peers, make_peers
from greenmatch.matching.saturation import Blocks
from greenmatch.matching.statistics import Frequencies, Lengths, frequencies_of, lengths_of


@dataclass(frozen=True)
class Snapshot:
    """Collection statistics of the technologies at one moment."""

    number: int
    policy_version: str
    lengths: Mapping[str, Lengths]
    frequencies: Frequencies
    peers: Peers

    def listings_in(self, language: str) -> int:
        """How many technologies have texts in this language."""
        found = self.lengths.get(language)
        return found.listings if found else 0


def make_snapshot(number: int, technologies: Sequence[CountedListing], policy: Policy) -> Snapshot:
    """Statistics of these technologies."""
    lengths = lengths_of(technologies, policy.title_repeats)
    frequencies = frequencies_of(technologies)
    chosen = [technologies[index] for index in choose_peers(len(technologies))]
    ids = np.array([each.listing_id for each in chosen], np.int64)
    peers = make_peers(ids, Blocks(chosen, lengths, policy).body(), frequencies)
    return Snapshot(number, policy.version, lengths, frequencies, peers)

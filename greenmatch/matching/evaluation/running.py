"""A test set through the matcher, from texts to measures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from greenmatch.matching.evaluation.measures import DEPTH, Quality, quality
from greenmatch.matching.evaluation.reading import TestSet
from greenmatch.matching.features import CountedListing, count_listing
from greenmatch.matching.policy import Policy
from greenmatch.matching.scoring import MatchIndex, collect, match_one
from greenmatch.matching.snapshot import make_snapshot


@dataclass(frozen=True)
class Outcome:
    """Measures of a run, and the share of needs that got a suggestion good enough to be shown."""

    quality: Quality
    coverage: float
    rankings: Mapping[str, Sequence[str]]


def evaluate(
    test_set: TestSet, policy: Policy, counted: Sequence[CountedListing] | None = None
) -> Outcome:
    """The test set matched under this policy, with statistics of its own technologies.

    `counted` saves reading the technologies' texts again.
    """
    counted = counted or [count_listing(document) for document in test_set.technologies]
    snapshot = make_snapshot(0, counted, policy)
    index = MatchIndex(collect("technology", test_set.technologies, snapshot, policy, counted))
    needs = collect("need", test_set.needs, snapshot, policy)
    rankings, shown = {}, 0
    for row, name in enumerate(test_set.need_names):
        ranking = match_one(needs.take(np.array([row])), index, top=DEPTH, least=1)
        rankings[name] = [test_set.technology_names[each] for each in ranking.listing_ids]
        shown += bool(len(ranking)) and int(ranking.scores[0]) >= policy.least_points
    judged = {name: test_set.judgements[name] for name in test_set.need_names}
    return Outcome(quality(rankings, judged), shown / max(len(judged), 1), rankings)

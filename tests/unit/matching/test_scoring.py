"""One listing and everything at once come to the same pairs."""

import hypothesis.strategies as st
import numpy as np
from hypothesis import given, settings

from greenmatch.matching.conditions import violated
from greenmatch.matching.document import Kind, MatchDocument
from greenmatch.matching.explanation import explain
from greenmatch.matching.policy import SHIPPED_POLICY
from greenmatch.matching.scoring import MatchIndex, match_engine, match_one
from greenmatch.matching.snapshot import Snapshot
from tests.factories.matching import collection, documents, need, snapshot_of, technology

Scored = set[tuple[int, int, int]]


def catalogues(kind: Kind, first: int) -> st.SearchStrategy[list[MatchDocument]]:
    one = documents(kind, st.integers(first, first + 11))
    return st.lists(one, max_size=8, unique_by=lambda each: each.listing_id)


def best_pairs(
    technologies: list[MatchDocument], needs: list[MatchDocument], snapshot: Snapshot, top: int
) -> Scored:
    """The pairs by the definition: every pair explained, the best of each listing kept."""
    scored = {}
    for offer in technologies:
        for want in needs:
            explanation = explain(offer, want, snapshot, SHIPPED_POLICY)
            enough = explanation.text_points >= SHIPPED_POLICY.least_text_points
            if enough and not violated(offer, want):
                scored[offer.listing_id, want.listing_id] = explanation.points
    kept: Scored = set()
    for side in (0, 1):
        for listing in {pair[side] for pair in scored}:
            own = [
                (-points, pair[1 - side], pair)
                for pair, points in scored.items()
                if pair[side] == listing and points >= 1
            ]
            kept |= {(*pair, -points) for points, _other, pair in sorted(own)[:top]}
    return kept


class TestMatchEngine:
    @settings(max_examples=40, deadline=None)
    @given(catalogues("technology", 0), catalogues("need", 100), st.integers(1, 4))
    def test_a_full_run_keeps_the_best_pairs_of_both_sides(
        self, technologies: list[MatchDocument], needs: list[MatchDocument], top: int
    ) -> None:
        snapshot = snapshot_of(*technologies)
        pairs = match_engine(
            collection("technology", technologies, snapshot),
            collection("need", needs, snapshot),
            top,
            least=1,
        )
        found = zip(
            pairs.technology_ids.tolist(),
            pairs.need_ids.tolist(),
            pairs.scores.tolist(),
            strict=True,
        )
        assert set(found) == best_pairs(technologies, needs, snapshot, top)

    def test_of_many_equal_ones_the_oldest_are_kept(self) -> None:
        technologies = [technology(number, "Heat pump") for number in range(40, 0, -1)]
        snapshot = snapshot_of(*technologies, technology(99, "Solar cell"))
        pairs = match_engine(
            collection("technology", technologies, snapshot),
            collection("need", [need(100, "Heat pump")], snapshot),
            top=3,
            least=1,
        )
        # Each of the forty has the need among its best, so all pairs stay.
        assert len(pairs) == 40
        index = MatchIndex(collection("technology", technologies, snapshot))
        ranking = match_one(
            collection("need", [need(100, "Heat pump")], snapshot), index, top=3, least=1
        )
        assert ranking.listing_ids.tolist() == [1, 2, 3]


class TestMatchIndex:
    @settings(max_examples=40, deadline=None)
    @given(
        catalogues("technology", 0),
        st.lists(
            catalogues("technology", 0) | st.lists(st.integers(0, 11), max_size=3), max_size=6
        ),
        documents("need", st.just(100)),
    )
    def test_after_any_changes_it_answers_like_a_new_one(
        self,
        first: list[MatchDocument],
        changes: list[list[MatchDocument] | list[int]],
        wanted: MatchDocument,
    ) -> None:
        snapshot = snapshot_of(*first)
        index = MatchIndex(collection("technology", first, snapshot))
        state = {each.listing_id: each for each in first}
        for change in changes:
            fresh = [each for each in change if isinstance(each, MatchDocument)]
            gone = [each for each in change if isinstance(each, int)]
            index.remove(gone)
            index.put(collection("technology", fresh, snapshot))
            state = {key: each for key, each in state.items() if key not in gone}
            state |= {each.listing_id: each for each in fresh}
        one = collection("need", [wanted], snapshot)
        anew = MatchIndex(collection("technology", list(state.values()), snapshot))
        found, expected = (match_one(one, each, top=50, least=1) for each in (index, anew))
        assert len(index) == len(state)
        assert np.array_equal(found.listing_ids, expected.listing_ids)
        assert np.array_equal(found.scores, expected.scores)

"""Changes taken in one by one lead to what a full run finds."""

import hypothesis.strategies as st
from hypothesis import given, settings

from greenmatch.matching.document import Kind, MatchDocument
from greenmatch.matching.policy import SHIPPED_POLICY
from greenmatch.matching.snapshot import Snapshot
from greenmatch.matching.state import MatchState
from tests.factories.matching import collection, documents, need, snapshot_of, technology

Change = MatchDocument | int
FIRST: dict[Kind, int] = {"technology": 0, "need": 100}


def listings(kind: Kind) -> st.SearchStrategy[MatchDocument]:
    return documents(kind, st.integers(FIRST[kind], FIRST[kind] + 9))


def filled(listings: list[MatchDocument], snapshot: Snapshot, top: int) -> MatchState:
    state = MatchState(snapshot, SHIPPED_POLICY, top)
    offers, wants = (
        collection(kind, [each for each in listings if each.kind == kind], snapshot)
        for kind in FIRST
    )
    state.fill(offers, wants)
    return state


class TestMatchState:
    @settings(max_examples=30, deadline=None)
    @given(
        st.lists(listings("technology") | listings("need"), max_size=14),
        st.lists(
            listings("technology")
            | listings("need")
            | st.sampled_from([*range(10), *range(100, 110)]),
            max_size=14,
        ),
        st.integers(1, 4),
    )
    def test_after_any_changes_it_holds_what_a_full_run_finds(
        self, first: list[MatchDocument], changes: list[Change], top: int
    ) -> None:
        live = {each.listing_id: each for each in first}
        snapshot = snapshot_of(*(each for each in live.values() if each.kind == "technology"))
        state = filled(list(live.values()), snapshot, top)
        stored = state.pairs().as_dict()
        for change in changes:
            if isinstance(change, int):
                live.pop(change, None)
                touched = state.change([], [change])
            else:
                live[change.listing_id] = change
                touched = state.change([change], [])
            stored |= touched.as_dict()
        expected = filled(list(live.values()), snapshot, top).pairs().as_dict()
        assert state.pairs().as_dict() == expected
        assert {pair: points for pair, points in stored.items() if points} == expected

    def test_a_listing_whose_best_is_withdrawn_gets_the_next_one(self) -> None:
        offers = [technology(number, "Heat pump") for number in range(1, 30)]
        snapshot = snapshot_of(*offers, technology(99, "Solar cell"))
        state = filled([*offers, need(100, "Heat pump")], snapshot, top=2)
        for gone in range(1, 20):
            state.change([], [gone])
        assert set(state.pairs().as_dict()) >= {(20, 100), (21, 100)}

    def test_statistics_of_few_technologies_are_outgrown_by_many(self) -> None:
        first = technology(1, "Heat pump")
        state = filled([first], snapshot_of(first), top=1)
        assert not state.outgrown
        state.change([technology(number, "Heat pump") for number in range(2, 120)], [])
        assert state.outgrown

"""Sums over postings and products in pieces are the products that they stand for."""

import hypothesis.strategies as st
import numpy as np
import pytest
from hypothesis import given, settings
from numpy.typing import NDArray

from greenmatch.matching.document import MatchDocument
from greenmatch.matching.rows import Rows
from greenmatch.matching.scoring import MatchIndex, blocks, match_engine, match_one, postings
from greenmatch.matching.scoring.dense import Products
from greenmatch.matching.scoring.postings import postings_of
from greenmatch.matching.scoring.wants import Wants
from greenmatch.matching.weighing import PointRows
from tests.factories.matching import collection, need, snapshot_of, technology

# The last two differ in their lowest bits alone.
FEATURES = np.array([3, 5, 2**40, 2**63, 2**63 + 1], np.uint64)
Table = NDArray[np.int64]


def tables() -> st.SearchStrategy[Table]:
    row = st.lists(st.integers(0, 9), min_size=len(FEATURES), max_size=len(FEATURES))
    return st.lists(row, min_size=1, max_size=9).map(np.array)


def rows_of(table: Table) -> PointRows:
    numbers, columns = table.nonzero()
    ends = np.searchsorted(numbers, np.arange(len(table) + 1))
    return Rows(ends, FEATURES[columns], table[numbers, columns].astype(np.int16))


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if two listings were many."""
    monkeypatch.setattr(postings, "_AT_ONCE", 2)
    monkeypatch.setattr(blocks, "LARGEST", 3)


class TestSums:
    @settings(max_examples=60, deadline=None)
    @given(tables(), tables(), st.integers(1, 4))
    def test_each_listing_has_its_product_with_each_wanted_one(
        self, table: Table, wanted: Table, at_once: int
    ) -> None:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(postings, "_AT_ONCE", at_once)
            found = postings_of(rows_of(table))
        wants = Wants(rows_of(wanted))
        pointers = wants.among(found.ids, found.ends)
        for number, row in enumerate(wanted):
            sums = found.sums.of(pointers[number], wants.factors[number])
            assert sums.tolist() == (table @ row).tolist()

    def test_listings_without_features_share_nothing(self) -> None:
        nothing = rows_of(np.zeros((2, len(FEATURES)), np.int64))
        found, wants = postings_of(nothing), Wants(nothing)
        sums = found.sums.of(wants.among(found.ids, found.ends)[1], wants.factors[1])
        assert sums.tolist() == [0, 0]


class TestProducts:
    @settings(max_examples=40, deadline=None)
    @given(tables(), tables(), st.integers(0, len(FEATURES)))
    def test_pieces_make_the_whole_product(self, own: Table, others: Table, count: int) -> None:
        products = Products(rows_of(own), rows_of(others), FEATURES[:count], at_once=1 << 17)
        found = products.of(0, len(own))
        assert found.tolist() == (own[:, :count] @ others[:, :count].T).tolist()


@pytest.mark.usefixtures("small")
class TestManyBlocks:
    OFFERS = tuple(
        technology(number, "Heat pump", " ".join(["waste heat"] * (number % 5)), trl=number % 9 + 1)
        for number in range(1, 30)
    )
    WANTS = tuple(need(100 + number, "Heat pump", trl=number) for number in range(1, 9))

    def test_they_hold_the_same_matches_as_single_listings_find(self) -> None:
        snapshot = snapshot_of(*self.OFFERS, technology(99, "Solar cell"))
        offers, wants = list(self.OFFERS), list(self.WANTS)
        index = MatchIndex(collection("technology", offers, snapshot))
        expected: dict[tuple[int, int], int] = {}
        for want in wants:
            one = collection("need", [want], snapshot)
            ranking = match_one(one, index, top=3, least=1)
            expected |= {
                (listing_id, want.listing_id): points
                for listing_id, points in zip(
                    ranking.listing_ids.tolist(), ranking.scores.tolist(), strict=True
                )
            }
        pairs = match_engine(
            collection("technology", offers, snapshot),
            collection("need", wants, snapshot),
            top=3,
            least=1,
        ).as_dict()
        assert len(expected) == 3 * len(wants)
        assert expected.items() <= pairs.items()

    def test_an_index_of_them_keeps_up_with_changes(self) -> None:
        snapshot = snapshot_of(*self.OFFERS, technology(99, "Solar cell"))
        index = MatchIndex(collection("technology", list(self.OFFERS), snapshot))
        fresh: list[MatchDocument] = [technology(number, "Heat pump") for number in range(5, 40)]
        for document in fresh:
            index.put(collection("technology", [document], snapshot))
        index.remove(range(1, 4))
        anew = MatchIndex(collection("technology", [*self.OFFERS[3:4], *fresh], snapshot))
        one = collection("need", [self.WANTS[0]], snapshot)
        found, expected = (match_one(one, each, top=50, least=1) for each in (index, anew))
        assert found.listing_ids.tolist() == expected.listing_ids.tolist()
        assert found.scores.tolist() == expected.scores.tolist()
        assert len(found) > 0

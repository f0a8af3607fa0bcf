"""A score is explained by parts that add up to it."""

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings

from greenmatch.matching.document import MatchDocument, TextFields
from greenmatch.matching.explanation import CONCEPT, PAIR, RELATED, WORD, explain
from greenmatch.matching.policy import SHIPPED_POLICY
from greenmatch.matching.scoring import MatchIndex
from greenmatch.matching.weighing import UNIT
from tests.factories.matching import collection, documents, need, snapshot_of, technology


class TestExplain:
    @settings(max_examples=60, deadline=None)
    @given(
        documents("technology", st.just(1)),
        documents("technology", st.just(2)),
        documents("need", st.just(3)),
    )
    def test_the_parts_add_up_to_the_score_that_the_engine_gives(
        self, offer: MatchDocument, other: MatchDocument, want: MatchDocument
    ) -> None:
        snapshot = snapshot_of(offer, other)
        explanation = explain(offer, want, snapshot, SHIPPED_POLICY)
        index = MatchIndex(collection("technology", [offer], snapshot))
        found = index.scored(collection("need", [want], snapshot), least=-UNIT)
        if explanation.text_points < SHIPPED_POLICY.least_text_points:
            assert not len(found.points)
        else:
            assert found.points.tolist() == [explanation.points]
        assert sum(part.points for part in explanation.parts) == explanation.points
        assert sum(explanation.totals().values()) == explanation.points

    def test_shared_words_are_named_as_each_side_writes_them(self) -> None:
        offer = technology(1, "Drying of sludges", "Waste heat dries the sludge.")
        snapshot = snapshot_of(offer, technology(2, "Solar cell"), technology(3, "Battery"))
        explanation = explain(
            offer, need(4, "Sludge dryers with waste heat"), snapshot, SHIPPED_POLICY
        )
        words = {(part.wanted, part.offered) for part in explanation.of_group(WORD)}
        assert ("Sludge", "sludges") in words
        assert ("waste heat", "Waste heat") in {
            (part.wanted, part.offered) for part in explanation.of_group(PAIR)
        }

    def test_a_word_that_only_similar_technologies_use_is_a_related_word(self) -> None:
        offer = technology(1, "Sludge drying", "Sludge is dried with warm air in a belt dryer.")
        peers = [
            technology(2, "Sludge drying", "Biosolids are dried with warm air in a belt dryer."),
            technology(3, "Sludge dryer", "Biosolids and sludge dried on a belt."),
            technology(4, "Solar cell", "Perovskite on glass."),
        ]
        snapshot = snapshot_of(offer, *peers)
        explanation = explain(offer, need(5, "Biosolids"), snapshot, SHIPPED_POLICY)
        assert [(part.wanted, part.offered) for part in explanation.of_group(RELATED)] == [
            ("Biosolids", "")
        ]
        assert explanation.of_group(WORD) == []

    def test_two_languages_meet_in_the_glossary(self) -> None:
        offer = technology(1, "Heat pump for process steam")
        want = need(2, texts={"zh": TextFields(title="乳品厂需要高效热泵")})
        snapshot = snapshot_of(offer, technology(3, "Solar cell"))
        explanation = explain(offer, want, snapshot, SHIPPED_POLICY)
        assert [(part.wanted, part.offered) for part in explanation.of_group(CONCEPT)] == [
            ("热泵", "Heat pump")
        ]

    @pytest.mark.parametrize(
        ("offered", "wanted", "sign"),
        [
            (("energy/solar-pv",), ("energy/solar-pv",), 1),
            (("energy/solar-pv",), ("energy/wind",), -1),
            ((), ("energy/solar-pv",), 0),
            (("energy/solar-pv",), (), 0),
        ],
    )
    def test_an_unknown_sector_counts_neither_for_nor_against(
        self, offered: tuple[str, ...], wanted: tuple[str, ...], sign: int
    ) -> None:
        offer = technology(1, sectors=offered)
        explanation = explain(offer, need(2, sectors=wanted), snapshot_of(offer), SHIPPED_POLICY)
        points = explanation.totals().get("sector", 0)
        assert (points > 0) - (points < 0) == sign

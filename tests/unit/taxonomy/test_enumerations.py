"""What callers see of the enumerations."""

import pytest

from greenmatch.taxonomy import choice, choice_name, enumeration, enumeration_names


class TestEnumeration:
    @pytest.mark.parametrize("name", enumeration_names())
    def test_codes_are_unique_and_named_in_both_languages(self, name: str) -> None:
        values = enumeration(name)
        assert len({each.code for each in values}) == len(values) > 1
        for each in values:
            assert each.name("en")
            assert any("一" <= sign <= "鿿" for sign in each.name("zh"))

    @pytest.mark.parametrize(
        ("name", "size"),
        [
            ("trl", 9),
            ("cooperation", 11),
            ("organisation_type", 14),
            ("patent_legal_state", 10),
            ("decline_reason", 15),
            ("report_reason", 10),
            ("budget_band", 6),
        ],
    )
    def test_the_lists_are_complete(self, name: str, size: int) -> None:
        assert len(enumeration(name)) == size

    def test_every_readiness_level_lies_in_a_named_band(self) -> None:
        bands = [each.group for each in enumeration("trl")]
        assert set(bands) == {band.code for band in enumeration("trl_band")}
        assert bands == sorted(bands, key=[b.code for b in enumeration("trl_band")].index)

    def test_an_unknown_name_is_refused_with_the_names_there_are(self) -> None:
        with pytest.raises(LookupError, match="climate_objective"):
            enumeration("colour")


class TestChoice:
    def test_a_readiness_level_is_found_by_its_number(self) -> None:
        level = choice("trl", 9)
        assert level is not None
        assert level.group == "commercial"

    def test_a_code_of_another_enumeration_is_unknown(self) -> None:
        assert choice("cooperation", "startup") is None

    def test_the_name_of_an_unknown_code_is_the_code(self) -> None:
        assert choice_name("cooperation", "license", "zh") == "许可"
        assert choice_name("cooperation", "barter", "zh") == "barter"

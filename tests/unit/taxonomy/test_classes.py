"""What callers see of patent classes and their crosswalk to the sectors."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from greenmatch.taxonomy import (
    classes_of_sector,
    equivalent_classes,
    ip_class,
    sectors,
    sectors_of_class,
)


def slugs(text: str) -> list[str]:
    return [each.slug for each in sectors_of_class(text)]


class TestIpClass:
    @pytest.mark.parametrize(
        "written",
        [
            "H01L 31/042",
            "h01l31/042",
            "H01L-031/042",
            "H01L0031042000",
            " H01L  31/042 (2014.01) ",
            "IPC: H01L 31/042",
            "Ｈ０１Ｌ　３１/０４２",
        ],
    )
    def test_usual_spellings_give_the_same_symbol(self, written: str) -> None:
        found = ip_class(written)
        assert found is not None
        assert found.symbol == "H01L 31/042"

    @pytest.mark.parametrize(
        ("written", "symbol"),
        [
            ("F03D", "F03D"),
            ("f03", "F03"),
            ("H01L 31", "H01L 31/00"),
            ("H01L0031000000", "H01L 31/00"),
            ("Y02E10/50", "Y02E 10/50"),
            ("A01N 065/00", "A01N 65/00"),
        ],
    )
    def test_every_level_has_its_spelling(self, written: str, symbol: str) -> None:
        found = ip_class(written)
        assert found is not None
        assert found.symbol == symbol

    @pytest.mark.parametrize(
        "written",
        ["", "H", "hello", "E10", "C60", "X01B", "H01L 31/0", "WO2012088469A1", "12/34", "H01L//3"],
    )
    def test_what_is_no_class_is_none(self, written: str) -> None:
        assert ip_class(written) is None
        assert sectors_of_class(written) == ()
        assert equivalent_classes(written) == ()

    def test_the_heading_is_that_of_the_nearest_class_above(self) -> None:
        wind, tag = ip_class("F03D 80/50"), ip_class("Y02W 30/62")
        assert wind is not None
        assert tag is not None
        assert (wind.heading, wind.scheme) == ("Wind motors", "ipc")
        assert tag.heading == "Technologies for solid waste management"
        assert tag.scheme == "cpc"

    def test_the_green_inventory_topic_nearest_to_the_class_is_named(self) -> None:
        found = ip_class("H02J 7/35")
        assert found is not None
        assert found.topics == ("Charging batteries",)

    @given(st.text(max_size=30))
    def test_a_symbol_is_its_own_spelling(self, written: str) -> None:
        found = ip_class(written)
        if found is not None:
            again = ip_class(found.symbol)
            assert again == found


class TestEquivalentClasses:
    @pytest.mark.parametrize(
        ("written", "other"),
        [
            ("H01L 31/042", "H10F"),
            ("H10F 10/142", "H01L 31"),
            ("H01M 2/10", "H01M 50/00"),
            ("H01M 50/20", "H01M 2"),
            ("B60L 11/18", "B60L 53/00"),
            ("H01L 51/44", "H10K 30/00"),
            ("H01L 51/50", "H10K 50/00"),
        ],
    )
    def test_moved_subject_matter_is_found_under_the_old_and_the_new_class(
        self, written: str, other: str
    ) -> None:
        first, *others = equivalent_classes(written)
        assert first == written
        assert other in others

    def test_a_class_that_never_moved_is_alone(self) -> None:
        assert equivalent_classes("F03D 1/06") == ("F03D 1/06",)


class TestSectorsOfClass:
    @pytest.mark.parametrize(
        ("written", "first"),
        [
            ("H01L 31/042", "solar-pv"),
            ("H10F 77/00", "solar-pv"),
            ("H10K 50/10", "lighting"),
            ("F03D 7/02", "wind"),
            ("H01M 10/0525", "storage"),
            ("H01M 8/10", "hydrogen-fuel-cells"),
            ("C25B 1/04", "hydrogen-fuel-cells"),
            ("C02F 3/12", "wastewater"),
            ("B60L 53/14", "charging"),
            ("A01K 61/10", "aquaculture"),
            ("A01K 1/01", "livestock"),
            ("E02B 3/06", "coastal-protection"),
            ("B01D 53/62", "ccs"),
            ("C05F 17/00", "soil-fertiliser"),
            ("Y02E 10/541", "solar-pv"),
            ("Y02E 10/76", "wind"),
            ("Y02W 30/62", "recycling"),
            ("Y02A 20/131", "drinking-water"),
            ("Y02D 10/00", "green-ict"),
        ],
    )
    def test_the_sector_that_names_the_class_most_narrowly_comes_first(
        self, written: str, first: str
    ) -> None:
        assert slugs(written)[0] == first

    def test_a_cpc_subgroup_does_not_bring_the_whole_main_group(self) -> None:
        assert slugs("Y02E 10/50") == ["solar-pv"]
        assert {"solar-pv", "wind", "hydro-marine"} <= set(slugs("Y02E 10/00"))

    def test_a_broad_class_gives_what_lies_within_it(self) -> None:
        assert {"solar-thermal", "hvac", "geothermal-heat"} <= set(slugs("F24"))

    def test_a_class_of_no_sector_gives_none(self) -> None:
        assert slugs("A63F 13/00") == []


class TestClassesOfSector:
    def test_a_group_has_the_classes_of_all_its_sectors(self) -> None:
        assert "F03D" in classes_of_sector("energy/wind")
        assert set(classes_of_sector("energy/wind")) < set(classes_of_sector("energy"))
        assert classes_of_sector("no-such") == ()

    def test_every_ipc_symbol_of_a_sector_leads_back_to_it(self) -> None:
        for each in sectors(2):
            symbols = [symbol for symbol in each.ipc if "-" not in symbol]
            assert [symbol for symbol in symbols if each not in sectors_of_class(symbol)] == []

    def test_every_cpc_tag_of_a_sector_leads_to_a_sector(self) -> None:
        for each in sectors(2):
            assert all(sectors_of_class(symbol) for symbol in each.cpc)

"""What callers see of the sectors and goals."""

import pytest

from greenmatch.taxonomy import sdg, sdgs, sector, sector_groups, sector_name, sectors


class TestSectors:
    def test_there_are_nine_groups_and_77_sectors_below_them(self) -> None:
        assert len(sectors(1)) == 9
        assert len(sectors(2)) == 77
        assert len(sectors()) == 86

    def test_each_group_stands_before_its_members(self) -> None:
        seen: set[str] = set()
        for each in sectors():
            assert each.parent is None or each.parent in seen
            seen.add(each.code)

    def test_every_sector_has_names_in_both_languages_and_they_differ_from_one_another(
        self,
    ) -> None:
        for language in ("en", "zh"):
            names = [each.name(language) for each in sectors()]
            assert all(names)
            assert len(set(names)) == len(names)
        assert all(any("一" <= sign <= "鿿" for sign in each.name_zh) for each in sectors())

    def test_every_sector_serves_known_goals(self) -> None:
        for each in sectors():
            assert each.sdgs
            assert all(sdg(number) for number in each.sdgs)


class TestSector:
    def test_a_code_of_either_level_is_found(self) -> None:
        group, member = sector("energy"), sector("energy/solar-pv")
        assert group is not None
        assert member is not None
        assert group.parent is None
        assert (member.parent, member.group, member.slug) == ("energy", "energy", "solar-pv")

    @pytest.mark.parametrize("code", ["", "solar-pv", "energy/", "energy/cold-fusion", "ENERGY"])
    def test_an_unknown_code_is_none(self, code: str) -> None:
        assert sector(code) is None

    def test_a_name_follows_the_language_and_an_unknown_code_stands_for_itself(self) -> None:
        assert sector_name("energy/wind", "en") == "Wind energy"
        assert sector_name("energy/wind", "zh") == "风能"
        assert sector_name("energy/none-such", "zh") == "energy/none-such"


class TestSectorGroups:
    def test_the_groups_hold_every_second_level_sector_once(self) -> None:
        members = [each for group in sector_groups() for each in group.members]
        assert tuple(members) == sectors(2)
        assert all(
            member.parent == group.sector.code
            for group in sector_groups()
            for member in group.members
        )


class TestGoals:
    def test_there_are_seventeen_in_order_with_names_and_sentences(self) -> None:
        assert [goal.number for goal in sdgs()] == list(range(1, 18))
        climate = sdg(13)
        assert climate is not None
        assert (climate.name("en"), climate.name("zh")) == ("Climate action", "气候行动")
        assert climate.title("zh") == "采取紧急行动应对气候变化及其影响"
        assert climate.title("en").startswith("Take urgent action")

    @pytest.mark.parametrize("number", [0, 18, -1])
    def test_a_number_without_goal_is_none(self, number: int) -> None:
        assert sdg(number) is None

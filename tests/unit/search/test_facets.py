import pytest

from greenmatch.search.facets import FACET_KINDS, known_values, value_name
from greenmatch.search.grouping import ALL_SHOWN, SHOWN, FacetGroup, facet_groups

BY_NAME = {kind.facet: kind for kind in FACET_KINDS}


CODES = ("DE", "CN", "BR", "KE", "FR", "JP", "IN", "US", "ZA", "MX", "GB", "IT", "ES", "FJ")
MANY = {code: 100 - place for place, code in enumerate(CODES)}


def group(
    facet: str,
    counts: dict[str, int],
    *chosen: str,
    language: str = "en",
) -> FacetGroup:
    groups = facet_groups({facet: counts}, {facet: chosen} if chosen else {}, language)
    return next(each for each in groups if each.argument == BY_NAME[facet].argument)


class TestFacetGroups:
    def test_a_facet_with_nothing_to_choose_is_not_shown(self) -> None:
        assert facet_groups({"trl": {}}, {}, "en") == ()

    def test_the_most_frequent_values_come_first_and_unknown_last(self) -> None:
        found = group("ip", {"unknown": 9, "registered": 2, "know-how": 5})

        assert [option.value for option in found.options] == ["know-how", "registered", "unknown"]
        assert [option.results for option in found.options] == [5, 2, 9]

    def test_levels_and_goals_keep_their_order(self) -> None:
        levels = group("trl", {"9": 1, "2": 5, "unknown": 3})
        goals = group("sdg", {"13": 1, "2": 5})

        assert [option.value for option in levels.options] == ["2", "9", "unknown"]
        assert [option.value for option in goals.options] == ["2", "13"]

    def test_a_chosen_value_stays_when_nothing_is_left_of_it(self) -> None:
        found = group("country", {"KE": 3}, "FJ")

        assert ("FJ", 0, True) in [(o.value, o.results, o.selected) for o in found.options]
        assert found.open

    def test_a_few_values_are_all_shown(self) -> None:
        found = group("trl", {str(level): level for level in range(1, ALL_SHOWN)} | {"unknown": 1})

        assert (len(found.options), found.hidden) == (ALL_SHOWN, 0)

    def test_of_many_values_the_most_frequent_are_shown(self) -> None:
        found = group("country", MANY)

        assert [option.value for option in found.options] == list(MANY)[:SHOWN]
        assert found.hidden == len(MANY) - SHOWN
        assert found.folded == ()

    def test_all_of_them_are_there_when_they_are_asked_for(self) -> None:
        [found] = facet_groups({"country": MANY}, {}, "en", more={"country"})

        assert [o.value for o in (*found.options, *found.folded)] == list(MANY)
        assert found.hidden == 0

    def test_a_rare_value_is_shown_when_it_is_chosen(self) -> None:
        rare = list(MANY)[-1]
        found = group("country", MANY, rare)

        assert [o.value for o in found.options] == [*list(MANY)[:SHOWN], rare]
        assert found.options[-1].selected
        assert found.hidden == len(MANY) - SHOWN - 1

    def test_names_are_in_the_reader_s_language(self) -> None:
        assert group("country", {"FJ": 1}, language="zh").options[0].label == "斐济"
        assert group("country", {"FJ": 1}).options[0].label == "Fiji"


class TestSectors:
    COUNTS = {"energy": 5, "energy/solar-pv": 3, "energy/wind": 2, "water": 4}

    def test_the_second_level_shows_once_its_group_is_chosen(self) -> None:
        closed = group("sector", self.COUNTS)
        assert [(o.value, o.children) for o in closed.options] == [("energy", ()), ("water", ())]

        energy = group("sector", self.COUNTS, "energy").options[0]
        assert [child.value for child in energy.children] == ["energy/solar-pv", "energy/wind"]

    def test_siblings_of_a_chosen_one_stay(self) -> None:
        energy = group("sector", self.COUNTS, "energy/wind").options[0]

        assert [(c.value, c.selected) for c in energy.children] == [
            ("energy/solar-pv", False),
            ("energy/wind", True),
        ]

    def test_a_chosen_one_without_results_can_be_unchosen(self) -> None:
        found = group("sector", {"water": 4}, "energy/wind")

        energy = next(option for option in found.options if option.value == "energy")
        assert [(c.value, c.results, c.selected) for c in energy.children] == [
            ("energy/wind", 0, True)
        ]


@pytest.mark.parametrize("kind", FACET_KINDS, ids=lambda kind: kind.facet)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_value_of_an_address_has_a_name(kind: object, language: str) -> None:
    facet = BY_NAME[kind.facet]  # type: ignore[attr-defined]

    for value in known_values(facet):
        assert value_name(facet, value, language)

import pytest
from hypothesis import given
from hypothesis import strategies as st

from greenmatch.search.arguments import (
    LAST_PAGE,
    SearchArguments,
    engine_query,
    parsed,
    read_arguments,
    shown_sort,
)
from greenmatch.search.language.tree import Text


class TestReadArguments:
    def test_what_an_address_says(self) -> None:
        found = read_arguments(
            {
                "q": [" salt water "],
                "kind": ["need"],
                "sector": ["water", "energy/solar-pv", "water"],
                "trl": ["unknown", "7"],
                "sort": ["newest"],
                "page": ["3"],
            }
        )

        assert found.q == "salt water"
        assert found.filters == {
            "kind": ("need",),
            "sector": ("water", "energy/solar-pv"),
            "trl": ("unknown", "7"),
        }
        assert (found.sort, found.page, found.ignored) == ("newest", 3, ())

    @pytest.mark.parametrize(
        ("given_arguments", "told"),
        [
            ({"kind": ["recipe"]}, "kind=recipe"),
            ({"sector": ["water", "no/such"]}, "sector=no/such"),
            ({"country": ["ZZ"]}, "country=ZZ"),
            ({"trl": ["10"]}, "trl=10"),
            ({"sdg": ["18"]}, "sdg=18"),
            ({"sort": ["price"]}, "sort=price"),
            ({"type": ["<script>"]}, "type=<script>"),
        ],
    )
    def test_what_makes_no_sense_is_left_out_and_told(
        self, given_arguments: dict[str, list[str]], told: str
    ) -> None:
        found = read_arguments(given_arguments)

        assert found.ignored == (told,)
        assert found.sort == "relevance"

    @pytest.mark.parametrize(
        ("typed", "page"),
        [("", 1), ("0", 1), ("-1", 1), ("x", 1), ("1000000000", LAST_PAGE), ("9" * 99, 1)],
    )
    def test_a_page_is_a_page(self, typed: str, page: int) -> None:
        assert read_arguments({"page": [typed]}).page == page

    @pytest.mark.parametrize(
        ("typed", "text_id"),
        [("", ""), ("abc-DEF_123", "abc-DEF_123"), ("\x00", "-"), ("x" * 25, "-"), ("é", "-")],
    )
    def test_a_text_s_id_that_is_none_never_reaches_the_database(
        self, typed: str, text_id: str
    ) -> None:
        assert read_arguments({"t": [typed]}).text_id == text_id

    @given(
        st.dictionaries(
            st.sampled_from(["q", "t", "kind", "sector", "trl", "sdg", "sort", "page", "x"]),
            st.lists(st.text(max_size=50), max_size=3),
        )
    )
    def test_anything_can_be_read_and_written_again(self, given: dict[str, list[str]]) -> None:
        found = read_arguments(given)
        again = {
            name: list(value) if isinstance(value, tuple) else [value]
            for name, value in found.as_arguments().items()
        }

        assert read_arguments(again).filters == found.filters
        assert read_arguments(again).q == found.q


class TestWithout:
    SEARCH = SearchArguments(
        q="pump", filters={"sector": ("water", "energy"), "trl": ("7",)}, page=4
    )

    def test_one_value_goes_and_the_first_page_comes(self) -> None:
        found = self.SEARCH.without("sector", "water")

        assert found.filters == {"sector": ("energy",), "trl": ("7",)}
        assert (found.page, found.q) == (1, "pump")

    def test_the_last_value_takes_its_filter_along(self) -> None:
        assert self.SEARCH.without("trl", "7").filters == {"sector": ("water", "energy")}

    def test_a_whole_filter_goes(self) -> None:
        assert self.SEARCH.without("sector").filters == {"trl": ("7",)}


class TestSort:
    def test_without_words_the_newest_come_first(self) -> None:
        arguments = read_arguments({"kind": ["need"]})
        query = parsed(arguments, None)

        assert shown_sort(arguments, query) == "newest"
        assert engine_query(arguments, query).sort == "newest"

    def test_with_words_the_best_do(self) -> None:
        arguments = read_arguments({"q": ["pump"]})

        assert shown_sort(arguments, parsed(arguments, None)) == "relevance"

    def test_a_chosen_order_counts(self) -> None:
        arguments = read_arguments({"q": ["pump"], "sort": ["confirmed"]})

        assert engine_query(arguments, parsed(arguments, None)).sort == "confirmed"


def test_a_stored_text_is_searched_whole() -> None:
    query = parsed(read_arguments({"t": ["abc"]}), "We look for a pump that runs on sunlight.")

    assert query.is_text
    assert isinstance(query.tree, Text)

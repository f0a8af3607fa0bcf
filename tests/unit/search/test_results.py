import pytest

from greenmatch.search.engine import Correction, SearchPage
from greenmatch.search.language import parse, text_node
from greenmatch.search.results import corrected, query_without, searched_terms, without_marks


@pytest.mark.parametrize(
    ("typed", "wrong", "right", "expected"),
    [
        ("membrnae filter", "membrnae", "membrane", "membrane filter"),
        ("win window", "win", "wind", "wind window"),
        ("Membrnae", "membrnae", "membrane", "membrane"),
        ("a+b", "a", r"\1", r"\1+b"),
    ],
)
def test_a_misspelt_word_is_replaced_whole(
    typed: str, wrong: str, right: str, expected: str
) -> None:
    page = SearchPage(corrections=(Correction(wrong, right),))

    assert corrected(typed, page) == expected


def test_without_corrections_there_is_nothing_to_offer() -> None:
    assert corrected("membrane", SearchPage()) is None


@pytest.mark.parametrize(
    ("typed", "part", "rest"),
    [
        ("solar pump", "pump", "solar"),
        ("pumps pump", "pump", "pumps"),
        ('"heat pump" steel', '"heat pump"', "steel"),
        ("steel -pump", "-pump", "steel"),
        ("太阳能水泵", "水泵", "太阳能"),
        ("pump", "pump", ""),
        ("a.b*c", "a.b*c", ""),
    ],
)
def test_a_part_of_a_query_is_left_out_whole(typed: str, part: str, rest: str) -> None:
    assert query_without(typed, part) == rest


def test_marks_of_markdown_do_not_stand_in_a_passage() -> None:
    text = "## Problem\n\n- **salt** in `wells`\n> see [the map](https://x.example)\n2 * 3"

    assert without_marks(text) == "Problem\n\nsalt in wells\nsee the map\n2 * 3"


def test_excluded_words_are_not_marked() -> None:
    terms = set(searched_terms(parse("salt -chlorine title:pump").tree))

    assert "salt" in terms
    assert "pump" in terms
    assert not any(term.startswith("chlor") for term in terms)


def test_terms_of_a_whole_text_are_marked() -> None:
    assert "salt" in set(searched_terms(text_node("Salt in our wells")))

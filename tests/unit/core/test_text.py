"""What callers rely on in core.text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from greenmatch.core.text import (
    best_passage,
    detect_language,
    normalise,
    positioned,
    sentences,
    spaced_words,
    stem,
    tokenise,
    tokens,
)
from greenmatch.core.text.tokens import find_tokens

TEXTS = st.text(
    st.one_of(st.characters(), st.sampled_from("aZé₂ﬁ½\u200b\u0301电電能源ガﾞ.,' \n")), max_size=60
)


class TestNormalise:
    def test_width_case_accents_and_invisible_characters_fold(self) -> None:
        assert normalise("ＣＯ₂ Café na\u200bïve ﬁlm") == "co2 cafe naive film"

    def test_traditional_chinese_becomes_simplified(self) -> None:
        assert normalise("鋰電池綠色能源") == "锂电池绿色能源"

    @given(TEXTS)
    def test_it_is_idempotent(self, text: str) -> None:
        assert normalise(normalise(text)) == normalise(text)


class TestTokens:
    def test_english_words_are_stemmed_and_stop_words_left_out(self) -> None:
        assert tokenise("The batteries of the future") == ["batteri", "futur"]

    def test_chinese_is_cut_into_unigrams_and_bigrams(self) -> None:
        assert tokenise("锂电池") == ["锂", "锂电", "电", "电池", "池"]

    def test_traditional_and_simplified_give_the_same_terms(self) -> None:
        assert tokenise("太陽能光電板") == tokenise("太阳能光电板")

    def test_mixed_text_keeps_both_scripts_apart(self) -> None:
        assert tokenise("锂LiFePO4电") == ["锂", "lifepo4", "电"]

    def test_decimals_stay_whole_and_sentence_ends_do_not(self) -> None:
        assert tokenise("2.5 kWh in v2.") == ["2.5", "kwh", "v2"]

    def test_stop_words_keep_their_position(self) -> None:
        assert positioned("internet of things") == (["internet", "thing"], [0, 2], 3)

    def test_places_point_into_the_original_text(self) -> None:
        text = "ﬁne Cafe\u0301s 電池"
        assert [text[t.start : t.end] for t in tokens(text)][:2] == ["ﬁne", "Cafe\u0301s"]
        assert [text[t.start : t.end] for t in tokens(text)][2:] == ["電", "電池", "池"]

    @given(TEXTS)
    def test_the_fast_way_gives_the_same_terms_and_positions(self, text: str) -> None:
        placed = tokens(text)
        terms, positions, _ = positioned(text)
        assert (terms, positions) == ([t.term for t in placed], [t.position for t in placed])

    @given(TEXTS)
    def test_of_a_text_without_chinese_the_words_are_the_positions(self, text: str) -> None:
        found = spaced_words(text)
        if found is not None:
            terms, positions, count = positioned(text)
            assert count == len(found)
            assert terms == [stem(found[position]) for position in positions]

    @given(TEXTS)
    def test_places_are_ordered_and_inside_the_text(self, text: str) -> None:
        assert all(0 <= t.start < t.end <= len(text) for t in tokens(text))


class TestFindTokens:
    @given(TEXTS, TEXTS)
    def test_finds_what_all_tokens_have(self, text: str, query: str) -> None:
        wanted = frozenset([*tokenise(query)[:4], *tokenise(text)[::3]])
        found = [token._replace(position=0) for token in tokens(text) if token.term in wanted]
        assert find_tokens(text, wanted) == found

    @pytest.mark.parametrize(
        ("text", "query", "found"),
        [
            ("Dying cells and a study of 3.1 cells", "die cell", ["Dying", "cells", "cells"]),
            ("光伏发电，储能电池", "電池", ["电", "电", "电池", "池"]),
            ("用LiFePO4电池，10 ℃以下", "lifepo4 以下", ["LiFePO4", "以", "以下", "下"]),
        ],
    )
    def test_in_each_script(self, text: str, query: str, found: list[str]) -> None:
        places = find_tokens(text, frozenset(tokenise(query)))
        assert [text[each.start : each.end] for each in places] == found


class TestDetectLanguage:
    def test_a_chinese_text_with_latin_names_is_chinese(self) -> None:
        assert detect_language("基于LiFePO4的battery储能系统") == "zh"

    def test_an_english_text_with_a_chinese_name_is_english(self) -> None:
        assert detect_language("A heat pump made by 格力 for cold regions") == "en"

    def test_an_empty_text_is_english(self) -> None:
        assert detect_language("") == "en"


class TestSentences:
    def test_english_stops_but_not_at_abbreviations_and_decimals(self) -> None:
        text = "It stores heat, e.g. in sand. It holds 2.5 kWh! Does it last? Yes."
        assert sentences(text) == [
            "It stores heat, e.g. in sand.",
            "It holds 2.5 kWh!",
            "Does it last?",
            "Yes.",
        ]

    def test_chinese_stops_need_no_space(self) -> None:
        assert sentences("我们储热。效率高！") == ["我们储热。", "效率高！"]

    def test_list_items_are_sentences_and_wrapped_lines_are_not(self) -> None:
        assert sentences("Needs:\n1. Heat\n- cold\nand dry") == [
            "Needs:",
            "1. Heat",
            "- cold\nand dry",
        ]


class TestBestPassage:
    def test_a_short_text_comes_whole_with_its_hits_marked(self) -> None:
        assert best_passage("Heat pumps heat", tokenise("pump"), 100) == [
            ("Heat ", False),
            ("pumps", True),
            (" heat", False),
        ]

    def test_only_whole_words_are_marked_whatever_their_ending(self) -> None:
        text = "Studies of 3.1 dying pumps: the pump's 1 study – unstudied"
        passage = best_passage(text, tokenise("study pump 1 die"), 100)
        marked = [part for part, is_hit in passage if is_hit]

        assert marked == ["Studies", "dying", "pumps", "pump's", "1", "study"]

    def test_the_passage_with_most_different_words_wins(self) -> None:
        text = "Heat. " * 50 + "A heat pump for dairies works. " + "Pump. " * 50
        shown = "".join(part for part, _ in best_passage(text, tokenise("heat pump dairies"), 80))
        assert "heat pump for dairies" in shown
        assert shown.startswith("…")
        assert shown.endswith("…")

    def test_a_chinese_word_is_marked_as_a_whole(self) -> None:
        assert ("锂电池", True) in best_passage("磷酸铁锂电池与电力", tokenise("锂電池"), 100)

    @given(TEXTS, TEXTS, st.integers(1, 40))
    def test_the_passage_is_a_part_of_the_text(self, text: str, query: str, width: int) -> None:
        parts = best_passage(text, tokenise(query), width)
        assert "".join(p for p, _ in parts if p != "…" or "…" in text).strip() in text

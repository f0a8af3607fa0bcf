"""What a typed query means."""

import hypothesis.strategies as st
import pytest
from hypothesis import given

from greenmatch.search.language import Note, is_text_query, parse
from greenmatch.search.language.tree import (
    And,
    Exact,
    Facet,
    Node,
    Not,
    Or,
    Phrase,
    Ranked,
    Text,
    Words,
)


def kinds(node: Node | None) -> list[str]:
    """The type names of the parts of a query."""
    parts = node.nodes if isinstance(node, And) else (node,)
    return [type(part).__name__ for part in parts]


class TestWords:
    def test_all_words_are_required_and_stop_words_are_not_asked_for(self) -> None:
        tree = parse("pumps for the desert").tree
        assert tree == And((Words("pumps", ("pump",)), Words("desert", ("desert",))))

    def test_a_chinese_word_requires_its_pairs_and_counts_its_characters(self) -> None:
        assert parse("锂电池").tree == Words("锂电池", ("锂电", "电池"), ("锂", "电", "池"))

    def test_pairs_with_a_chinese_particle_are_not_required(self) -> None:
        tree = parse("寒区的热泵").tree
        assert isinstance(tree, Words)
        assert tree.terms == ("寒区", "热泵")

    def test_quoted_words_are_a_phrase_also_with_chinese_quotes(self) -> None:
        assert parse('"heat of the sun"').tree == Phrase(
            '"heat of the sun"', (("heat", 0), ("sun", 3))
        )
        assert parse("“太阳能”").tree == Phrase('"太阳能"', (("太阳", 0), ("阳能", 1)))

    def test_a_minus_excludes_and_a_hyphen_does_not(self) -> None:
        assert kinds(parse("heat -gas").tree) == ["Words", "Not"]
        assert parse("heat-pump").tree == Words("heat-pump", ("heat", "pump"))

    def test_not_excludes_what_comes_next(self) -> None:
        assert parse("solar NOT wind").tree == parse("solar -wind").tree
        assert [note.kind for note in parse("solar NOT").notes] == ["lone-operator"]

    def test_or_joins_its_neighbours_only(self) -> None:
        tree = parse("solar OR wind storage").tree
        assert isinstance(tree, And)
        assert [type(node) for node in tree.nodes] == [Or, Words]


class TestFields:
    @pytest.mark.parametrize(
        ("text", "name", "values"),
        [
            ("trl:>=6", "trl", ("6", "7", "8", "9")),
            ("trl:≥8", "trl", ("8", "9")),
            ("trl:4-6", "trl", ("4", "5", "6")),
            ("trl:<3", "trl", ("1", "2")),
            ("sdg:7,13", "sdg", ("7", "13")),
            ("country:Germany,fr", "country", ("DE", "FR")),
            ('country:"United Kingdom"', "country", ("GB",)),
            ("country：中国", "country", ("CN",)),
            ("kind:needs", "kind", ("need",)),
            ("sector: energy/storage", "sector", ("energy/storage",)),
        ],
    )
    def test_a_facet_takes_codes_names_and_lists(
        self, text: str, name: str, values: tuple[str, ...]
    ) -> None:
        tree = parse(text).tree
        assert isinstance(tree, Facet)
        assert (tree.name, tree.values) == (name, values)

    @pytest.mark.parametrize("text", ["trl:x", "trl:>=", "sdg:18", "sector:nonsense", "country:XX"])
    def test_a_value_without_meaning_is_searched_as_words_and_said(self, text: str) -> None:
        parsed = parse(text)
        assert [note.kind for note in parsed.notes] == ["bad-value"]
        assert parsed.tree is None or isinstance(parsed.tree, Words)

    def test_an_unknown_field_is_searched_as_words_and_said(self) -> None:
        parsed = parse("colour:green")
        assert parsed.notes == (Note("unknown-field", "colour"),)
        assert parsed.tree == Words("colour:green", ("colour", "green"))

    def test_a_class_with_its_space_is_one_value(self) -> None:
        tree = parse("ipc:H01M 10/0525 battery").tree
        assert isinstance(tree, And)
        assert isinstance(tree.nodes[0], Exact)
        assert tree.nodes[0].key == "H01M 10/0525"

    def test_a_moved_class_finds_the_old_and_the_new_place(self) -> None:
        tree = parse("ipc:H01L31/04").tree
        assert isinstance(tree, Or)
        assert {node.key[:4] for node in tree.nodes if isinstance(node, Exact)} == {"H01L", "H10F"}

    def test_title_takes_words_and_phrases(self) -> None:
        assert parse("title:pumps").tree == Words("title:pumps", ("pump",), title=True)
        assert parse('title:"heat pump"').tree == Phrase(
            'title:"heat pump"', (("heat", 0), ("pump", 1)), title=True
        )


class TestNumbers:
    @pytest.mark.parametrize(
        ("text", "key"),
        [
            ("WO2012088469A1", "WO2012088469"),
            ("WO 2012/088469", "WO2012088469"),
            ("wo-2012088469-a1", "WO2012088469"),
            ("PCT/CN2019/087654", "PCTCN2019087654"),
            ("EP-1234567-B1", "EP1234567"),
            ("CN201910123456.7", "CN201910123456"),
            ("US 9,876,543 B2", "US9876543"),
        ],
    )
    def test_a_pasted_patent_number_is_looked_up_first(self, text: str, key: str) -> None:
        tree = parse(text).tree
        assert isinstance(tree, Ranked)
        assert isinstance(tree.nodes[0], Exact)
        assert (tree.nodes[0].field, tree.nodes[0].key) == ("patent", key)

    def test_a_pasted_class_leads_to_its_sectors_too(self) -> None:
        tree = parse("h02s 10/00").tree
        assert isinstance(tree, Ranked)
        facets = [node for node in tree.nodes if isinstance(node, Facet)]
        assert [facet.name for facet in facets] == ["sector"]

    def test_plain_words_with_digits_stay_words(self) -> None:
        assert kinds(parse("CO2 capture 2030").tree) == ["Words"] * 3


class TestTextQueries:
    def test_many_words_many_characters_or_a_line_break_make_a_text(self) -> None:
        assert not is_text_query(" ".join(["word"] * 12))
        assert is_text_query(" ".join(["word"] * 13))
        assert not is_text_query("储" * 64)
        assert is_text_query("储" * 65)
        assert is_text_query("heat\npump")

    def test_a_text_keeps_how_often_its_terms_occur(self) -> None:
        assert parse("heat pumps\nheat").tree == Text((("heat", 2), ("pump", 1)))


class TestAnyInput:
    def test_an_unclosed_quote_is_said(self) -> None:
        parsed = parse('"heat pump')
        assert parsed.notes == (Note("open-quote"),)
        assert kinds(parsed.tree) == ["Words", "Words"]

    def test_nothing_but_stop_words_is_said(self) -> None:
        assert parse("the").notes == (Note("too-common", "the"),)

    def test_a_query_over_the_limits_is_cut_and_said(self) -> None:
        assert Note("cut") in parse("x" * 300).notes
        assert Note("cut") in parse(",".join(f"a{n}b" for n in range(99))).notes

    def test_nothing_means_no_tree(self) -> None:
        assert parse("  ").tree is None
        assert parse("((").tree is None

    @given(
        st.text(st.one_of(st.characters(), st.sampled_from('":-()OR,>=<trlipc \n')), max_size=80)
    )
    def test_no_input_is_an_error(self, text: str) -> None:
        tree = parse(text).tree
        assert tree is None or isinstance(
            tree, Words | Phrase | Text | Exact | Facet | Not | And | Or | Ranked
        )

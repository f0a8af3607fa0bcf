"""The mapping engine, on the native mapping and on small ones of the tests' own."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from greenmatch.catalogue.content import Claim, IpRight, Need, Requirement, Technology
from greenmatch.catalogue.states import Kind
from greenmatch.exchange.mapping import Chooser, Mapping, Record, load_mapping
from greenmatch.exchange.problems import MappingRefused, RowRefused

ROW: dict[str, Any] = {
    "id": "t-1",
    "source": "Test register",
    "kind": "technology",
    "title": "Heat pump for dairies",
    "organisation": "Milk Works",
}
Make = Callable[..., Mapping]


def native(**values: Any) -> Record:
    return load_mapping("native").record({**ROW, **values})


def technology(**values: Any) -> Technology:
    content = native(**values).content
    assert isinstance(content, Technology)
    return content


def need(**values: Any) -> Need:
    content = native(kind="need", **values).content
    assert isinstance(content, Need)
    return content


def problems(mapping: Mapping, row: dict[str, Any]) -> dict[str, str]:
    with pytest.raises(RowRefused) as refused:
        mapping.record(row)
    return dict(refused.value.problems)


def refusal(**values: Any) -> dict[str, str]:
    return problems(load_mapping("native"), {**ROW, **values})


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """Makes a mapping of these fields, for rows with an id and a title."""

    def mapping(**fields: Any) -> Mapping:
        document = {
            "kind": "technology",
            "row": {"id": "id", "source": {"value": "test"}},
            "fields": {"title": "title", **fields},
        }
        path = tmp_path / "own.json"
        path.write_text(json.dumps(document))
        return load_mapping(str(path))

    return mapping


class TestNative:
    def test_texts_come_with_their_language(self) -> None:
        content = technology(summary="It warms milk.", keywords="milk; heat | dairy")
        assert content.original == "en"
        assert content.texts["en"].title == "Heat pump for dairies"
        assert content.texts["en"].keywords == ("milk", "heat", "dairy")

    def test_the_language_is_seen_from_the_text(self) -> None:
        content = technology(title="用于乳品厂的热泵", summary="回收余热。")
        assert content.original == "zh"
        assert content.texts["zh"].title == "用于乳品厂的热泵"

    def test_columns_with_a_language_make_translations(self) -> None:
        content = technology(title_zh="热泵", summary_zh="用于乳品厂。", summary="For dairies.")
        assert content.original == "en"
        assert content.texts["zh"].title == "热泵"
        assert content.texts["en"].summary == "For dairies."

    def test_all_texts_may_name_their_language(self) -> None:
        row = {name: value for name, value in ROW.items() if name != "title"}
        record = load_mapping("native").record({**row, "title_zh": "热泵", "title_en": "Pump"})
        assert set(record.content.texts) == {"en", "zh"}

    def test_the_names_of_enterprise_europe_profiles_are_understood(self) -> None:
        content = technology(
            shortSummary="Warm.",
            advantagesAndInnovation="No gas.",
            expectedRoleOfThePartner="A dairy.",
            stageOfDevelopment="TRL 7",
            targetedCountries=["France", "EL"],
            typesOfPartnership=["license"],
        )
        text = content.texts["en"]
        assert (text.summary, text.novelty, text.partner_sought) == ("Warm.", "No gas.", "A dairy.")
        assert content.trl == 7
        assert content.countries_wanted == ("FR", "GR")
        assert content.cooperation == ("license",)

    def test_repeatable_rows_of_a_technology(self) -> None:
        claim = {"metric": "Energy saved", "value": 30, "unit": "%", "evidence": "measured"}
        right = {"kind": "patent", "number": "EP1234567B1", "countries": ["EP", "Germany"]}
        content = technology(claims=[claim], ip_rights=[right, "WO2012088469A1"])
        assert content.claims == (
            Claim(metric="Energy saved", value="30", unit="%", evidence="measured"),
        )
        assert content.ip_rights == (
            IpRight(kind="patent", number="EP1234567B1", countries=("EP", "DE")),
            IpRight(number="WO2012088469A1"),
        )

    def test_a_csv_cell_may_hold_repeatable_rows_as_json(self) -> None:
        content = need(requirements='[{"text": "Hot water", "threshold": ">= 60", "unit": "°C"}]')
        assert content.requirements == (
            Requirement(text="Hot water", threshold=">= 60", unit="°C"),
        )

    def test_the_fields_of_a_need(self) -> None:
        content = need(
            country="Côte d’Ivoire",
            budget_eur="1,250,000 EUR",
            least_trl="TRL6",
            enquiry_deadline="2027-03-31T00:00:00",
            anonymous="yes",
        )
        assert content.country == "CI"
        assert content.budget_band == "1m-5m"
        assert content.least_trl == 6
        assert content.enquiry_deadline == date(2027, 3, 31)
        assert content.anonymous

    def test_sectors_and_classes(self) -> None:
        content = technology(sectors=["energy/waste-heat", "Recycling and material recovery"])
        assert [tag.code for tag in content.sectors] == [
            "energy/waste-heat",
            "pollution-waste/recycling",
        ]
        assert not content.sectors[0].suggested
        assert technology(classes="F25B 30/02; C02F1/44").classes == ("F25B 30/02", "C02F 1/44")

    def test_what_is_not_given_is_unknown(self) -> None:
        content = technology(trl="", claims=None, sectors=[], summary="  ")
        assert content == technology()
        assert content.trl is None

    def test_the_organisation(self) -> None:
        house = {"name": "Milk Works", "type": "company-sme", "country": "UK", "website": "mw.test"}
        profile = native(organisation=house).organisation
        assert (profile.name, profile.type, profile.country) == ("Milk Works", "company-sme", "GB")
        assert profile.website == "https://mw.test"
        assert native(organisation_country="DE").organisation.country == "DE"

    def test_without_an_organisation_the_source_stands_for_it(self) -> None:
        assert native(organisation=None).organisation.name == "Test register"

    def test_the_kind_may_come_from_outside(self) -> None:
        row = {name: value for name, value in ROW.items() if name != "kind"}
        assert load_mapping("native").record(row, Kind.NEED).kind is Kind.NEED
        assert "--kind" in problems(load_mapping("native"), row)["kind"]

    @pytest.mark.parametrize(
        ("values", "column"),
        [
            ({"trl": 12}, "trl"),
            ({"trl": "4-5"}, "trl"),
            ({"stageOfDevelopment": "soon"}, "stageOfDevelopment"),
            ({"title": ["Heat"]}, "title"),
            ({"title": ""}, "title"),
            ({"title": "Heat\0pump"}, "title"),
            ({"summary": {"en": "x"}}, "summary"),
            ({"summary": True}, "summary"),
            ({"sectors": "energy"}, "sectors"),
            ({"sectors": ["energy/magic"]}, "sectors"),
            ({"sdgs": [7, 18]}, "sdgs"),
            ({"classes": "nonsense"}, "classes"),
            ({"developed_in": ["Narnia"]}, "developed_in"),
            ({"cooperation": "barter"}, "cooperation"),
            ({"link": "javascript:alert(1)"}, "link"),
            ({"url": "ftp://example.org/x"}, "url"),
            ({"claims": [{"metric": "x", "evidence": "hearsay"}]}, "claims"),
            ({"claims": [[1]]}, "claims"),
            ({"ip_rights": [{"number": "1", "priority_date": "soon"}]}, "ip_rights"),
            ({"ip_rights": "[broken"}, "ip_rights"),
            ({"kind": "wish"}, "kind"),
            ({"language": "de"}, "language"),
            ({"id": None}, "id"),
            ({"source": ""}, "source"),
            ({"organisation_country": "Narnia"}, "organisation_country"),
            ({"kind": "need", "budget_eur": "much"}, "budget_eur"),
            ({"kind": "need", "budget_eur": -5}, "budget_eur"),
            ({"kind": "need", "enquiry_deadline": "2026-02-30"}, "enquiry_deadline"),
            ({"kind": "need", "anonymous": "perhaps"}, "anonymous"),
        ],
    )
    def test_what_makes_no_sense_is_named_by_its_column(
        self, values: dict[str, Any], column: str
    ) -> None:
        assert list(refusal(**values)) == [column]

    def test_every_problem_is_named_at_once(self) -> None:
        assert set(refusal(trl=0, sdgs="99", title="")) == {"trl", "sdgs", "title"}

    def test_a_huge_number_is_no_trouble(self) -> None:
        assert need(budget_eur=10**17).budget_band == "over-5m"
        assert list(refusal(kind="need", budget_eur=10**400)) == ["budget_eur"]


class TestRules:
    ROW = {"id": "1", "title": "x"}

    def summary(self, make: Make, rule: Any, **row: Any) -> str:
        content = make(summary=rule).content({**self.ROW, **row})
        return content.texts["en"].summary

    def test_the_first_column_that_holds_something_counts(self, make: Make) -> None:
        rule = {"from": ["a", "b.c"]}
        assert self.summary(make, rule, a=" ", b={"c": "deep"}) == "deep"
        assert self.summary(make, rule, a="flat", b={"c": "deep"}) == "flat"

    def test_columns_can_be_joined(self, make: Make) -> None:
        rule = {"from": ["a", "b", "c"], "join": True}
        assert self.summary(make, rule, a="one", c="two") == "one\n\ntwo"

    def test_a_constant_stands_in(self, make: Make) -> None:
        assert self.summary(make, {"from": "a", "value": "unknown"}) == "unknown"

    def test_patterns_are_replaced_in_order(self, make: Make) -> None:
        rule = {"from": "a", "replace": [["\\s*\\(IA\\)$", ""], ["\\s*\\(.*\\)$", ""]]}
        assert self.summary(make, rule, a="Clean steel (A Partnership) (IA)") == "Clean steel"

    def test_sections_of_a_markdown_text(self, make: Make) -> None:
        text = "## Outcome\n\nWarm.\n\n### More\n\nDry.\n\n## Scope\n\nAll.\n\n## End\n\nGone."
        assert self.summary(make, {"from": "a", "section": "Outcome"}, a=text).startswith("Warm.")
        left = self.summary(make, {"from": "a", "without": ["Outcome", "End"]}, a=text)
        assert left == "All."

    def test_whole_sentences_up_to_a_length(self, make: Make) -> None:
        rule = {"from": "a", "sentences": 30}
        assert self.summary(make, rule, a="It is warm. It is e.g. dry. It is long.") == (
            "It is warm. It is e.g. dry."
        )
        cut = self.summary(make, rule, a="One sentence that goes on and on without an end")
        assert cut.endswith("…")
        assert len(cut) <= 30

    def test_the_next_rule_counts_where_the_first_gives_nothing(self, make: Make) -> None:
        rules = [{"from": "a", "section": "Scope"}, {"from": "a"}]
        assert self.summary(make, rules, a="Plain.") == "Plain."
        assert self.summary(make, rules, a="# Scope\n\nThis.") == "This."

    def test_entries_can_be_dropped_and_entities_resolved(self, make: Make) -> None:
        rule = {"from": "a", "drop": "^CALL-", "unescape": True}
        content = make(keywords=rule).content({**self.ROW, "a": ["CALL-1", "R&amp;D", "R&amp;D"]})
        assert content.texts["en"].keywords == ("R&D",)

    def test_values_translate_and_others_are_unknown(self, make: Make) -> None:
        rule = {"from": "a", "values": {"PV": ["energy/solar-pv", "energy/grid"]}}
        mapping = make(sectors=rule)
        found = mapping.content({**self.ROW, "a": ["pv", "Poetry"]}).sectors
        assert [tag.code for tag in found] == ["energy/solar-pv", "energy/grid"]

    def test_dates_have_the_formats_of_the_rule(self, tmp_path: Path) -> None:
        path = tmp_path / "dates.toml"
        path.write_text(
            'kind = "need"\n[row]\nid = "id"\nsource = { value = "x" }\n'
            '[fields]\ntitle = "title"\n'
            'enquiry_deadline = { from = "day", format = ["%B %d, %Y", "%d/%m/%Y"] }\n'
        )
        mapping = load_mapping(str(path))
        days = []
        for day in ("January 10, 2017", "10/01/2017", "2017-01-10"):
            content = mapping.content({**self.ROW, "day": day})
            assert isinstance(content, Need)
            days.append(content.enquiry_deadline)
        assert days == [date(2017, 1, 10)] * 3

    def test_an_optional_value_that_makes_no_sense_is_unknown(self, make: Make) -> None:
        mapping = make(trl={"from": "level", "optional": True})
        record = mapping.record({**self.ROW, "level": "soon"})
        assert isinstance(record.content, Technology)
        assert record.content.trl is None
        assert record.not_understood == ("trl",)

    def test_a_description_that_only_repeats_the_summary_is_left_out(self, make: Make) -> None:
        mapping = make(summary="a", description="a")
        assert mapping.content({**self.ROW, "a": "Short."}).texts["en"].description == ""


class TestMappingFiles:
    @pytest.mark.parametrize(
        ("name", "text", "why"),
        [
            ("a.toml", "kind = ", "cannot be read"),
            ("a.json", "{", "cannot be read"),
            ("a.toml", 'kind = "wish"', "cannot be read"),
            ("a.toml", '[fields]\ntitel = "title"', "titel"),
            ("a.toml", '[fields]\ntitle = { form = "title" }', "form"),
            ("a.toml", '[fields]\ntitle = { from = "t", replace = [["(", ""]] }', "pattern"),
            ("a.toml", 'extends = "nothing"', "nothing"),
            ("a.toml", "kind = \xff", "cannot be read"),
        ],
    )
    def test_a_mapping_that_makes_no_sense_is_refused_with_a_reason(
        self, tmp_path: Path, name: str, text: str, why: str
    ) -> None:
        path = tmp_path / name
        path.write_bytes(text.encode("latin-1"))
        with pytest.raises(MappingRefused, match=why):
            load_mapping(str(path))

    def test_an_unknown_name_is_refused_with_those_that_there_are(self) -> None:
        with pytest.raises(MappingRefused, match="opensustain"):
            load_mapping("nothing")

    def test_a_mapping_extends_another(self, tmp_path: Path) -> None:
        path = tmp_path / "own.toml"
        path.write_text(
            'extends = "native"\nkind = "technology"\n[row]\nsource = { value = "Ours" }\n'
            '[fields]\ntitle = "name"\n'
        )
        record = load_mapping(str(path)).record({"id": "1", "name": "Pump", "trl": 4})
        assert (record.source, record.content.texts["en"].title) == ("Ours", "Pump")
        assert isinstance(record.content, Technology)
        assert record.content.trl == 4


class TestChooser:
    def test_each_row_is_recognised_by_itself(self) -> None:
        chooser = Chooser(None)
        open_row = {
            "id": "o",
            "title": "t",
            "category": "c",
            "tags": [],
            "source": "OpenSustain.tech",
        }
        award = {**open_row, "description": "d", "org": "o", "source": "SBIR.gov awards"}
        names = [chooser.mapping(row).name for row in (open_row, award, open_row, ROW)]
        assert names == ["opensustain", "sbir-awards", "opensustain", "native"]

    def test_a_row_that_nothing_fits_is_refused(self) -> None:
        with pytest.raises(RowRefused, match="no mapping fits"):
            Chooser(None).mapping({"name": "x"})

    def test_a_named_mapping_is_used_for_every_row(self) -> None:
        assert Chooser("cordis").mapping(ROW).name == "cordis"


class TestDigest:
    def test_it_changes_with_anything_in_the_record(self) -> None:
        digests = {
            native(**values).digest()
            for values in (
                {},
                {"summary": "Warm."},
                {"licence": "CC0"},
                {"url": "https://a.test"},
                {"organisation": "Other Works"},
                {"trl": 3},
            )
        }
        assert len(digests) == 6

    def test_it_does_not_depend_on_the_order_of_columns(self) -> None:
        again = load_mapping("native").record(dict(reversed(ROW.items())))
        assert again.digest() == native().digest()

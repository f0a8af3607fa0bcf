"""The mappings that come with GreenMatch, on rows as their sources write them (all invented)."""

from datetime import date
from typing import Any

import pytest

from greenmatch.catalogue.content import Need, Technology
from greenmatch.exchange.mapping import Chooser, Record, load_mapping, mapping_names
from greenmatch.exchange.mapping.document import Rule
from greenmatch.taxonomy import sector

OPEN = {
    "id": "ost-1",
    "title": "SunCounter",
    "acronym": None,
    "summary": "Counts panels on roofs.",
    "description": "Counts panels on roofs.",
    "category": "Renewable Energy",
    "tags": ["Photovoltaics and Solar Energy"],
    "org": None,
    "org_type": None,
    "country": None,
    "url": "https://git.test/suncounter",
    "source": "OpenSustain.tech",
    "licence": "CC-BY-4.0",
}
AWARD = {
    **OPEN,
    "id": "sbir-award-1",
    "title": "Quiet turbine",
    "summary": "60123 Turbines are lo",
    "description": "60123 Turbines are loud. A turbine¿s blade can be quiet. "
    + "More follows. " * 60,
    "category": "Department of Energy",
    "tags": [],
    "org": "Blade Works, Inc.",
    "org_type": "PRC",
    "country": "US",
    "source": "SBIR.gov awards",
}
PROJECT = {
    "id": "cordis-1",
    "acronym": "QUIET",
    "title": "Quiet turbines &amp; towers",
    "summary": "Turbines are loud. QUIET will make...",
    "description": "Turbines are loud. QUIET will make them quiet.",
    "keywords": ["turbine", "noise"],
    "euroscivoc": [
        "social sciences/sociology/governance",
        "engineering and technology/environmental engineering/energy and fuels/wind energy",
    ],
    "org": "UNIVERSITAS EXEMPLI",
    "org_type": "HES",
    "sme": False,
    "country": "EL",
    "start": "2023-01-01",
    "url": "https://cordis.test/1",
}
TOPIC = {
    "id": "HORIZON-CL5-2023-D3-01-01",
    "title": "Quieter wind energy (Quiet Partnership) (RIA)",
    "sector_code": "CL5-D3",
    "sector": "Sustainable energy supply",
    "year": 2023,
    "programme": "Horizon Europe",
    "url": "https://portal.test/1",
    "split": "dev",
}
CALL = {
    "id": "HORIZON-JU-CBE-2026-RIA-01",
    "title": "Polymers from algae",
    "description": "## Expected Outcome\n\nPolymers are green.\n\n"
    "## Scope\n\nAlgae grow. They do so fast.\n\n## null\n\nMore is known.",
    "sector_code": "JU-CBE",
    "sector": "Circular bio-based industries",
    "keywords": ["HORIZON-JU-CBE-2026-RIA-01", "Polymers"],
    "call": "HORIZON-JU-CBE-2026",
    "action_type": "HORIZON JU Research and Innovation Actions",
    "opening": "2026-04-23",
    "deadline": "2026-09-22",
    "budget_eur": 4_000_000,
    "programme": "Horizon Europe",
    "url": "https://portal.test/2",
    "licence": "CC-BY-4.0",
}
SBIR_TOPIC = {
    "id": "sbir-topic-1",
    "title": "Batteries for farms",
    "description": "<ul><li>Batteries that last.</li></ul> R&amp;D is welcome.",
    "agency": "Department of Agriculture",
    "phase": "Phase I",
    "program": "SBIR",
    "release_date": "July 13, 2016",
    "close_date": "January 10, 2017",
    "url": "http:--broken-address",
    "licence": "US Government work (public domain)",
}
ROWS: dict[str, dict[str, Any]] = {
    "opensustain": OPEN,
    "sbir-awards": AWARD,
    "cordis": PROJECT,
    "cordis-topics": TOPIC,
    "eu-calls": CALL,
    "sbir-topics": SBIR_TOPIC,
}


def record(name: str, **values: Any) -> Record:
    return load_mapping(name).record({**ROWS[name], **values})


def codes(found: Record) -> list[str]:
    return [tag.code for tag in found.content.sectors]


@pytest.mark.parametrize("name", ROWS)
def test_rows_of_a_source_are_recognised(name: str) -> None:
    assert Chooser(None).mapping(ROWS[name]).name == name


@pytest.mark.parametrize("name", mapping_names())
def test_every_sector_that_a_mapping_names_is_ours(name: str) -> None:
    rule = load_mapping(name).document.fields.get("sectors")
    values = rule.values if isinstance(rule, Rule) else None
    for code in (values or {}).values():
        assert isinstance(code, str)
        known = sector(code)
        assert known is not None
        assert known.parent, code


class TestOpenSustain:
    def test_a_project_stands_under_the_list_since_its_people_are_not_named(self) -> None:
        found = record("opensustain")
        assert isinstance(found.content, Technology)
        assert (found.source, found.key) == ("OpenSustain.tech", "ost-1")
        assert found.organisation.name == "OpenSustain.tech"
        assert found.content.link == found.url == "https://git.test/suncounter"
        assert found.content.cooperation == ("open-licence-or-pledge",)
        assert codes(found) == ["energy/solar-pv"]
        assert found.content.trl is None

    def test_a_category_that_is_not_plainly_one_of_our_sectors_gives_none(self) -> None:
        assert not codes(record("opensustain", tags=["Knowledge Platforms"]))


class TestSbirAwards:
    def test_an_award(self) -> None:
        found = record("sbir-awards")
        assert isinstance(found.content, Technology)
        text = found.content.texts["en"]
        assert text.description.startswith("Turbines are loud. A turbine’s blade")
        assert text.summary.startswith("Turbines are loud.")
        assert text.summary.endswith("More follows.")
        assert len(text.summary) <= 400
        assert found.organisation.type == "company-sme"
        assert found.content.developed_in == ("US",)


class TestCordis:
    def test_a_project(self) -> None:
        found = record("cordis")
        text = found.content.texts["en"]
        assert found.source == "CORDIS"
        assert text.title == "Quiet turbines & towers"
        assert text.summary == "Turbines are loud. QUIET will make them quiet."
        assert text.keywords == ("QUIET", "turbine", "noise")
        assert (found.organisation.type, found.organisation.country) == ("university", "GR")
        assert codes(found) == ["energy/wind"]

    def test_rows_with_tags_and_a_source_of_their_own_are_the_same_projects(self) -> None:
        source = "CORDIS / EU Horizon Europe (EIC)"
        row = {**PROJECT, "source": source, "category": "EIC", "tags": ["blade"]}
        row.pop("keywords")
        found = Chooser(None).mapping(row).record(row)
        assert (found.source, found.key) == ("CORDIS", "cordis-1")
        assert found.content.texts["en"].keywords == ("QUIET", "blade")

    @pytest.mark.parametrize(
        ("given", "kept"),
        [
            ('"INSTITUTE ""EXEMPLUM"""', 'INSTITUTE "EXEMPLUM"'),
            ('"Works, all of them"', "Works, all of them"),
            ('"A" and "B"', '"A" and "B"'),
        ],
    )
    def test_quotes_of_the_table_it_came_from_are_taken_away(self, given: str, kept: str) -> None:
        found = record("cordis", org=given, title=given, description=given)
        text = found.content.texts["en"]
        assert (found.organisation.name, text.title, text.summary) == (kept, kept, kept)

    def test_a_private_company_is_not_said_to_be_large_or_small(self) -> None:
        assert record("cordis", org_type="PRC").organisation.type == ""
        assert record("cordis", org_type="PRC", sme=True).organisation.type == "company-sme"
        assert record("cordis", org_type="HES", sme=True).organisation.type == "university"


class TestCallTopics:
    @pytest.mark.parametrize(
        ("title", "cut"),
        [
            ("Quieter wind energy (Quiet Partnership) (RIA)", "Quieter wind energy"),
            ("Quieter wind energy (CSA)", "Quieter wind energy"),
            ("Quieter wind (A and B Partnerships)", "Quieter wind"),
            ("Wind energy (SET) Plan", "Wind energy (SET) Plan"),
            ("Urban mobility (CIVITAS)", "Urban mobility (CIVITAS)"),
        ],
    )
    def test_titles_lose_programme_jargon_only(self, title: str, cut: str) -> None:
        assert record("cordis-topics", title=title).content.texts["en"].title == cut

    def test_a_topic_is_a_need_of_the_commission(self) -> None:
        found = record("cordis-topics")
        assert isinstance(found.content, Need)
        assert found.organisation.name == "European Commission"
        assert found.content.country == ""

    def test_a_call_with_its_text(self) -> None:
        found = record("eu-calls")
        assert isinstance(found.content, Need)
        text = found.content.texts["en"]
        assert text.outcome == "Polymers are green."
        assert text.description == "Algae grow. They do so fast.\n\n\n\nMore is known."
        assert text.summary.startswith("Algae grow. They do so fast.")
        assert text.keywords == ("Polymers",)
        assert found.organisation.name == "Circular Bio-based Europe Joint Undertaking"
        assert found.content.budget_band == "1m-5m"
        assert found.content.enquiry_deadline == date(2026, 9, 22)
        assert codes(found) == ["products-materials-processes/bio-based-materials"]

    def test_a_call_that_is_all_outcome_has_a_summary_too(self) -> None:
        text = record("eu-calls", description="## Expected Outcome\n\nAll.").content.texts["en"]
        assert (text.summary, text.outcome, text.description) == ("All.", "All.", "")

    def test_both_name_a_topic_alike(self) -> None:
        assert record("eu-calls").source == record("cordis-topics").source


class TestSbirTopics:
    def test_a_topic(self) -> None:
        found = record("sbir-topics")
        assert isinstance(found.content, Need)
        text = found.content.texts["en"]
        assert text.description == "- Batteries that last.\n\n R&D is welcome."
        assert found.organisation.name == "Department of Agriculture"
        assert found.content.country == found.organisation.country == "US"
        assert found.content.enquiry_deadline == date(2017, 1, 10)

    def test_an_address_that_is_none_is_unknown(self) -> None:
        found = record("sbir-topics")
        assert found.url == ""
        assert found.not_understood == ("url",)

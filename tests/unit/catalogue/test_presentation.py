import dataclasses
from datetime import date
from typing import Any

import msgspec
import pytest
from sqlalchemy.orm import Session

from greenmatch.catalogue.content import (
    Claim,
    Content,
    IpRight,
    Need,
    Requirement,
    SectorTag,
    Technology,
    TextBlock,
)
from greenmatch.catalogue.presentation import card, differences, field_texts, sheet
from greenmatch.catalogue.presentation.names import ip_summary
from greenmatch.catalogue.queries import public_listings
from greenmatch.catalogue.queries.public import PublicListing
from tests.factories.catalogue import make_published, need, technology
from tests.factories.organisations import make_organisation


def shown(session: Session, content: Content, **organisation: Any) -> PublicListing:
    house = make_organisation(session, **organisation)
    listing = make_published(session, content=content, organisation=house)
    return public_listings(session, [listing.id])[listing.id]


class TestCard:
    def test_it_speaks_the_reader_s_language(self, session: Session) -> None:
        both = technology()
        both.texts["zh"] = TextBlock(title="苦咸水膜", summary="省电。")
        listing = shown(session, both, name="Sun Works", name_zh="太阳公司")

        chinese = card(listing, "zh")

        assert (chinese.title, chinese.summary, chinese.language) == ("苦咸水膜", "省电。", "zh")
        assert chinese.organisation == "太阳公司"
        assert chinese.country == "肯尼亚"
        assert [sector.name for sector in chinese.sectors] != ["water/drinking-water"]

    def test_a_listing_in_one_language_says_which(self, session: Session) -> None:
        assert card(shown(session, technology()), "zh").language == "en"

    def test_without_a_summary_the_description_begins(self, session: Session) -> None:
        content = technology()
        content.texts["en"] = msgspec.structs.replace(content.texts["en"], summary="")
        listing = dataclasses.replace(shown(session, technology()), content=content)

        assert card(listing, "en").summary.startswith("Wells near the coast")

    def test_a_need_shows_its_site_s_country(self, session: Session) -> None:
        assert card(shown(session, need(country="FJ"), country="DE"), "en").country == "Fiji"


class TestSheet:
    def test_codes_are_shown_as_names(self, session: Session) -> None:
        content = technology(
            ip_situation="registered",
            ip_rights=(
                IpRight(
                    kind="patent",
                    number="EP1234567B1",
                    number_type="grant",
                    status="granted",
                    countries=("EP", "CN"),
                ),
            ),
            claims=(Claim(metric="Power", value="20-30", unit="%", document="reportaaaa"),),
            sdgs=(6,),
            classes=("C02F1/44",),
        )

        page = sheet(shown(session, content), "en")

        assert page.rights[0].kind == "Patent"
        assert "China" in page.rights[0].countries
        assert page.claims[0].figure == "20-30 %"
        assert page.claims[0].document == "reportaaaa"
        assert page.goals[0].number == 6
        assert page.goals[0].name

    def test_what_is_unknown_stays_empty(self, session: Session) -> None:
        page = sheet(shown(session, need()), "en")

        assert (page.budget, page.climate_objective, page.link) == ("", "", "")
        assert page.requirements == ()

    def test_markup_in_texts_does_no_harm(self, session: Session) -> None:
        content = technology()
        text = "<script>alert(1)</script> [x](javascript:alert(1)) **bold**"
        content.texts["en"] = msgspec.structs.replace(content.texts["en"], problem=text)

        html = sheet(shown(session, content), "en").texts["problem"]

        assert "<script" not in html
        assert "href" not in html
        assert "<strong>bold</strong>" in html

    def test_only_web_addresses_are_links(self, session: Session) -> None:
        assert sheet(shown(session, technology(link="javascript:alert(1)")), "en").link == ""


class TestDifferences:
    def test_what_did_not_change_is_left_out(self) -> None:
        old = technology()
        new = msgspec.structs.replace(old, trl=9)

        (row,) = differences(old, new, "en")

        assert (row.key, row.old, row.new) == ("trl", "7", "9")

    def test_words_are_compared(self) -> None:
        old, new = technology("Membrane for sea water"), technology("Membrane for well water")

        (row,) = differences(old, new, "en")

        assert row.segments == (
            ("same", "Membrane for "),
            ("old", "sea "),
            ("new", "well "),
            ("same", "water"),
        )

    def test_chinese_is_compared_by_character(self) -> None:
        (row,) = differences(technology("太阳能泵"), technology("太阳热泵"), "zh")

        assert row.segments == (("same", "太阳"), ("old", "能"), ("new", "热"), ("same", "泵"))

    def test_everything_that_is_filled_in_is_new_at_first(self) -> None:
        keys = {row.key for row in differences(None, technology(), "en")}

        assert {"title.en", "summary.en", "sectors", "trl", "claims"} <= keys
        assert "link" not in keys

    def test_no_change_escapes(self) -> None:
        """Whatever field a revision changes, a moderator is shown that it does."""
        offered: dict[str, Any] = {
            "sectors": (SectorTag("energy/solar-pv"),),
            "climate_objective": "both",
            "sdgs": (7,),
            "classes": ("C02F1/44",),
            "trl": 2,
            "developed_in": ("CN",),
            "deployed_in": ("CN",),
            "role": "agent",
            "claims": (Claim(metric="Power", value="9"),),
            "ip_situation": "none",
            "ip_rights": (IpRight(kind="patent", priority_date=date(2020, 1, 1)),),
            "cooperation": ("sale",),
            "countries_wanted": ("CN",),
            "link": "https://example.org",
        }
        sought: dict[str, Any] = {
            "country": "CN",
            "least_trl": 5,
            "requirements": (Requirement("Low power", "must", "<= 5", "kW"),),
            "cooperation": ("license",),
            "budget_band": "under-10k",
            "enquiry_deadline": date(2030, 1, 1),
            "anonymous": True,
        }
        changed: list[Content] = [technology(**{name: value}) for name, value in offered.items()]
        changed += [need(**{name: value}) for name, value in sought.items()]
        for new in changed:
            old = need() if isinstance(new, Need) else technology()
            assert differences(old, new, "en"), new

    @pytest.mark.parametrize("content", [Technology(), Need()])
    @pytest.mark.parametrize("language", ["en", "zh"])
    def test_empty_content_has_empty_fields(self, content: Content, language: str) -> None:
        filled = {row.key for row in field_texts(content, language) if row.text}

        assert filled <= {"anonymous"}


@pytest.mark.parametrize(
    ("rights", "words"),
    [
        ((), "Know-how"),
        ((IpRight(kind="patent"),), "1 patent right"),
        ((IpRight(kind="patent"), IpRight(kind="utility-model")), "2 patent rights"),
        ((IpRight(kind="design"), IpRight(kind="know-how")), "1 registered right"),
        ((IpRight(kind="know-how"),), "Know-how"),
    ],
)
def test_the_ip_situation_in_a_few_words(
    session: Session, rights: tuple[IpRight, ...], words: str
) -> None:
    assert ip_summary("know-how", rights, "en") == words

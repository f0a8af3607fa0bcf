import pytest
from sqlalchemy.orm import Session

from greenmatch.catalogue.content import (
    Claim,
    Content,
    IpRight,
    SectorTag,
    TextBlock,
)
from greenmatch.moderation.hints import hints, links_in
from greenmatch.organisations.models import Organisation
from tests.factories.moderation import need, technology

WORKS = Organisation(name="Wind Works", name_zh="风能公司")


def serious(content: Content) -> str:
    return " ".join(hint.text for hint in hints(content, WORKS) if hint.serious)


def saying(text: str) -> Content:
    return technology(texts={"en": TextBlock(title="A", summary="B", problem=text)})


class TestHints:
    def test_a_sound_listing_gives_no_serious_one(self) -> None:
        assert serious(technology()) == ""
        assert serious(need()) == ""

    def test_an_invention_that_is_not_filed(self) -> None:
        unfiled = technology(ip_rights=(IpRight(kind="patent", status="not-filed"),))

        assert "no application has been filed" in serious(unfiled)

    @pytest.mark.parametrize(
        "text",
        [
            "Write to ada@example.org today.",
            "联系邮箱：ada@example.cn。",
            "Call +49 30 1234567.",
            "电话13812345678",
        ],
    )
    def test_contact_details_in_the_text(self, text: str) -> None:
        assert "Contact details" in serious(saying(text))

    @pytest.mark.parametrize(
        "text",
        [
            "Patent CN201910123456.7 and WO2012088469A1.",
            "From 2010 to 2020, 10 000 000 kWh.",
            "Efficiency @ 40 °C.",
            "ISO 14044:2006, 1234567890123",
        ],
    )
    def test_other_numbers_are_none(self, text: str) -> None:
        assert "Contact details" not in serious(saying(text))

    def test_a_need_that_names_who_does_not_want_to_be_named(self) -> None:
        hidden = need("Less salt for WIND WORKS", anonymous=True)

        assert "its name stands in the text" in serious(hidden)
        assert "its name stands in the text" not in serious(need("For Wind Works"))

    def test_a_benefit_without_a_baseline(self) -> None:
        bare = technology(claims=(Claim(metric="Power", value="0.8"), Claim(metric="Noise")))

        assert "1 benefit is stated without a baseline." in serious(bare)

    def test_what_a_submission_needs_and_is_missing(self) -> None:
        assert "Sectors is needed" in serious(technology(sectors=()))

    def test_sectors_that_nobody_chose(self) -> None:
        guessed = technology(sectors=(SectorTag("water/drinking-water", suggested=True),))

        assert any("Nobody has chosen" in hint.text for hint in hints(guessed, WORKS))


def test_every_link_is_listed_once() -> None:
    content = technology(
        link="https://works.example/offer",
        texts={
            "en": TextBlock(
                title="A",
                problem="See https://works.example/offer and (http://other.example/a?b=c).",
                novelty="Also www.third.example/x，或 https://works.example/offer。",
            )
        },
    )

    assert links_in(content) == (
        "https://works.example/offer",
        "http://other.example/a?b=c",
        "www.third.example/x",
    )


def test_no_text_holds_the_checks_up() -> None:
    """Patterns that backtrack would take minutes on these."""
    for piece in ("+1 ", "a@", "1(", "http://", "a.b-"):
        hints(saying(piece * 20_000), WORKS)
        links_in(saying(piece * 20_000))


def test_it_needs_no_database(session: Session) -> None:
    assert hints(technology(), WORKS)
    assert not session.new

"""Matches as the two sides see them: why they fit, what is asked, what is said of them."""

import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from sqlalchemy.orm import Session

from greenmatch.accounts.models import User
from greenmatch.catalogue.content import Claim, Requirement
from greenmatch.catalogue.models import Listing
from tests.factories.accounts import sign_in
from tests.factories.catalogue import make_published, need, page_of, technology
from tests.factories.organisations import make_provider
from tests.fixtures.web import Client

TITLE = "Ceramic pot filter against fluoride in village wells"
WANTED = (
    Requirement(text="Fluoride in treated water", threshold="<= 1.5", unit="mg/L"),
    Requirement(text="Works without electricity at night", strength="prefer"),
    Requirement(text="Yield of a pot in litres", threshold=">= 50", unit="L/d"),
)
CLAIMS = (
    Claim(metric="Fluoride in treated water", value="0.9", unit="mg/L"),
    Claim(metric="Yield of a pot", value="20", unit="L/d"),
)


@dataclass
class Both:
    """A technology and a need that match, with a member of each side."""

    offer: Listing
    want: Listing
    provider: User
    seeker: User

    @property
    def from_need(self) -> str:
        """The address of the match, from the need's side."""
        return f"{page_of(self.want)}/matches/{self.offer.public_id}"

    @property
    def from_technology(self) -> str:
        """The address of the match, from the technology's side."""
        return f"{page_of(self.offer)}/matches/{self.want.public_id}"


def make_both(session: Session, work: Callable[[], None], *, anonymous: bool = False) -> Both:
    provider, house = make_provider(session, name="Tidewater Works")
    seeker, buyer = make_provider(session, name="Salt Water Board")
    offer = make_published(session, organisation=house, content=technology(TITLE, claims=CLAIMS))
    want = make_published(
        session, organisation=buyer, content=need(TITLE, requirements=WANTED, anonymous=anonymous)
    )
    session.commit()
    work()
    return Both(offer, want, provider, seeker)


@pytest.fixture
def both(session: Session, work: Callable[[], None]) -> Both:
    return make_both(session, work)


class TestSheet:
    def test_each_requirement_is_met_or_not_or_open_with_what_shows_it(
        self, client: Client, session: Session, both: Both
    ) -> None:
        for person, address in (
            (both.seeker, both.from_need),
            (both.provider, both.from_technology),
        ):
            sign_in(client, session, person)
            page = client.get(address)
            assert "1 met" in page.text
            assert "1 not met" in page.text
            assert "1 not known" in page.text
            assert "Fluoride in treated water: 0.9 mg/L" in page.text
            assert "Yield of a pot: 20 L/d" in page.text

    def test_the_points_add_up(self, client: Client, session: Session, both: Both) -> None:
        sign_in(client, session, both.seeker)
        page = client.get(both.from_need)
        rows = re.findall(r'"group-row".*?<strong>([-\d,]+)</strong>', page.text)
        groups = [int(row.replace(",", "")) for row in rows]
        assert sum(groups[:-1]) == groups[-1] > 0


class TestAskingTheProvider:
    def test_what_is_open_is_asked_in_the_language_of_the_person(
        self, client: Client, session: Session, both: Both
    ) -> None:
        sign_in(client, session, both.seeker)
        link = f"/ask?match={both.want.public_id}"
        text = client.get(f"{page_of(both.offer)}{link}").text
        assert f"your technology “{TITLE}” may fit our need “{TITLE}”" in text
        assert "1. Works without electricity at night – does this hold" in text
        assert "Fluoride in treated water" not in text
        assert "您好" in client.get(f"{page_of(both.offer)}{link}".replace("/en/", "/zh/")).text

    def test_an_unnamed_need_is_not_named(
        self, client: Client, session: Session, work: Callable[[], None]
    ) -> None:
        both = make_both(session, work, anonymous=True)
        sign_in(client, session, both.seeker)
        page = client.get(f"{page_of(both.offer)}/ask?match={both.want.public_id}")
        assert "may fit what we need" in page.text
        assert "may fit our need" not in page.text
        assert "Your need is published without your name" in page.text

    def test_a_match_of_somebody_else_prepares_nothing(
        self, client: Client, session: Session, both: Both
    ) -> None:
        stranger, _house = make_provider(session, name="Third House")
        sign_in(client, session, stranger)
        page = client.get(f"{page_of(both.offer)}/ask?match={both.want.public_id}")
        assert "Works without electricity" not in page.text

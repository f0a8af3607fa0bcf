"""Matches as the two sides see them: why they fit, what is asked, what is said of them."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from msgspec.structs import replace
from sqlalchemy.orm import Session

from greenmatch.accounts.models import User
from greenmatch.catalogue.content import Claim, Requirement, Technology
from greenmatch.catalogue.models import Listing
from greenmatch.catalogue.services import approve_version
from greenmatch.matching.agreement import agreement
from greenmatch.matching.policy import SHIPPED_POLICY
from greenmatch.matching.queries.labelled import labelled_pairs
from greenmatch.matching.runtime import current_matcher
from tests.factories.accounts import sign_in
from tests.factories.catalogue import make_published, make_revision, need, page_of, technology
from tests.factories.organisations import make_provider
from tests.fixtures.web import Client

TITLE = "Ceramic pot filter against fluoride in village wells"
WANTED = (
    Requirement(text="Fluoride in treated water", threshold="<= 1.5", unit="mg/L"),
    Requirement(text="Works without electricity at night", strength="prefer"),
    Requirement(text="Yield of a pot in litres", strength="prefer", threshold=">= 50", unit="L/d"),
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


def make_both(
    session: Session, work: Callable[[], None], *, anonymous: bool = False, musts: bool = False
) -> Both:
    provider, house = make_provider(session, name="Tidewater Works")
    seeker, buyer = make_provider(session, name="Salt Water Board")
    offer = make_published(session, organisation=house, content=technology(TITLE, claims=CLAIMS))
    requirements = [replace(each, strength="must") for each in WANTED] if musts else WANTED
    want = make_published(
        session,
        organisation=buyer,
        content=need(TITLE, requirements=tuple(requirements), anonymous=anonymous),
    )
    session.commit()
    work()
    return Both(offer, want, provider, seeker)


@pytest.fixture
def both(session: Session, work: Callable[[], None]) -> Both:
    return make_both(session, work)


def revise(session: Session, listing: Listing, content: Technology) -> None:
    """Publishes another version of a technology."""
    version = make_revision(session, listing, content)
    approve_version(session, version=version, seen=version.edits)
    session.commit()


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


class TestCount:
    def test_the_dashboard_counts_what_the_list_shows(
        self, client: Client, session: Session, both: Both
    ) -> None:
        sign_in(client, session, both.seeker)
        assert ">1 match<" in client.get("/en/dashboard").text

        client.submit(f"{both.from_need}/dismiss", {"reason": "too-early-stage"})
        assert ">0 matches<" in client.get("/en/dashboard").text

        client.submit(f"{page_of(both.want)}/matches", action="/mute")
        assert ">Matches, muted<" in client.get("/en/dashboard").text


class TestWhatANeedMustHave:
    @pytest.fixture
    def apart(self, session: Session, work: Callable[[], None]) -> Both:
        """A pair whose need must have a yield that the technology is known not to reach."""
        return make_both(session, work, musts=True)

    def test_a_technology_that_is_known_to_miss_it_is_left_out_on_both_sides(
        self, client: Client, session: Session, apart: Both
    ) -> None:
        for person, own, other in (
            (apart.seeker, apart.want, apart.offer),
            (apart.provider, apart.offer, apart.want),
        ):
            sign_in(client, session, person)
            page = client.get(f"{page_of(own)}/matches")
            left_out = client.get(f"{page_of(own)}/matches?show=unmet")

            assert other.public_id not in page.text
            assert "Show 1 that misses something required" in page.text
            assert other.public_id in left_out.text
            assert f"/matches/{other.public_id}" not in client.get("/en/dashboard").text
            assert "Not met" in client.get(f"{page_of(own)}/matches/{other.public_id}").text

    def test_it_comes_back_once_the_technology_says_something_else(
        self, client: Client, session: Session, work: Callable[[], None], apart: Both
    ) -> None:
        better = Claim(metric="Yield of a pot", value="60", unit="L/d")
        revise(session, apart.offer, technology(TITLE, claims=(CLAIMS[0], better)))
        session.commit()
        work()
        sign_in(client, session, apart.seeker)

        assert apart.offer.public_id in client.get(f"{page_of(apart.want)}/matches").text

    def test_it_comes_back_once_the_need_asks_for_less(
        self, client: Client, session: Session, work: Callable[[], None], apart: Both
    ) -> None:
        version = make_revision(session, apart.want, need(TITLE, requirements=WANTED))
        approve_version(session, version=version, seen=version.edits)
        session.commit()
        work()
        sign_in(client, session, apart.seeker)

        assert apart.offer.public_id in client.get(f"{page_of(apart.want)}/matches").text

    def test_what_a_side_has_shortlisted_stays_in_its_list(
        self, client: Client, session: Session, apart: Both
    ) -> None:
        sign_in(client, session, apart.seeker)
        client.submit(f"{page_of(apart.want)}/matches?show=unmet", action="/shortlist")

        assert apart.offer.public_id in client.get(f"{page_of(apart.want)}/matches").text


class TestFeedback:
    def dismiss(self, client: Client, address: str, reason: str) -> str:
        return client.submit(f"{address}/dismiss", {"reason": reason}).text

    def test_a_dismissed_pair_comes_back_once_what_was_in_the_way_has_changed(
        self, client: Client, session: Session, both: Both, work: Callable[[], None]
    ) -> None:
        sign_in(client, session, both.seeker)
        matches = f"{page_of(both.want)}/matches"
        assert both.offer.public_id in client.get(matches).text
        self.dismiss(client, both.from_need, "too-early-stage")

        revise(session, both.offer, technology(f"{TITLE}s", claims=CLAIMS))
        work()
        assert both.offer.public_id not in client.get(matches).text

        revise(session, both.offer, technology(f"{TITLE}s", claims=CLAIMS, trl=9))
        work()
        assert both.offer.public_id in client.get(matches).text

    def test_reasons_reach_the_other_side_as_counts_of_three_with_what_to_improve(
        self, client: Client, session: Session, both: Both, work: Callable[[], None]
    ) -> None:
        seekers = [both.seeker]
        pages = [both.from_need]
        for number in range(2):
            seeker, house = make_provider(session, name=f"Town {number}")
            want = make_published(session, organisation=house, content=need(TITLE))
            seekers.append(seeker)
            pages.append(f"{page_of(want)}/matches/{both.offer.public_id}")
        session.commit()
        work()
        own = f"{page_of(both.offer)}/matches"
        for seeker, page in zip(seekers, pages, strict=True):
            sign_in(client, session, both.provider)
            assert "Too early a stage" not in client.get(own).text
            sign_in(client, session, seeker)
            self.dismiss(client, page, "too-early-stage")
        sign_in(client, session, both.provider)
        text = client.get(own).text
        assert "Too early a stage: 3" in text
        assert "/edit/readiness" in text
        assert "Town 1" not in text.split("Why others did not follow up")[1].split("</ul>")[0]

    def test_muting_an_organisation_leaves_its_listings_out_until_it_is_undone(
        self, client: Client, session: Session, both: Both
    ) -> None:
        sign_in(client, session, both.seeker)
        matches = f"{page_of(both.want)}/matches"
        client.submit(both.from_need, {"other": both.offer.public_id}, action="/mute")
        page = client.get(matches)
        assert both.offer.public_id not in page.text
        assert "Listings of Tidewater Works are left out." in page.text
        client.submit(matches, action="/unmute")
        assert both.offer.public_id in client.get(matches).text

    def test_whoever_asks_for_their_data_is_told_of_which_pair_they_judged(
        self, client: Client, session: Session, both: Both
    ) -> None:
        sign_in(client, session, both.seeker)
        client.submit(f"{page_of(both.want)}/matches", action="/shortlist")

        (said,) = json.loads(client.get("/en/account/data.json").text)["matches"]

        assert said["verdict"] == "shortlisted"
        assert said["technology"]["listing"] == both.offer.public_id
        assert said["need"]["listing"] == both.want.public_id
        assert said["technology"]["title"]
        assert said["need"]["title"]

    def test_what_was_said_is_exported_without_who_said_it(
        self, client: Client, session: Session, both: Both
    ) -> None:
        sign_in(client, session, both.seeker)
        client.submit(f"{page_of(both.want)}/matches", action="/shortlist")
        sign_in(client, session, both.provider)
        self.dismiss(client, both.from_technology, "wrong-scale-or-capacity")
        said = [(each.side, each.verdict, each.reason) for each in labelled_pairs(session)]
        assert said == [
            ("need", "shortlisted", ""),
            ("technology", "dismissed", "wrong-scale-or-capacity"),
        ]
        snapshot = current_matcher().snapshot(1)
        assert snapshot is not None
        found = agreement(session, snapshot=snapshot, policy=SHIPPED_POLICY)
        assert (found.shortlisted, found.dismissed, found.comparisons) == (1, 1, 0)

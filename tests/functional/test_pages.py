"""The front page, entry pages, organisations' pages and one's own, as a reader sees them."""

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from greenmatch.catalogue.content import SectorTag
from greenmatch.catalogue.services import reject_version, withdraw_listing
from greenmatch.catalogue.states import ListingState
from greenmatch.organisations.models import OrganisationState
from tests.factories.accounts import make_user, sign_in
from tests.factories.catalogue import (
    make_draft,
    make_in_state,
    make_published,
    make_revision,
    make_submitted,
    need,
    page_of,
    technology,
)
from tests.factories.enquiries import make_talk
from tests.factories.organisations import make_organisation, make_provider
from tests.fixtures.web import Client

Work = Callable[[], None]
SOLAR = (SectorTag("energy/solar-pv"),)
SECRET = "Hidden Harbour"


class TestFrontPage:
    def test_it_shows_what_is_new_and_how_much_there_is(
        self, client: Client, session: Session, work: Work
    ) -> None:
        make_published(session, content=technology("Floating solar", sectors=SOLAR))
        make_published(session, content=need("Less salt"))
        make_draft(session, content=technology("Unfinished"))
        work()

        page = client.get("/en/").text

        assert "Floating solar" in page
        assert "Less salt" in page
        assert "Unfinished" not in page
        assert "1 technology" in page

    def test_an_empty_catalogue_says_so(self, client: Client) -> None:
        page = client.get("/en/").text

        assert "No technology yet" in page
        assert "No need yet" in page

    @pytest.mark.parametrize("language", ["en", "zh"])
    def test_every_fixed_page_is_there(self, client: Client, language: str) -> None:
        for name in ("about", "help", "terms", "privacy", "legal"):
            page = client.get(f"/{language}/{name}")
            assert page.status_code == 200
            assert "<h1>" in page.text


class TestEntryPages:
    def test_a_sector_shows_its_listings_and_so_does_its_group(
        self, client: Client, session: Session, work: Work
    ) -> None:
        make_published(session, content=technology("Floating solar", sectors=SOLAR))
        make_published(session, content=need("Light for boats", sectors=SOLAR))
        make_published(session, content=technology("Membrane"))
        work()

        for address in ("/en/sectors/energy/solar-pv", "/en/sectors/energy"):
            page = client.get(address).text
            assert "Floating solar" in page
            assert "Light for boats" in page
            assert "Membrane" not in page
        assert "1 technology · 1 need" in client.get("/en/sectors").text

    def test_a_listing_in_two_sectors_of_a_group_counts_once_for_it(
        self, client: Client, session: Session, work: Work
    ) -> None:
        both = (*SOLAR, SectorTag("energy/wind"))
        make_published(session, content=technology("Hybrid", sectors=both))
        work()

        assert "1 technology · 0 needs</p>" in client.get("/en/sectors/energy").text

    def test_a_country_shows_what_is_from_there_and_needed_there(
        self, client: Client, session: Session, work: Work
    ) -> None:
        make_published(session, content=technology("Dryer", developed_in=("FJ",)))
        make_published(session, content=need("Cooling", country="FJ"))
        make_published(session, content=technology("Membrane", developed_in=("DE",)))
        work()

        page = client.get("/en/countries/FJ").text
        assert "Dryer" in page
        assert "Cooling" in page
        assert "Membrane" not in page
        assert "Fiji" in client.get("/en/countries").text
        assert "斐济" in client.get("/zh/countries").text

    @pytest.mark.parametrize("code", ["fj", "Fiji", "斐济"])
    def test_other_spellings_lead_to_the_country(self, client: Client, code: str) -> None:
        answer = client.get(f"/en/countries/{code}")

        assert answer.status_code == 302
        assert answer.location == "/en/countries/FJ"

    @pytest.mark.parametrize(
        "address",
        ["sectors/magic", "sectors/energy/magic", "sectors/magic/solar-pv", "countries/ZZ"],
    )
    def test_there_is_no_such_entry(self, client: Client, address: str) -> None:
        assert client.get(f"/en/{address}").status_code == 404

    @pytest.mark.parametrize("end", ["withdraw", "reject", "suspend", "hold"])
    def test_what_is_not_public_is_nowhere(
        self, client: Client, session: Session, work: Work, end: str
    ) -> None:
        content = technology("Vanishing pump", sectors=SOLAR, developed_in=("FJ",))
        if end == "reject":
            version = make_submitted(session, content=content)
            listing = reject_version(session, version=version, seen=1, message="No.", notes={})
        elif end == "hold":
            listing = make_in_state(session, ListingState.ON_HOLD, content=content)
        else:
            listing = make_published(session, content=content)
            work()
        if end == "withdraw":
            withdraw_listing(session, listing=listing, actor_id=None)
        if end == "suspend":
            listing.organisation.state = OrganisationState.SUSPENDED
            session.flush()
        if end != "suspend":  # even before the index has heard of a suspension
            work()

        for address in (
            "",
            "sectors/energy",
            "sectors/energy/solar-pv",
            "countries/FJ",
            "search?q=vanishing",
            "search/suggestions?q=vanish",
            f"organisations/{listing.organisation.public_id}",
            f"listings/{listing.public_id}",
        ):
            assert "Vanishing pump" not in client.get(f"/en/{address}").text, address


class TestOrganisationPage:
    def test_it_shows_its_listings_without_its_anonymous_needs(
        self, client: Client, session: Session
    ) -> None:
        house = make_organisation(session, name="Solar Works", about="We **build**.")
        make_published(session, content=technology("Floating solar"), organisation=house)
        make_published(session, content=need("Secret wish", anonymous=True), organisation=house)
        make_draft(session, content=technology("Unfinished"), organisation=house)

        page = client.get(f"/en/organisations/{house.public_id}").text

        assert "Floating solar" in page
        assert "<strong>build</strong>" in page
        assert "Secret wish" not in page
        assert "Unfinished" not in page

    def test_the_directory_does_not_count_anonymous_needs(
        self, client: Client, session: Session
    ) -> None:
        house = make_organisation(session, name="Solar Works")
        make_published(session, organisation=house)
        make_published(session, content=need(anonymous=True), organisation=house)

        page = client.get("/en/organisations").text

        assert "1 listing" in page
        assert "2 listings" not in page

    def test_an_address_that_is_none_is_no_link(self, client: Client, session: Session) -> None:
        house = make_organisation(session, website="javascript:alert(1)")

        assert "javascript:" not in client.get(f"/en/organisations/{house.public_id}").text

    @pytest.mark.parametrize("state", [OrganisationState.SUSPENDED, OrganisationState.CLOSED])
    def test_a_hidden_one_is_not_there(
        self, client: Client, session: Session, state: OrganisationState
    ) -> None:
        house = make_organisation(session, state=state)

        assert client.get(f"/en/organisations/{house.public_id}").status_code in (404, 410)


class TestAnonymousNeed:
    def test_no_public_page_leads_from_the_need_to_its_organisation_or_back(
        self, client: Client, session: Session, work: Work
    ) -> None:
        house = make_organisation(session, name=SECRET, name_zh="隐港公司", country="FJ")
        listing = make_published(
            session,
            content=need("Unsigned wish", anonymous=True, sectors=SOLAR, country="FJ"),
            organisation=house,
        )
        make_published(session, content=need("Other wish", sectors=SOLAR, country="FJ"))
        work()

        for language in ("en", "zh"):
            for address in (
                "",
                "sectors/energy",
                "sectors/energy/solar-pv",
                "countries/FJ",
                "search?q=unsigned",
                "search?kind=need",
                f"listings/{listing.public_id}",
            ):
                page = client.get(f"/{language}/{address}").text
                assert "Unsigned wish" in page, address
                assert SECRET not in page, address
                assert "隐港" not in page, address
                assert house.public_id not in page, address
            for address in (
                f"organisations/{house.public_id}",
                "organisations?q=harbour",
                "search?q=harbour",
                "search?q=隐港公司",
                f"search?q=org:{house.public_id}",
                'search?q=org:"Hidden Harbour"',
                "search/suggestions?q=hidden",
            ):
                page = client.get(f"/{language}/{address}").text
                assert "Unsigned wish" not in page, address


class TestSimilarListings:
    def test_those_of_the_same_kind_that_speak_of_the_same(
        self, client: Client, session: Session, work: Work
    ) -> None:
        listing = make_published(session, content=technology("Floating solar raft"))
        make_published(session, content=technology("Solar raft for reservoirs"))
        make_published(session, content=need("Solar raft wanted"))
        make_draft(session, content=technology("Solar raft, unfinished"))
        work()

        page = client.get(page_of(listing)).text.partition("Similar technologies")[2]

        assert "Solar raft for reservoirs" in page
        assert "Solar raft wanted" not in page
        assert "Floating solar raft" not in page
        assert "unfinished" not in page


class TestDashboard:
    DASHBOARD = "/en/dashboard"

    def test_a_newcomer_is_told_what_to_do(self, client: Client, session: Session) -> None:
        sign_in(client, session, make_user(session))

        page = client.get(self.DASHBOARD).text

        assert "First say who you act for" in page
        assert "Nothing here yet" in page

    def test_it_is_for_people_who_are_signed_in(self, client: Client) -> None:
        assert client.get(self.DASHBOARD).status_code == 302

    def test_each_shelf_has_its_listings(self, client: Client, session: Session) -> None:
        owner, house = make_provider(session)
        sign_in(client, session, owner)
        for state in ListingState:
            make_in_state(
                session, state, content=technology(f"Pump {state.value}."), organisation=house
            )
        make_published(session, content=technology("Somebody else's"))

        everything = client.get(self.DASHBOARD).text
        assert "Pump published." in everything
        assert "Pump withdrawn." not in everything
        assert "Somebody else" not in everything
        resting = client.get(f"{self.DASHBOARD}?show=resting").text
        assert "Pump on-hold." in resting
        assert "Pump draft." not in resting
        assert "Pump withdrawn." in client.get(f"{self.DASHBOARD}?show=gone").text
        assert "Pump published." in client.get(f"{self.DASHBOARD}?show=nonsense").text

    def test_what_waits_for_its_owner_stands_on_top(self, client: Client, session: Session) -> None:
        owner, house = make_provider(session)
        sign_in(client, session, owner)
        make_published(session, content=technology("In order"), organisation=house)
        make_in_state(
            session, ListingState.REJECTED, content=technology("Refused"), organisation=house
        )

        top = client.get(self.DASHBOARD).text.partition("Your listings")[0]

        assert "Waiting for you" in top
        assert "Refused" in top
        assert "In order" not in top

    def test_unread_enquiries_stand_there(self, client: Client, session: Session) -> None:
        talk = make_talk(session)
        sign_in(client, session, talk.answerer)

        page = client.get(self.DASHBOARD).text
        assert "Unread enquiries" in page
        assert talk.address in page

    def test_a_discarded_revision_does_not_name_the_listing(
        self, client: Client, session: Session
    ) -> None:
        owner, house = make_provider(session)
        sign_in(client, session, owner)
        listing = make_published(session, content=technology("First"), organisation=house)
        make_revision(session, listing, technology("Second"))
        client.submit(f"{page_of(listing)}/discard", action="/discard")

        page = client.get(self.DASHBOARD).text
        assert "First" in page
        assert "Second" not in page

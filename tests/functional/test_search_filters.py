"""Filters and cards of the results page: nothing is out of reach, nothing is out of date."""

import gzip
import re
from collections.abc import Callable
from datetime import UTC, datetime
from html import unescape

import msgspec
import pytest
from flask import Flask
from sqlalchemy.orm import Session

from greenmatch.catalogue.content import SectorTag, TextBlock
from greenmatch.catalogue.models import Listing
from greenmatch.catalogue.services import withdraw_listing
from greenmatch.catalogue.states import ListingState
from greenmatch.core.site import change_site_settings
from greenmatch.organisations.models import OrganisationState
from tests.factories.accounts import make_user, sign_in
from tests.factories.catalogue import make_published, make_revision, need, technology
from tests.factories.organisations import make_organisation
from tests.fixtures.forms import find_form
from tests.fixtures.queries import QueryCounter
from tests.fixtures.web import Client

Work = Callable[[], None]
SEARCH = "/en/search"
COUNTRIES = ("AR", "BR", "CN", "DE", "EG", "FR", "GB", "HU", "IN", "JP", "KE", "LV")


def offered(page: str) -> list[str]:
    return find_form(page, {"country"}).choices["country"]


@pytest.fixture
def countries(session: Session, work: Work) -> None:
    """Listings of twelve countries, of the first ones more than of the last ones."""
    for place, code in enumerate(COUNTRIES):
        for number in range(2 if place < 6 else 1):
            title = f"Membrane {number} of {code}"
            make_published(session, content=technology(title, developed_in=(code,)))
    work()


@pytest.mark.usefixtures("countries")
class TestManyOptions:
    def test_a_few_are_shown_and_the_others_are_one_click_away(self, client: Client) -> None:
        page = client.get(SEARCH)
        assert len(offered(page.text)) < len(COUNTRIES)

        whole = client.fill_in(page, {"kind": ["technology"]}, button=("more", "country"))

        assert sorted(offered(whole.text)) == sorted(COUNTRIES)
        assert whole.request.args.getlist("kind") == ["technology"]

    def test_they_stay_there_while_one_of_them_is_chosen(self, client: Client) -> None:
        page = client.submit(f"{SEARCH}?more=country", {"country": ["LV"]})

        assert sorted(offered(page.text)) == sorted(COUNTRIES)
        assert "Membrane 0 of LV" in page.text
        assert "Membrane 0 of AR" not in page.text

    def test_a_rare_one_is_shown_where_it_is_chosen(self, client: Client) -> None:
        assert "LV" not in offered(client.get(SEARCH).text)

        page = client.get(f"{SEARCH}?country=LV").text

        assert find_form(page, {"country"}).values["country"] == ["LV"]

    @pytest.mark.parametrize("more", ["recipe", "%00", "country&more=sdg&more=country", ""])
    def test_nothing_that_is_asked_for_is_an_error(self, client: Client, more: str) -> None:
        page = client.get(f"{SEARCH}?more={more}")

        assert page.status_code == 200
        assert "18 results" in page.text


def test_every_page_of_the_results_can_be_reached(
    client: Client, session: Session, work: Work
) -> None:
    for number in range(45):
        make_published(session, content=technology(f"Membrane ({number})", developed_in=("CN",)))
    work()

    seen: set[str] = set()
    address = f"{SEARCH}?q=membrane&country=CN&country=DE"
    for _ in range(3):
        page = client.get(address).text
        seen |= set(re.findall(r"Membrane (\(\d+\))", page))
        following = re.search(r'href="([^"]+)" rel="next"', page)
        address = unescape(following[1]) if following else ""

    assert len(seen) == 45
    assert not address


class TestFreshCards:
    """What was shown a moment ago is shown as it is now, though the index knows nothing yet."""

    @pytest.fixture
    def listing(self, session: Session, client: Client, work: Work) -> Listing:
        organisation = make_organisation(session, name="Old Name")
        listing = make_published(
            session, content=technology("Membrane one"), organisation=organisation
        )
        make_published(session, content=technology("Membrane two"))
        work()
        assert "Membrane one" in client.get(f"{SEARCH}?q=membrane").text
        return listing

    def test_a_withdrawn_listing_is_gone(
        self, client: Client, session: Session, listing: Listing
    ) -> None:
        withdraw_listing(session, listing=listing, actor_id=None)

        page = client.get(f"{SEARCH}?q=membrane").text

        assert "Membrane one" not in page
        assert "Membrane two" in page

    def test_one_that_rests_is_gone(
        self, client: Client, session: Session, listing: Listing
    ) -> None:
        listing.state = ListingState.ON_HOLD

        assert "Membrane one" not in client.get(f"{SEARCH}?q=membrane").text

    def test_so_are_those_of_a_suspended_organisation(
        self, client: Client, session: Session, listing: Listing
    ) -> None:
        listing.organisation.state = OrganisationState.SUSPENDED

        assert "Membrane one" not in client.get(f"{SEARCH}?q=membrane").text

    def test_a_new_name_of_the_organisation_is_shown(
        self, client: Client, session: Session, listing: Listing
    ) -> None:
        listing.organisation.name = "New Name"

        page = client.get(f"{SEARCH}?q=membrane").text

        assert "New Name" in page
        assert "Old Name" not in page

    def test_a_new_version_is_shown(
        self, client: Client, session: Session, listing: Listing
    ) -> None:
        version = make_revision(session, listing, technology("Membrane renewed"))
        listing.public_number = version.number

        page = client.get(f"{SEARCH}?q=membrane").text

        assert "Membrane renewed" in page
        assert "Membrane one" not in page

    def test_a_new_confirmation_is_shown(
        self, client: Client, session: Session, listing: Listing
    ) -> None:
        listing.confirmed_at = datetime(2020, 1, 2, tzinfo=UTC)

        assert 'datetime="2020-01-02' in client.get(f"{SEARCH}?q=membrane").text

    def test_each_reader_s_language_has_its_own(
        self, client: Client, session: Session, work: Work
    ) -> None:
        english = technology("Solar pump")
        texts = {**english.texts, "zh": TextBlock(title="太阳能水泵")}
        make_published(session, content=msgspec.structs.replace(english, texts=texts))
        work()

        assert "Solar pump" in client.get(f"{SEARCH}?q=pump").text
        assert "太阳能水泵" in client.get("/zh/search?q=pump").text
        assert "Solar pump" in client.get(f"{SEARCH}?q=pump").text

    def test_an_anonymous_need_names_nobody(
        self, client: Client, session: Session, work: Work
    ) -> None:
        organisation = make_organisation(session, name="Hidden Harbour")
        wanted = need("Pump wanted", anonymous=True)
        make_published(session, content=wanted, organisation=organisation)
        work()

        for _ in range(2):
            page = client.get(f"{SEARCH}?q=pump").text
            assert "Pump wanted" in page
            assert "Hidden Harbour" not in page


def test_a_repeated_search_reads_little(
    client: Client, session: Session, work: Work, query_counter: QueryCounter
) -> None:
    for number in range(25):
        make_published(session, content=technology(f"Membrane {number}"))
    work()
    client.get(f"{SEARCH}?q=membrane")

    with query_counter(max=2):
        client.get(f"{SEARCH}?q=membrane")


class TestKeptPages:
    """A page that was made for one reader is right for the next one."""

    @pytest.fixture
    def before(self, client: Client, session: Session, work: Work) -> str:
        make_published(session, content=technology("Membrane"))
        work()
        return client.get(f"{SEARCH}?q=membrane").text

    def test_each_reader_has_a_token_of_their_own(
        self, client: Client, before: str, app: Flask
    ) -> None:
        other = app.test_client()
        page = other.get(f"{SEARCH}?q=membrane").text

        token = find_form(page, {"csrf_token"}).values["csrf_token"]
        assert token != find_form(before, {"csrf_token"}).values["csrf_token"]
        sent = {"q": "a pump\nfor wells", "csrf_token": token}
        assert other.post("/en/search/text", data=sent).status_code == 302
        assert client.post("/en/search/text", data=sent).status_code == 400

    def test_who_signs_in_and_out_sees_what_is_theirs(
        self, client: Client, session: Session, before: str
    ) -> None:
        sign_in(client, session, make_user(session, name="Wanda Kimani"))

        assert "Wanda Kimani" in client.get(f"{SEARCH}?q=membrane").text

        client.delete_cookie("greenmatch")
        page = client.get(f"{SEARCH}?q=membrane").text
        assert "Wanda Kimani" not in page
        assert "Sign in" in page

    def test_the_site_s_new_name_is_shown(
        self, client: Client, session: Session, before: str
    ) -> None:
        change_site_settings(session, values={"name_en": "Blue Exchange"}, actor_id=None)

        assert "Blue Exchange" in client.get(f"{SEARCH}?q=membrane").text

    def test_what_a_reader_is_told_is_told_once(self, client: Client, before: str) -> None:
        with client.session_transaction() as cookie:
            cookie["_flashes"] = [("success", "Your account is gone.")]

        assert "Your account is gone." in client.get(f"{SEARCH}?q=membrane").text
        assert "Your account is gone." not in client.get(f"{SEARCH}?q=membrane").text

    def test_each_reader_s_colours_are_theirs(self, client: Client, before: str) -> None:
        client.set_cookie("theme", "dark")

        assert 'data-bs-theme="dark"' in client.get(f"{SEARCH}?q=membrane").text
        client.delete_cookie("theme")
        assert "data-bs-theme" not in client.get(f"{SEARCH}?q=membrane").text

    @pytest.mark.parametrize("encoding", ["gzip", "identity"])
    def test_it_comes_compressed_to_those_who_take_that(
        self, client: Client, before: str, encoding: str
    ) -> None:
        for _ in range(2):
            answer = client.get(f"{SEARCH}?q=membrane", headers={"Accept-Encoding": encoding})
            packed = encoding == "gzip"
            html = gzip.decompress(answer.data) if packed else answer.data
            assert "Membrane" in html.decode()
            assert answer.headers.get("Content-Encoding") == ("gzip" if packed else None)
            assert "Accept-Encoding" in answer.headers["Vary"]


def test_a_card_leads_to_its_sectors(client: Client, session: Session, work: Work) -> None:
    make_published(session, content=technology("Membrane", sectors=(SectorTag("energy/wind"),)))
    work()

    page = client.get(f"{SEARCH}?q=membrane").text

    assert re.search(r'sector=energy/wind"><svg.*?</svg>Wind energy</a></li>', page)
    assert "&lt;" not in page

"""The results page and the suggestions, as a browser without JavaScript sees them."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from greenmatch.catalogue.content import SectorTag, TextBlock
from greenmatch.core.clock import now
from greenmatch.search.jobs import forget_texts
from greenmatch.search.models import StoredText
from tests.factories.catalogue import make_published, need, page_of, technology
from tests.factories.organisations import make_organisation
from tests.fixtures.web import Client, MakeApp

Work = Callable[[], None]
SEARCH = "/en/search"
SOLAR = (SectorTag("energy/solar-pv"),)
LONG = "We look for a pump that lifts water from deep wells and runs on sunlight alone all day."


@pytest.fixture
def catalogue(session: Session, work: Work) -> None:
    """A few listings in the index."""
    make_published(session, content=technology("Solar pump for deep wells", sectors=SOLAR, trl=9))
    make_published(session, content=technology("Membrane", developed_in=("CN",)))
    make_published(session, content=need("Pump wanted in Fiji", country="FJ"))
    chinese = technology("太阳能水泵", original="zh")
    make_published(session, content=chinese)
    work()


@pytest.mark.usefixtures("catalogue")
class TestResults:
    def test_words_find_listings_and_are_marked(self, client: Client) -> None:
        page = client.get(f"{SEARCH}?q=salty").text

        assert "<mark>salty</mark>" in page
        assert "Membrane" in page

    def test_a_need_shows_the_readiness_that_it_asks_for(
        self, client: Client, session: Session, work: Callable[[], None]
    ) -> None:
        make_published(session, content=need("Quay for tidal boats", least_trl=7))
        work()

        text = client.get(f"{SEARCH}?q=quay").text

        assert re.search(r"Minimum readiness</dt><dd>.*?<strong>7</strong>", text)

    def test_chinese_finds_chinese(self, client: Client) -> None:
        page = client.get("/zh/search?q=水泵").text

        assert "太阳能水泵" in page
        assert "Membrane" not in page

    def test_filters_narrow_and_can_be_taken_off(self, client: Client) -> None:
        page = client.get(f"{SEARCH}?q=pump&kind=need").text

        assert "Pump wanted in Fiji" in page
        assert "Solar pump" not in page
        assert 'href="/en/search?q=pump"' in page
        assert "Remove all filters" in page

    def test_the_filter_form_keeps_the_words(self, client: Client) -> None:
        page = client.submit(f"{SEARCH}?q=pump", {"kind": "technology"})

        assert page.request.args["q"] == "pump"
        assert "Pump wanted in Fiji" not in page.text

    def test_sectors_open_in_two_levels(self, client: Client) -> None:
        page = client.get(f"{SEARCH}?sector=energy").text

        assert 'value="energy/solar-pv"' in page

    def test_without_words_everything_is_there_newest_first(self, client: Client) -> None:
        page = client.get(SEARCH).text

        assert "4 results" in page
        assert page.index("太阳能水泵") < page.index("Solar pump for deep wells")
        assert "Relevance" not in page

    @pytest.mark.parametrize(
        "arguments",
        [
            "kind=recipe",
            "sector=no/such&country=ZZ",
            "sort=price",
            "trl=<script>alert(1)</script>",
            "type=%00",
        ],
    )
    def test_what_makes_no_sense_is_ignored_with_a_note(
        self, client: Client, arguments: str
    ) -> None:
        page = client.get(f"{SEARCH}?{arguments}")

        assert page.status_code == 200
        assert "4 results" in page.text
        assert "Left out because it is not known here" in page.text
        assert "<script>alert" not in page.text

    @pytest.mark.parametrize("number", ["1000000000", "0", "-5", "x", "9" * 60, "%00"])
    def test_any_page_is_a_page(self, client: Client, number: str) -> None:
        page = client.get(f"{SEARCH}?page={number}")

        assert page.status_code == 200
        assert "4 results" in page.text

    @pytest.mark.parametrize(
        "q",
        [
            '"open quote',
            "OR",
            "colour:red",
            "trl:>=x",
            "-",
            "((((",
            "%00",
            "\u202eright",
            "🌱",
            "'; DROP TABLE listing; --",
            "<script>alert(1)</script>",
            "the of and",
            "a" * 300,
            "*:*",
        ],
    )
    def test_nothing_that_is_typed_is_an_error(self, client: Client, q: str) -> None:
        page = client.get(SEARCH, query_string={"q": q})

        assert page.status_code == 200
        assert "<script>alert" not in page.text

    def test_nothing_found_shows_ways_on(self, client: Client) -> None:
        page = client.get(f"{SEARCH}?q=pump&country=CN").text

        assert "0 results" in page
        assert "Leave out Country: China" in page
        assert "Describe what you need" in page

    def test_a_word_that_no_listing_has_is_named(self, client: Client) -> None:
        page = client.get(f"{SEARCH}?q=pump+zyzzyva").text

        assert "No listing has “zyzzyva”." in page
        assert "No listing has “pump”." not in page

    def test_a_misspelt_word_is_corrected(self, client: Client) -> None:
        page = client.get(f"{SEARCH}?q=membrame").text

        assert "Did you mean:" in page
        assert "q=membrane" in page


class TestTextQuery:
    @pytest.mark.usefixtures("catalogue")
    def test_a_whole_text_is_kept_and_shown_with_its_results(
        self, client: Client, session: Session
    ) -> None:
        page = client.submit("/en/", {"q": LONG}, action="/search/text")

        stored = session.scalars(select(StoredText)).one()
        assert page.request.args["t"] == stored.id
        assert LONG in page.text
        assert "Solar pump for deep wells" in page.text
        assert "for your text, best first" in page.text

    @pytest.mark.usefixtures("catalogue")
    def test_a_few_words_become_an_address(self, client: Client) -> None:
        page = client.submit("/en/", {"q": "pump", "kind": "need"}, action="/search/text")

        assert page.request.args.to_dict() == {"q": "pump", "kind": "need"}

    @pytest.mark.parametrize("text_id", ["nothere", "%00", "x" * 99])
    def test_a_text_that_is_gone_says_so(self, client: Client, text_id: str) -> None:
        page = client.get(f"{SEARCH}?t={text_id}")

        assert page.status_code == 200
        assert "no longer kept" in page.text

    def test_it_is_forgotten_after_a_day(self, session: Session) -> None:
        for age in (23, 25):
            session.add(StoredText(text=f"{age}", created_at=now() - timedelta(hours=age)))
        session.commit()

        forget_texts(session)

        assert session.scalars(select(StoredText.text)).all() == ["23"]

    def test_its_kind_is_one_that_exists(self, client: Client) -> None:
        page = client.submit("/en/", {"q": LONG, "kind": "recipe"}, action="/search/text")

        assert page.status_code == 200
        assert "kind" not in page.request.args


class TestSuggestions:
    @pytest.mark.usefixtures("catalogue")
    def test_listings_and_sectors_that_begin_so(self, client: Client) -> None:
        found = client.get("/en/search/suggestions?q=sol").json
        assert found is not None

        texts = [each["text"] for each in found["suggestions"]]
        assert "Solar photovoltaics" in texts
        assert "Solar pump for deep wells" in texts
        assert all(each["url"][:4] in ("", "/en/") for each in found["suggestions"])

    @pytest.mark.parametrize("q", ["", " ", "%00", "<", "x" * 500, "的"])
    def test_nothing_that_is_typed_is_an_error(self, client: Client, q: str) -> None:
        answer = client.get(f"/en/search/suggestions?q={q}")

        assert answer.status_code == 200
        assert answer.json == {"suggestions": []}


class TestLimit:
    def test_too_many_searches_are_asked_to_wait(self, make_app: MakeApp) -> None:
        client = make_app(searches_per_minute=2).test_client()

        codes = [client.get(SEARCH).status_code for _ in range(3)]

        assert codes == [200, 200, 429]


def test_results_show_imported_listings_as_they_are(
    client: Client, session: Session, work: Work
) -> None:
    """Long titles, missing fields and Markdown in the text do no harm."""
    text = TextBlock(
        title="x" * 300, description="# Head\n\n- **Reverse** osmosis [link](https://x.example)"
    )
    bare = make_organisation(session, country="", type="")
    listing = make_published(session, content=technology(), organisation=bare)
    version = listing.versions[0]
    version.content_json = {
        "kind": "technology",
        "texts": {"en": {"title": text.title, "description": text.description}},
    }
    work()

    page = client.get(f"{SEARCH}?q=osmosis").text

    assert "<mark>osmosis</mark>" in page
    assert "**Reverse" not in page
    assert client.get(page_of(listing)).status_code == 200

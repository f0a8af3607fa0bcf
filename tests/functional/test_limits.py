"""Each limit of the settings really limits, and says so where somebody runs into it.

Sign-in and sign-up have theirs in test_account_entering, bad uploads in test_listing_files.
"""

import io
from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from greenmatch.accounts.services.signing_in import end_session
from greenmatch.catalogue.models import Listing
from greenmatch.catalogue.queries.drafts import draft_of
from greenmatch.core.database import db
from tests.factories.accounts import PASSWORD, make_user, sign_in
from tests.factories.catalogue import make_draft, make_published, need, page_of
from tests.factories.files import PDF, cheap_huge_png, picture
from tests.factories.organisations import make_provider
from tests.fixtures.web import Client, MakeApp

KILOBYTE = 1024


@pytest.fixture(scope="module")
def strict_app(make_app: MakeApp) -> Flask:
    """A site whose limits are quickly reached."""
    return make_app(
        max_form_size=16 * KILOBYTE,
        max_image_size=8 * KILOBYTE,
        max_image_pixels=1_000_000,
        max_document_size=8 * KILOBYTE,
        max_files_per_listing=2,
        enquiries_per_day=2,
        searches_per_minute=3,
    )


@pytest.fixture
def strict_session(strict_app: Flask) -> Iterator[Session]:
    with strict_app.app_context(), Session(db.engine) as session:
        yield session


@pytest.fixture
def browser(strict_app: Flask, strict_session: Session) -> Client:
    return client_of(strict_app, strict_session)


def client_of(app: Flask, session: Session | None = None) -> Client:
    """A browser for an application of the test's own."""
    app.test_client_class = Client
    client = app.test_client()
    assert isinstance(client, Client)
    client.own_session = session
    return client


@pytest.fixture
def draft(browser: Client, strict_session: Session) -> Listing:
    """A draft of somebody who is signed in."""
    owner, organisation = make_provider(strict_session)
    sign_in(browser, strict_session, owner)
    return make_draft(strict_session, author=owner, organisation=organisation)


class TestFiles:
    @pytest.mark.parametrize(
        ("field", "data", "name"),
        [
            ("images", picture("BMP", (60, 60)), "heavy.png"),
            ("images", cheap_huge_png(1001, 1000), "wide.png"),
            ("documents", PDF + b"%" * 9 * KILOBYTE, "heavy.pdf"),
        ],
        ids=["bytes of a picture", "pixels of a picture", "bytes of a document"],
    )
    def test_what_is_too_large_is_refused_at_its_field(
        self,
        browser: Client,
        strict_session: Session,
        draft: Listing,
        field: str,
        data: bytes,
        name: str,
    ) -> None:
        page = browser.submit(f"{page_of(draft)}/edit/files", {field: (io.BytesIO(data), name)})

        assert page.status_code == 422
        assert f'id="{field}-error"' in page.text
        assert name in page.text
        assert draft_of(strict_session, draft).content.attachments == ()

    def test_one_more_than_a_listing_may_have_is_refused(
        self, browser: Client, strict_session: Session, draft: Listing
    ) -> None:
        files = [(io.BytesIO(PDF), f"{number}.pdf") for number in range(3)]

        page = browser.submit(f"{page_of(draft)}/edit/files", {"documents": files})

        assert page.status_code == 422
        assert 'id="documents-error"' in page.text
        assert len(draft_of(strict_session, draft).content.attachments) == 2


class TestFormSize:
    @pytest.mark.parametrize("size", [20 * KILOBYTE, 200 * KILOBYTE])
    def test_a_page_says_how_to_get_the_text_back(
        self, browser: Client, draft: Listing, size: int
    ) -> None:
        page = browser.submit(f"{page_of(draft)}/edit/description", {"problem": "x" * size})

        assert page.status_code == 413
        assert "Go back: your browser still has what you typed" in page.text

    def test_the_form_knows_the_limit_so_that_a_script_can_tell_before(
        self, browser: Client, draft: Listing
    ) -> None:
        page = browser.get(f"{page_of(draft)}/edit/description")

        assert f'data-max-bytes="{16 * KILOBYTE}"' in page.text


class TestRates:
    def test_enquiries_of_a_person(self, browser: Client, strict_session: Session) -> None:
        asker, _house = make_provider(strict_session)
        sign_in(browser, strict_session, asker)
        wanted = [make_published(strict_session, content=need(f"Wish {n}")) for n in range(3)]
        answers = [
            browser.submit(f"{page_of(each)}/ask", {"body": "Is it still open?"}) for each in wanted
        ]

        assert [answer.status_code for answer in answers] == [200, 200, 429]
        assert int(answers[-1].headers["Retry-After"]) > 0
        assert "Is it still open?" in answers[-1].text

    def test_searches_of_an_address(self, browser: Client) -> None:
        answers = [browser.get("/en/search?q=pump") for _ in range(4)]

        assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
        assert int(answers[-1].headers["Retry-After"]) > 0

    def test_they_can_be_switched_off(self, make_app: MakeApp) -> None:
        browser = client_of(make_app(rate_limits=False, searches_per_minute=1))

        assert [browser.get("/en/search?q=pump").status_code for _ in range(3)] == [200] * 3


class TestSessions:
    def test_a_revoked_one_is_out_at_once(self, client: Client, session: Session) -> None:
        token = sign_in(client, session, make_user(session))
        assert client.get("/en/account").status_code == 200

        end_session(session, token=token)

        assert client.get("/en/account").status_code == 302

    def test_over_https_cookies_go_nowhere_else_and_no_script_reads_them(
        self, make_app: MakeApp
    ) -> None:
        app = make_app(public_url="https://greenmatch.example")
        with app.app_context():
            make_user(db.session(), email="ada@example.org")
            db.session.commit()
        browser = client_of(app)
        browser.environ_base["HTTP_REFERER"] = "https://greenmatch.example/en/sign-in"
        shown = browser.get("/en/sign-in", base_url="https://greenmatch.example")

        page = browser.fill_in(
            shown, {"email": "ada@example.org", "password": PASSWORD}, follow=False
        )

        assert page.status_code == 302
        cookies = [*shown.headers.getlist("Set-Cookie"), *page.headers.getlist("Set-Cookie")]
        assert any(cookie.startswith("greenmatch=") for cookie in cookies)
        for cookie in cookies:
            assert "; Secure" in cookie
            assert "; HttpOnly" in cookie
            assert "; SameSite=Lax" in cookie

"""What people do with their own account, as a browser without JavaScript does it."""

import json
import re

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from greenmatch.accounts.models import AccountState, User, UserSession
from greenmatch.accounts.services.signing_in import start_session
from greenmatch.core.clock import now
from tests.factories.accounts import PASSWORD, make_user, sign_in
from tests.factories.mails import link_in, mails_to
from tests.factories.organisations import add_membership, make_provider
from tests.fixtures.queries import QueryCounter
from tests.fixtures.web import Client

NEW = "autumn tide at dusk"


@pytest.fixture
def user(client: Client, session: Session) -> User:
    """Somebody who is signed in."""
    person = make_user(session, name="Rosa Example", email="rosa@example.org")
    sign_in(client, session, person)
    return person


def local(link: str) -> str:
    return re.sub(r"^https?://[^/]+", "", link)


class TestForgottenPassword:
    def test_from_the_request_to_the_new_password(self, client: Client, session: Session) -> None:
        person = make_user(session)
        page = client.submit("/en/password", {"email": person.email})
        assert "Check your inbox" in page.text
        link = local(link_in(mails_to(session, person.email)[-1].text, "/password/"))

        page = client.submit(link, {"new_password": NEW})

        assert "Please sign in with it." in page.text
        page = client.submit("/en/sign-in", {"email": person.email, "password": NEW})
        assert page.request.path == "/en/organisation"

    def test_the_answer_is_the_same_for_an_unknown_address(
        self, client: Client, session: Session
    ) -> None:
        person = make_user(session)

        answers = {
            client.submit("/en/password", {"email": email}).text
            for email in (person.email, "nobody@example.org")
        }

        assert len(answers) == 1

    def test_so_is_it_when_asked_for_again_at_once(self, client: Client, session: Session) -> None:
        person = make_user(session)
        for email in (person.email, "nobody@example.org"):
            client.submit("/en/password", {"email": email})

            page = client.submit("/en/password", {"email": email})

            assert page.status_code == 429
            assert "An email was sent to this address a moment ago" in page.text
            assert len(mails_to(session, email)) == 1

    def test_an_easy_password_is_refused_at_its_field(
        self, client: Client, session: Session
    ) -> None:
        person = make_user(session)
        client.submit("/en/password", {"email": person.email})
        link = local(link_in(mails_to(session, person.email)[-1].text, "/password/"))

        page = client.submit(link, {"new_password": "password123"})

        assert page.status_code == 422
        assert 'href="#new_password"' in page.text


class TestProfile:
    def test_name_and_language(self, client: Client, user: User) -> None:
        page = client.submit("/en/account", {"name": "罗莎", "language": "zh"})

        assert page.request.path == "/zh/account"
        assert user.name == "罗莎"
        assert user.language == "zh"

    def test_of_two_windows_the_later_save_is_told_and_nothing_is_lost(
        self, client: Client, session: Session, user: User
    ) -> None:
        earlier = client.get("/en/account")
        client.submit("/en/account", {"name": "Rosa New"})

        page = client.fill_in(earlier, {"name": "Rosa Other"})

        session.refresh(user)
        assert (page.status_code, user.name) == (409, "Rosa New")
        assert "Rosa New" in page.text
        assert 'value="Rosa Other"' in page.text
        # Sent once more, it is an answer to what was shown beside it.
        client.fill_in(page, {"name": "Rosa Other"})
        session.refresh(user)
        assert user.name == "Rosa Other"

    def test_two_clicks_are_no_conflict(self, client: Client, user: User) -> None:
        shown = client.get("/en/account")

        answers = [client.fill_in(shown, {"name": "Rosa New"}) for _click in range(2)]

        assert [page.status_code for page in answers] == [200, 200]
        assert user.name == "Rosa New"

    @pytest.mark.parametrize(
        ("field", "value"), [("language", "tlh"), ("language", "en\x00"), ("name", "x" * 200)]
    )
    def test_what_cannot_be_is_refused(
        self, client: Client, user: User, field: str, value: str
    ) -> None:
        page = client.submit("/en/account", {field: value})

        assert page.status_code == 422
        assert f'href="#{field}"' in page.text

    def test_the_page_is_cheap(
        self, client: Client, user: User, query_counter: QueryCounter
    ) -> None:
        client.get("/en/account")

        with query_counter(max=6):
            client.get("/en/account")


class TestConfirmingLater:
    def test_the_mail_is_promised_only_where_one_is_sent(
        self, client: Client, session: Session, user: User
    ) -> None:
        user.confirmed_at = None
        session.commit()
        shown = client.get("/en/account")
        action = "/account/confirm"

        page = client.fill_in(shown, {}, action=action)
        assert "The email is on its way." in page.text

        # Confirmed meanwhile, in another window.
        user.confirmed_at = now()
        session.commit()
        page = client.fill_in(shown, {}, action=action)
        assert "The email is on its way." not in page.text
        assert "Your email address is confirmed already." in page.text
        assert len(mails_to(session, user.email)) == 1


class TestPassword:
    def test_other_browsers_are_signed_out(
        self, client: Client, session: Session, user: User
    ) -> None:
        start_session(session, user=user, agent="", days=1)

        page = client.submit(
            "/en/account/password", {"current_password": PASSWORD, "new_password": NEW}
        )

        assert "The new password is valid" in page.text
        assert len(session.scalars(select(UserSession)).all()) == 1
        assert client.get("/en/account").status_code == 200

    def test_a_wrong_one_is_said_at_its_field(self, client: Client, user: User) -> None:
        page = client.submit(
            "/en/account/password", {"current_password": "not mine", "new_password": NEW}
        )

        assert page.status_code == 422
        assert "This is not your current password." in page.text


class TestMail:
    def test_it_changes_once_the_link_is_opened(
        self, client: Client, session: Session, user: User
    ) -> None:
        client.submit(
            "/en/account/mail", {"email": "New@example.org", "current_password": PASSWORD}
        )
        assert user.email == "rosa@example.org"
        link = local(link_in(mails_to(session, "new@example.org")[-1].text, "/account/mail/"))

        page = client.submit(link, {}, action=link)

        assert "Your email address has been changed." in page.text
        assert user.email == "new@example.org"

    def test_opening_the_link_changes_nothing_yet(
        self, client: Client, session: Session, user: User
    ) -> None:
        client.submit(
            "/en/account/mail", {"email": "new@example.org", "current_password": PASSWORD}
        )
        link = local(link_in(mails_to(session, "new@example.org")[-1].text, "/account/mail/"))

        assert "new@example.org" in client.get(link).text

        assert user.email == "rosa@example.org"


class TestSessions:
    def test_each_browser_is_listed_and_can_be_signed_out(
        self, client: Client, session: Session, user: User
    ) -> None:
        start_session(session, user=user, agent="Firefox/140 Windows", days=1)
        page = client.get("/en/account/sessions")
        assert "Firefox, Windows" in page.text
        assert "This browser" in page.text

        client.submit("/en/account/sessions", {}, button=None, action="/account/sessions/end")

        assert "Firefox, Windows" not in client.get("/en/account/sessions").text

    @pytest.mark.parametrize("session_id", ["aaaaaaaaaa", "\x00", "", "x" * 5000])
    def test_a_session_that_is_none_of_mine_changes_nothing(
        self, client: Client, session: Session, user: User, session_id: str
    ) -> None:
        start_session(session, user=user, agent="Firefox/140 Windows", days=1)

        client.submit(
            "/en/account/sessions", {"session": session_id}, action="/account/sessions/end"
        )

        assert len(session.scalars(select(UserSession)).all()) == 2

    def test_everywhere_means_here_too(self, client: Client, session: Session, user: User) -> None:
        start_session(session, user=user, agent="", days=1)

        page = client.submit("/en/account/sessions", {}, action="/account/sessions/end-all")

        assert page.request.path == "/en/sign-in"
        assert session.scalars(select(UserSession)).all() == []


class TestData:
    def test_the_export_is_a_file(self, client: Client, session: Session, user: User) -> None:
        answer = client.get("/en/account/data.json")

        assert answer.headers["Content-Disposition"].startswith("attachment")
        found = json.loads(answer.text)
        assert found["account"]["email"] == "rosa@example.org"
        assert {"account", "organisations"} <= set(found)


class TestDelete:
    def test_the_person_goes(self, client: Client, session: Session, user: User) -> None:
        page = client.submit("/en/account/delete", {"current_password": PASSWORD})

        assert "Your account has been deleted." in page.text
        assert user.state is AccountState.DELETED
        assert client.get("/en/account").status_code == 302

    def test_a_wrong_password_stops_it(self, client: Client, user: User) -> None:
        page = client.submit("/en/account/delete", {"current_password": "not mine"})

        assert page.status_code == 422
        assert user.state is AccountState.ACTIVE

    def test_the_last_owner_of_others_is_told_what_to_do(
        self, client: Client, session: Session
    ) -> None:
        owner, organisation = make_provider(session, name="Solar Works")
        add_membership(session, organisation, make_user(session))
        sign_in(client, session, owner)

        page = client.get("/en/account/delete")

        assert "You are the last owner of Solar Works" in page.text
        assert "Delete my account permanently" not in page.text

    def test_what_ends_with_the_person_is_said(self, client: Client, session: Session) -> None:
        owner, _organisation = make_provider(session, name="Solar Works")
        sign_in(client, session, owner)

        page = client.get("/en/account/delete")

        assert "Solar Works has no other member" in page.text


@pytest.mark.parametrize(
    "path",
    [
        "/account",
        "/account/password",
        "/account/mail",
        "/account/sessions",
        "/account/data",
        "/account/delete",
    ],
)
def test_nobody_else_sees_these_pages(client: Client, path: str) -> None:
    answer = client.get(f"/en{path}")

    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/en/sign-in?next=")


@pytest.mark.parametrize(
    "path", ["/account", "/account/password", "/account/mail", "/account/delete"]
)
def test_every_form_needs_its_token(client: Client, user: User, path: str) -> None:
    answer = client.post(f"/en{path}", data={"name": "Eve"})

    assert answer.status_code == 400
    assert user.name == "Rosa Example"

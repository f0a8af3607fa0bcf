"""Signing up, confirming, signing in and out, as a browser without JavaScript does it."""

import re
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from greenmatch.accounts.models import AccountState, User, UserSession
from greenmatch.core.database import db
from greenmatch.core.limits import RateHit
from tests.factories.accounts import PASSWORD, make_user, sign_in
from tests.factories.mails import link_in, mails_to
from tests.factories.organisations import make_provider
from tests.fixtures.forms import read_forms
from tests.fixtures.web import Client, MakeApp

EMAIL = "new@example.org"
NEW_PERSON = {"name": "New Person", "email": EMAIL, "password": PASSWORD, "terms": "y"}


def local(link: str) -> str:
    return re.sub(r"^https?://[^/]+", "", link)


def confirmation(session: Session) -> str:
    return local(link_in(mails_to(session, EMAIL)[-1].text, "/confirm/"))


def _let_time_pass(session: Session) -> None:
    """What has been counted so far becomes two minutes older."""
    for hit in session.scalars(select(RateHit)):
        hit.at -= timedelta(minutes=2)
    session.commit()


class TestSigningUp:
    def test_from_sign_up_to_the_question_whom_one_acts_for(
        self, client: Client, session: Session
    ) -> None:
        page = client.submit("/en/sign-up", NEW_PERSON)
        assert f"We have sent a link to {EMAIL}" in page.text

        page = client.submit(confirmation(session), {"password": PASSWORD})

        assert page.request.path == "/en/organisation"
        assert "Who do you act for?" in page.text
        assert "Welcome" in page.text

    def test_the_answer_is_the_same_for_a_known_address(
        self, client: Client, session: Session
    ) -> None:
        make_user(session, email="known@example.org")

        answers = [
            client.submit("/en/sign-up", {**NEW_PERSON, "email": email}).text.replace(email, "")
            for email in ("known@example.org", "other@example.org")
        ]

        assert _without_token(answers[0]) == _without_token(answers[1])

    def test_where_mails_are_kept_the_page_says_so(self, client: Client) -> None:
        page = client.submit("/en/sign-up", NEW_PERSON)

        assert "This site has no mail server" in page.text

    @pytest.mark.parametrize(
        ("field", "value", "says"),
        [
            ("name", "", "Please fill this in."),
            ("name", "\u200b\u202e", "Please fill this in."),
            ("name", "🌱🌱", "Use some letters or digits."),
            ("name", "Look at https://example.org", "A name holds no web address."),
            ("name", "x" * 101, "Use at most 100 characters"),
            ("email", "not an address", "This is not an email address."),
            ("email", f"{'x' * 300}@example.org", "Use at most 254 characters"),
            ("password", "short", "Use at least 10 characters."),
            ("terms", None, "Please accept the terms to create an account."),
        ],
    )
    def test_what_is_wrong_stands_at_its_field_and_nothing_is_lost(
        self, client: Client, session: Session, field: str, value: str | None, says: str
    ) -> None:
        page = client.submit("/en/sign-up", {**NEW_PERSON, field: value})

        assert page.status_code == 422
        assert says in page.text
        assert f'href="#{field}"' in page.text
        if field != "name":
            assert 'value="New Person"' in page.text
        assert PASSWORD not in page.text
        assert session.scalars(select(User)).all() == []

    def test_script_in_a_name_is_text(self, client: Client, session: Session) -> None:
        client.submit("/en/sign-up", {**NEW_PERSON, "name": "<script>alert(1)</script>"})
        page = client.submit(confirmation(session), {"password": PASSWORD})

        assert "<script>alert" not in page.text
        assert "&lt;script&gt;alert(1)" in client.get("/en/account").text

    def test_the_mail_can_be_sent_again(self, client: Client, session: Session) -> None:
        client.submit("/en/sign-up", NEW_PERSON)
        _let_time_pass(session)

        page = client.submit("/en/sign-up/mail", {}, action="/sign-up/again")

        assert "The email is on its way." in page.text
        assert len(mails_to(session, NEW_PERSON["email"])) == 2

    @pytest.mark.parametrize("known", [True, False])
    def test_who_asks_again_at_once_is_told_when_it_can_be_sent(
        self, client: Client, session: Session, known: bool
    ) -> None:
        if known:
            make_user(session, email=NEW_PERSON["email"])
        client.submit("/en/sign-up", NEW_PERSON)

        page = client.submit("/en/sign-up/mail", {}, action="/sign-up/again")

        assert page.status_code == 429
        assert 0 < int(page.headers["Retry-After"]) <= 120
        assert "An email was sent to this address a moment ago" in page.text
        assert "The email is on its way." not in page.text
        assert len(mails_to(session, NEW_PERSON["email"])) == 1

    def test_a_wrong_password_does_not_use_the_link_up(
        self, client: Client, session: Session
    ) -> None:
        client.submit("/en/sign-up", NEW_PERSON)
        link = confirmation(session)

        assert client.submit(link, {"password": "someone else"}).status_code == 422
        assert "Who do you act for?" in client.submit(link, {"password": PASSWORD}).text

    def test_a_used_link_leads_on(self, client: Client, session: Session) -> None:
        client.submit("/en/sign-up", NEW_PERSON)
        link = confirmation(session)
        client.submit(link, {"password": PASSWORD})

        page = client.get(link)

        assert page.status_code == 410
        assert "Ask for a new link" in page.text

    def test_it_is_limited_by_network_address(self, make_app: MakeApp) -> None:
        app = make_app(sign_ups_per_hour=2)
        client = _client(app)
        for number in range(2):
            person = {**NEW_PERSON, "email": f"p{number}@example.org"}
            assert client.submit("/en/sign-up", person).status_code == 200

        page = client.submit("/en/sign-up", {**NEW_PERSON, "email": "p3@example.org"})

        assert page.status_code == 429
        assert int(page.headers["Retry-After"]) > 0
        assert 'value="New Person"' in page.text


def _without_token(html: str) -> str:
    return re.sub(r'name="csrf_token" value="[^"]*"', "", html)


def _client(app: Flask) -> Client:
    app.test_client_class = Client
    client = app.test_client()
    assert isinstance(client, Client)
    return client


class TestSigningIn:
    def enter(self, client: Client, email: str | None, password: str = PASSWORD, **more: str):  # type: ignore[no-untyped-def]  # noqa: ANN201
        return client.submit("/en/sign-in", {"email": email, "password": password, **more})

    def test_somebody_with_an_organisation_lands_on_the_dashboard(
        self, client: Client, session: Session
    ) -> None:
        user, _organisation = make_provider(session)

        page = self.enter(client, user.email)

        assert page.request.path == "/en/dashboard"

    def test_address_in_any_case(self, client: Client, session: Session) -> None:
        make_user(session, email="ada@example.org")

        assert self.enter(client, " ADA@Example.org ").request.path == "/en/organisation"

    @pytest.mark.parametrize("email", ["ada@example.org", "nobody@example.org"])
    def test_a_failure_does_not_say_which_of_both_was_wrong(
        self, client: Client, session: Session, email: str
    ) -> None:
        make_user(session, email="ada@example.org")

        page = self.enter(client, email, "not the password")

        assert page.status_code == 422
        assert "Email address and password do not match." in page.text
        assert f'value="{email}"' in page.text

    def test_it_goes_on_to_the_page_that_was_wanted(self, client: Client, session: Session) -> None:
        user = make_user(session)
        asked = client.get("/en/account/sessions")
        assert asked.status_code == 302

        page = client.submit(asked.headers["Location"], {"email": user.email, "password": PASSWORD})

        assert page.request.path == "/en/account/sessions"

    @pytest.mark.parametrize(
        "target", ["https://evil.example", "//evil.example", "/\\evil.example"]
    )
    def test_but_never_to_another_site(self, client: Client, session: Session, target: str) -> None:
        user = make_user(session)

        answer = client.submit(
            "/en/sign-in",
            {"email": user.email, "password": PASSWORD, "next": target},
            follow=False,
        )

        assert answer.headers["Location"] == "/en/organisation"

    def test_the_form_token_changes(self, client: Client, session: Session) -> None:
        user = make_user(session)
        client.get("/en/sign-in")
        with client.session_transaction() as cookie:
            before = cookie["csrf_token"]

        self.enter(client, user.email)

        with client.session_transaction() as cookie:
            assert cookie.get("csrf_token") != before

    def test_signing_in_again_ends_the_session_before(
        self, client: Client, session: Session
    ) -> None:
        first, second = make_user(session), make_user(session)
        client.get("/en/sign-in")
        form = {"password": PASSWORD, "csrf_token": _token(client)}
        client.post("/en/sign-in", data={**form, "email": first.email})
        form["csrf_token"] = _token(client, "/en/account")
        client.post("/en/sign-in", data={**form, "email": second.email})

        assert session.scalars(select(UserSession.user_id)).all() == [second.id]

    def test_who_is_suspended_can_come_in_and_is_told(
        self, client: Client, session: Session
    ) -> None:
        user = make_user(session, state=AccountState.SUSPENDED)

        page = self.enter(client, user.email)

        assert "This account is suspended" in page.text
        assert client.get("/en/organisation/new").status_code == 403

    def test_guessing_is_limited_for_the_account(self, make_app: MakeApp) -> None:
        app = make_app(sign_ins_per_hour=3)
        client = _client(app)
        for _ in range(3):
            assert self.enter(client, "ada@example.org", "wrong password").status_code == 422

        page = self.enter(client, "ada@example.org", "wrong password")

        assert page.status_code == 429
        assert 'value="ada@example.org"' in page.text
        assert "Please try again in" in page.text

    def test_who_succeeds_is_not_counted(self, make_app: MakeApp) -> None:
        app = make_app(sign_ins_per_hour=2)
        client = _client(app)
        with app.app_context():
            make_user(db.session(), email="ada@example.org")
            db.session.commit()
        for _ in range(4):
            assert self.enter(client, "ada@example.org").status_code == 200
            client.submit("/en/account", {}, action="/en/sign-out")


def _token(client: Client, page: str = "/en/sign-in") -> str:
    found = re.search(r'name="csrf_token" value="([^"]+)"', client.get(page).text)
    assert found is not None
    return found.group(1)


class TestSigningOut:
    def test_the_session_is_over_for_whoever_kept_the_cookie(
        self, client: Client, session: Session
    ) -> None:
        token = sign_in(client, session, make_user(session))

        client.submit("/en/account", {}, action="/en/sign-out")

        with client.session_transaction() as cookie:
            cookie["_user_id"] = token
        assert client.get("/en/account").status_code == 302

    def test_it_is_no_link(self, client: Client, session: Session) -> None:
        sign_in(client, session, make_user(session))

        assert client.get("/en/sign-out").location == "/en/"
        assert client.post("/en/sign-out").status_code == 400
        assert client.get("/en/account").status_code == 200


class TestSessionEndsInMidForm:
    def test_what_was_typed_survives_signing_in(self, client: Client, session: Session) -> None:
        user = make_user(session)
        sign_in(client, session, user)
        token = _token(client, "/en/organisation/new")
        session.query(UserSession).delete()

        typed = {
            "csrf_token": token,
            "name": "Solar <Works>\u4e2d",
            "type": "startup",
            "country": "KE",
            "about": "Line one\nline two",
        }
        answer = client.post("/en/organisation/new", data=typed)
        assert answer.status_code == 401
        assert "what you typed is there again" in answer.text

        again = client.post(
            "/en/sign-in", data={**_hidden(answer.text), "email": user.email, "password": PASSWORD}
        )
        assert "Send it now" in again.text
        done = client.post("/en/organisation/new", data=_hidden(again.text), follow_redirects=True)

        assert "Solar &lt;Works&gt;中 has been created." in done.text

    @pytest.mark.parametrize(("length", "kept"), [(500_000, True), (1_047_000, False)])
    def test_a_long_form_is_kept_or_shown_to_be_copied(
        self, client: Client, session: Session, length: int, *, kept: bool
    ) -> None:
        user = make_user(session)
        client.get("/en/sign-in")
        typed = {"csrf_token": _token(client), "name": "Solar", "about": "x" * length}

        answer = client.post("/en/organisation/new", data=typed)

        assert answer.status_code == 401
        assert typed["about"] in answer.text
        assert ("what you typed is there again" in answer.text) == kept
        assert ("Copy it from here first" in answer.text) != kept
        hidden = {name: value for name, value in _hidden(answer.text).items() if name != "name"}
        page = client.post(
            "/en/sign-in",
            data={**hidden, "email": user.email, "password": PASSWORD},
            follow_redirects=True,
        )
        assert page.status_code == 200
        if kept:
            assert _hidden(page.text)["about"] == typed["about"]
        else:
            assert page.request.path == "/en/organisation/new"

    def test_a_wrong_password_loses_nothing_either(self, client: Client, session: Session) -> None:
        user = make_user(session)
        client.get("/en/sign-in")
        answer = client.post(
            "/en/account", data={"csrf_token": _token(client), "name": "New name", "language": "en"}
        )

        again = client.post(
            "/en/sign-in",
            data={**_hidden(answer.text), "email": user.email, "password": "not the password"},
        )

        assert again.status_code == 422
        assert "New name" in _hidden(again.text)["resume"]


def _hidden(html: str) -> dict[str, str]:
    """What a page's main form sends along unseen."""
    form = next(form for form in read_forms(html) if form.method == "post" and _is_main(form.names))
    return {name: values[0] for name, values in form.values.items()}


def _is_main(names: set[str]) -> bool:
    return "resume" in names or "name" in names

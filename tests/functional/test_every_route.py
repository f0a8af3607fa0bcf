"""Walks every address there is, as everybody who might, so that no page is forgotten."""

import re

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from greenmatch.catalogue.states import ListingState
from greenmatch.core.permissions import actions
from greenmatch.core.web.access import ACCESS
from greenmatch.core.web.security import HEADERS
from tests.factories.accounts import sign_in
from tests.factories.world import SECRET_NAME, SECRET_NAME_ZH, World, addresses
from tests.fixtures.web import Client
from tests.fixtures.work import Mailbox, plain_text

ONCE = pytest.mark.once
# Administrators may do what moderators do, and providers and seekers are the same to a database.
WALKS = [
    ("en", "anyone"),
    ("en", "provider"),
    ("en", "admin"),
    pytest.param("en", "seeker", marks=ONCE),
    pytest.param("en", "moderator", marks=ONCE),
    pytest.param("zh", "provider", marks=ONCE),
    pytest.param("zh", "admin", marks=ONCE),
]
# What a page may answer to somebody who asks for it: shown, led on, or told why not.
ANSWERS = {200, 302, 403, 404, 409, 410, 503}


def browse(client: Client, session: Session, world: World, who: str) -> None:
    """Makes the browser that person's."""
    person = world.people()[who]
    if person is not None:
        sign_in(client, session, person)


class TestAccess:
    def test_every_route_is_public_or_asks_the_permission_function(self, app: Flask) -> None:
        undeclared = {
            endpoint
            for endpoint, view in app.view_functions.items()
            if getattr(view, ACCESS, None) not in {"public", *actions()}
        }
        assert undeclared == set()

    def test_a_stranger_is_shown_only_what_is_public(
        self, app: Flask, client: Client, session: Session, world: World
    ) -> None:
        own = {"listings.show", "catalogue.file", "catalogue.file_size"}
        shown = {
            endpoint
            for endpoint, address in addresses(app, world)
            if client.get(address).status_code == 200
            and getattr(app.view_functions[endpoint], ACCESS) != "public"
        }
        assert shown <= own

    def test_what_moderators_and_admins_do_is_closed_to_others(
        self, app: Flask, client: Client, session: Session, world: World
    ) -> None:
        browse(client, session, world, "seeker")
        opened = [
            address
            for endpoint, address in addresses(app, world)
            if endpoint.split(".")[0] in {"admin", "moderation"}
            and getattr(app.view_functions[endpoint], ACCESS) != "public"
            and client.get(address).status_code == 200
        ]
        assert opened == []


@pytest.mark.parametrize(("language", "who"), WALKS)
def test_every_page_answers_with_the_headers_of_the_policy(
    app: Flask, client: Client, session: Session, world: World, language: str, who: str
) -> None:
    browse(client, session, world, who)
    for endpoint, address in addresses(app, world, language):
        answer = client.get(address)
        assert answer.status_code in ANSWERS, f"{address}: {answer.status_code}"
        if endpoint in {"catalogue.file", "catalogue.file_size"} and answer.status_code == 200:
            continue
        for name, value in HEADERS.items():
            assert answer.headers.get(name) == value, f"{address}: {name}"
        assert not re.search(rb"<script(?![^>]*\bsrc=)|<style|\son\w+=|style=", answer.data), (
            address
        )


def test_every_form_is_refused_without_its_token(
    app: Flask, client: Client, session: Session, world: World
) -> None:
    browse(client, session, world, "admin")
    adapter = app.url_map.bind("localhost")
    for rule in app.url_map.iter_rules():
        if "POST" not in (rule.methods or ()):
            continue
        values = {
            name: "en" if name == "language" else 1 if name == "number" else "aaaaaaaaaa"
            for name in rule.arguments
        }
        answer = client.post(adapter.build(rule.endpoint, values, method="POST"))
        assert answer.status_code == 400, rule.rule


class TestAnAnonymousNeed:
    @pytest.mark.parametrize("who", ["anyone", "provider"])
    @pytest.mark.parametrize("language", ["en", pytest.param("zh", marks=ONCE)])
    def test_no_page_for_others_names_its_organisation_beside_it(
        self, app: Flask, client: Client, session: Session, world: World, who: str, language: str
    ) -> None:
        browse(client, session, world, who)
        # The organisation itself is public; what must not show is that the need is its own.
        public = {"pages.organisation", "organisations.directory", "organisations.claim"}
        for endpoint, address in addresses(app, world, language):
            text = client.get(address, follow_redirects=True).text
            named = SECRET_NAME in text or SECRET_NAME_ZH in text
            if endpoint in public:
                assert world.anonymous.public_id not in text, address
            else:
                assert not named, address
                assert "quillfeather" not in text.lower(), address

    def test_a_search_for_the_organisation_does_not_find_it(
        self, client: Client, session: Session, world: World
    ) -> None:
        for query in (
            f"org:{world.hidden.public_id}",
            SECRET_NAME,
            SECRET_NAME_ZH,
            f'"{SECRET_NAME}"',
            "quillfeather.example",
        ):
            text = client.get("/en/search", query_string={"q": query}).text
            assert world.anonymous.public_id not in text, query
            suggestions = client.get("/en/search/suggestions", query_string={"q": query}).text
            assert world.anonymous.public_id not in suggestions, query

    def test_no_mail_to_others_names_it(
        self, client: Client, session: Session, world: World, mailbox: Mailbox
    ) -> None:
        own = {world.seeker.email, world.admin.email, world.moderator.email}
        for message in mailbox.receive():
            if message["To"] in own:
                continue
            assert SECRET_NAME not in plain_text(message)
            assert SECRET_NAME not in str(message["Subject"])


def test_a_withdrawn_or_rejected_listing_is_nowhere_but_at_its_owners_and_its_tombstone(
    app: Flask, client: Client, session: Session, world: World
) -> None:
    gone = world.listings[ListingState.WITHDRAWN]
    rejected = world.listings[ListingState.REJECTED]
    assert client.get(f"/en/listings/{gone.public_id}").status_code == 410
    assert client.get(f"/en/listings/{rejected.public_id}").status_code == 404
    for _endpoint, address in addresses(app, world):
        if gone.public_id in address or rejected.public_id in address:
            continue
        text = client.get(address, follow_redirects=True).text
        assert gone.public_id not in text, address
        assert rejected.public_id not in text, address

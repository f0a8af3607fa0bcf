"""Puts hostile values into every field of every form, as somebody who may use the form."""

import json
import re
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import quote, urljoin, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from markupsafe import escape
from sqlalchemy import Engine, event, select
from sqlalchemy.orm import Session
from werkzeug.exceptions import HTTPException
from werkzeug.test import TestResponse

from greenmatch.accounts.models import User
from greenmatch.catalogue.forms import STEPS
from greenmatch.catalogue.states import ListingState
from greenmatch.core.database import db
from greenmatch.core.worker import consume_all
from greenmatch.organisations.models import MemberRole
from greenmatch.organisations.services.claiming import request_claim
from greenmatch.organisations.services.inviting import invite_member
from tests.factories.accounts import PASSWORD, make_user, sign_in
from tests.factories.catalogue import make_draft, make_published, need, technology
from tests.factories.hostile import (
    INJECTED_HEADER,
    KEPT,
    NEVER_RAW,
    OF_A_CHOICE,
    SHOWN,
    STORED_DIFFERENTLY,
    VALUES,
    encoded,
)
from tests.factories.organisations import add_membership
from tests.factories.world import SECRET_NAME, World, addresses, make_world
from tests.fixtures.cleaning import Cleaner
from tests.fixtures.forms import Form, read_forms
from tests.fixtures.web import MakeApp

# All in one process: to prepare the platform and to look for its forms takes long.
pytestmark = pytest.mark.xdist_group("hostile forms")

PEOPLE = ("anyone", "provider", "seeker", "moderator", "admin")
TOKEN = "csrf_token"
ADDED = "7"  # the number of a row that is added
PARTS = 12  # of the forms, so that one sees how far it got

# Forms that these tests do not fill in, and why. Whatever else takes a form is filled in.
LEFT_OUT = {
    "accounts.confirm": "opened by the link of a mail; asks for a password only, as sign-in does",
    "accounts.confirm_mail": "opened by the link of a mail; one button",
    "accounts.reset": "opened by the link of a mail; asks for a password only, as change_password",
    "accounts.confirm_again": "one button, without a field",
    "organisations.accept": "opened by the link of a mail; one button",
    "organisations.join": "one button, without a field",
    "accounts.end": "one button beside another browser's session, without a field",
    "matching.unmute": "one button beside a match that is mute, without a field",
    "matching.undo": "one button beside a match put aside, without a field",
    "admin.activate": "one button at a hidden organisation, without a field",
    "admin.reinstate_user": "one button at a suspended person, without a field",
}

# What fits a field that is empty on the page and must not be.
FITTING = {
    "email": "new.person@example.org",
    "password": PASSWORD,
    "current_password": PASSWORD,
    "new_password": "autumn gale over the pier",
    "terms": "y",
    "reason": "It must be so for a good reason.",
    "decision": "approve",
    "message": "Please say more about this.",
    "body": "Does it run without a grid?",
    "remove": "y",
}
FITTING_AT = {
    ("admin.hand_over", "organisation"): SECRET_NAME,
    ("accounts.sign_up", "email"): "another.person@example.org",
}
# A row is taken only when it says what it is about.
FITTING_IN_A_ROW = {
    "text": "Works at sea level",
    "metric": "Efficiency",
    "value": "20",
    "kind": "copyright",  # goes with every state of the rights as a whole
}
# Without a change there is nothing that needs the reason.
CHANGED = {
    ("admin", "catalogue.edit"): ("title", "Pump for wells"),
    ("admin", "organisations.edit"): ("name", "Well Works"),
}
# Where the first button does without what was typed.
BUTTONS = {"admin.claim": ("decision", "decline")}

# Says that mail and password do not go together; which is wrong would tell who has an account.
NAMES_NO_FIELD = {"accounts.sign_in"}

TYPED = {"text", "textarea", "search", "email", "url", "tel"}

# Needs a file, which no text can stand for; the tests of files send good and bad ones.
NEEDS_A_FILE = {"organisations.logo"}

# Where people look for forms: where they are shown some that nobody before them is.
LOOKS_AT = {
    "anyone": {"accounts", "listings", "organisations", "pages", "search"},
    "provider": {"accounts", "catalogue", "enquiries", "listings", "matching", "organisations"},
    "seeker": {"enquiries", "organisations"},
    "moderator": {"moderation"},
    "admin": {"admin", "catalogue", "organisations"},
}


@dataclass
class Place:
    """A form where it was found: who may use it, on which page, and what answers it."""

    who: str
    page: str
    endpoint: str
    number: int
    form: Form
    fields: list[str] = field(default_factory=list)  # that no earlier form had

    def __str__(self) -> str:
        return f"{self.endpoint} ({self.who}, {self.page})"


@dataclass
class Stage:
    """A platform that stands again as it stood after each form that was sent."""

    app: Flask
    cleaner: Cleaner
    world: World
    cookies: dict[str, str]
    pages: list[tuple[str, str]]
    copy: sqlite3.Connection | None = None  # the whole database, where it is SQLite
    _places: list[Place] = field(default_factory=list)

    def client(self, who: str) -> FlaskClient:
        client = self.app.test_client()
        if who in self.cookies:
            client.set_cookie("greenmatch", self.cookies[who])
        return client

    def places(self) -> list[Place]:
        """The forms that have all fields there are, each field once: where it is shown first."""
        if not self._places:
            seen: set[tuple[str, str]] = set()
            for place in (place for who in PEOPLE for place in self._shown_to(who)):
                fields = {
                    name
                    for name in place.form.names - {TOKEN}
                    if (place.endpoint, _numberless(name)) not in seen
                }
                first = place.endpoint not in {each.endpoint for each in self._places}
                if fields or first:
                    # Of rows, and of notes to each part of a listing, one stands for the others.
                    place.fields = sorted({_numberless(name): name for name in fields}.values())
                    seen |= {(place.endpoint, _numberless(name)) for name in fields}
                    self._places.append(place)
        return self._places

    def restore(self) -> None:
        """Takes back what a form has changed."""
        if self.cleaner.touched and self.copy is not None:
            raw = self.cleaner.engine.raw_connection()
            assert isinstance(raw.driver_connection, sqlite3.Connection)
            self.copy.backup(raw.driver_connection)
            raw.close()
            self.cleaner.forget()
        self.cleaner.clean()

    def holds(self, value: str) -> bool:
        """Whether a text stands in a row of the database, by itself or in a document."""
        forms = (value, json.dumps(value, ensure_ascii=False)[1:-1], quote(value))
        with self.cleaner.engine.connect() as connection:
            rows = (
                row for table in self.cleaner.tables for row in connection.execute(select(table))
            )
            return any(form in str(cell) for row in rows for cell in row for form in forms)

    def _shown_to(self, who: str) -> Iterator[Place]:
        client = self.client(who)
        for page, endpoint in self.pages:
            if endpoint.split(".")[0] not in LOOKS_AT[who]:
                continue
            answer = client.get(page)
            if answer.status_code != 200 or answer.mimetype != "text/html":
                continue
            for number, form in enumerate(read_forms(answer.text)):
                target = self.endpoint(urljoin(page, form.action), form.method)
                if target is not None:
                    yield Place(who, page, target, number, form)

    def endpoint(self, address: str, method: str) -> str | None:
        adapter = self.app.url_map.bind("localhost")
        try:
            return str(adapter.match(urlsplit(address).path, method=method.upper())[0])
        except HTTPException:
            return None


def _numberless(name: str) -> str:
    return re.sub(r"^note_.*", "note_#", re.sub(r"-\d+-", "-#-", name))


@pytest.fixture(scope="module")
def stage(make_app: MakeApp) -> Iterator[Stage]:
    app = make_app(rate_limits=False)
    with app.app_context():
        engine = db.engine
        if engine.dialect.name == "sqlite":
            event.listen(engine, "connect", _do_not_wait_for_the_disk)
            engine.dispose()
        with Session(engine, expire_on_commit=False) as session:
            world = make_world(session)
            pages = [*_more_pages(session, world)]
            pages += [(address, endpoint) for endpoint, address in addresses(app, world)]
            session.commit()
            consume_all(session)
            cookies = _signed_in(app, session, world.people())
            session.commit()
        copy = _copy(engine)
    yield Stage(app, Cleaner.of(engine), world, cookies, pages, copy)
    if copy is not None:
        copy.close()


def _copy(engine: Engine) -> sqlite3.Connection | None:
    raw = engine.raw_connection()
    copy = None
    if isinstance(raw.driver_connection, sqlite3.Connection):
        copy = sqlite3.connect(":memory:", check_same_thread=False)
        raw.driver_connection.backup(copy)
    raw.close()
    return copy


def _do_not_wait_for_the_disk(connection: object, _record: object) -> None:
    connection.execute("PRAGMA synchronous = OFF")  # type: ignore[attr-defined]


def _more_pages(session: Session, world: World) -> Iterator[tuple[str, str]]:
    """Pages that need a thing in a state that the world has not: drafts, rows, open requests."""
    waiting = world.listings[ListingState.SUBMITTED]
    yield f"/en/moderation/{waiting.public_id}/1", "moderation.review"
    for content in (technology("A draft"), need("A wish"), technology("资料", original="zh")):
        draft = make_draft(
            session, content=content, author=world.provider, organisation=world.house
        )
        for step in STEPS[draft.kind]:
            yield f"/en/listings/{draft.public_id}/edit/{step.name}", "catalogue.edit"
        yield f"/en/listings/{draft.public_id}/submit", "catalogue.submit"
    own = make_published(
        session,
        content=technology("Membrane for wells"),
        author=world.provider,
        organisation=world.house,
    )
    other = world.anonymous
    yield f"/en/listings/{own.public_id}/matches/{other.public_id}/dismiss", "matching.dismiss"
    yield f"/en/listings/{own.public_id}/withdraw", "catalogue.withdraw"
    claim = request_claim(
        session, organisation=world.unclaimed, user=world.seeker, message="It is ours."
    )
    session.flush()
    yield f"/en/admin/claims/{claim.public_id}", "admin.claim"
    member = make_user(session, name="Mina Member")
    add_membership(session, world.house, member, MemberRole.OWNER)
    make_user(session, email=FITTING["email"])  # who signs in, and is written to
    house = f"/en/organisation/{world.house.public_id}"
    yield f"{house}/members/{member.public_id}/remove", "organisations.remove"
    invite_member(
        session,
        organisation=world.house,
        email="later@example.org",
        role=MemberRole.MEMBER,
        inviter=world.provider,
    )
    yield f"{house}/members", "organisations.members"


def _signed_in(app: Flask, session: Session, people: dict[str, User | None]) -> dict[str, str]:
    cookies = {}
    for who, person in people.items():
        if person is not None:
            client = app.test_client()
            sign_in(client, session, person)
            cookie = client.get_cookie("greenmatch")
            assert cookie is not None
            cookies[who] = cookie.value
    return cookies


@dataclass
class Attempt:
    """One form, opened in a browser of its own, to be sent again and again."""

    stage: Stage
    place: Place

    def __post_init__(self) -> None:
        self.client = self.stage.client(self.place.who)
        shown = self.client.get(self.place.page)
        self.form = read_forms(shown.text)[self.place.number]
        self.cookie = self.client.get_cookie("greenmatch")
        self.valid = {name: list(values) for name, values in self.form.values.items()}
        for name in self.form.names:
            self._fill(name)
        name, value = CHANGED.get((self.place.who, self.place.endpoint), ("", ""))
        if name in self.valid:
            self.valid[name] = [value]
        button = BUTTONS.get(self.place.endpoint, next(iter(self.form.buttons), None))
        if button and button[0] not in {"add", "remove"}:
            self.valid.setdefault(button[0], [button[1]])

    def _fill(self, name: str) -> None:
        if any(self.valid.get(name, [])) or self.form.kinds[name] in {"hidden", "file"}:
            return
        fitting = FITTING_AT.get((self.place.endpoint, name)) or FITTING.get(name)
        if "-__i__-" in name:
            fitting = FITTING_IN_A_ROW.get(name.rpartition("-")[2])
        choices = [choice for choice in self.form.choices.get(name, []) if choice]
        if choices and (fitting or name in self.form.needed):
            self.valid[name] = [fitting if fitting in choices else choices[0]]
        elif not choices and (fitting or name in self.form.needed):
            self.valid[name] = [fitting or "Plain words"]

    def send(self, changes: dict[str, list[str]]) -> TestResponse:
        """The answer to the form with these values, the others being as they should."""
        if self.cookie is not None:
            self.client.set_cookie("greenmatch", self.cookie.value)
        # A row that a script would add is sent as the script would send it.
        data = {
            name.replace("__i__", ADDED): values
            for name, values in {**self.valid, **changes}.items()
        }
        target = urljoin(self.place.page, self.form.action)
        if self.form.method == "get":
            path = target.split("?")[0]
            return self.client.get(path, query_string=encoded(data).decode())
        return self.client.post(
            target, data=encoded(data), content_type="application/x-www-form-urlencoded"
        )

    def after(self, answer: TestResponse) -> TestResponse:
        """The page that is shown in the end."""
        if answer.status_code in {302, 303} and urlsplit(answer.location).netloc in {
            "",
            "localhost",
        }:
            return self.client.get(answer.location)
        return answer


def complaints(attempt: Attempt, name: str, title: str, answer: TestResponse) -> Iterator[str]:
    """What is wrong with the answer to a hostile value, and with the page after it if we look."""
    look = title in SHOWN
    if INJECTED_HEADER in answer.headers:
        yield "wrote a header of its own"
    shown = attempt.after(answer) if look else answer
    if answer.status_code >= 500 or shown.status_code >= 500:
        yield f"answered {answer.status_code}, then {shown.status_code}"
    for raw in NEVER_RAW:
        if raw in shown.text:
            yield f"shows {raw!r} as it is"
    if answer.status_code == 422 and not names_the_field(attempt, name, answer.text):
        yield "refused without a word at the field"
    taken = title in KEPT and answer.status_code in {302, 303}
    if taken and attempt.form.kinds[name] in TYPED:
        value = VALUES[title][0]
        if str(escape(value)) not in shown.text and not attempt.stage.holds(value):
            yield "took the value and lost it"


def names_the_field(attempt: Attempt, name: str, html: str) -> bool:
    """Whether the page says what is wrong beside this field; what is hidden has no place."""
    if attempt.form.kinds.get(name) == "hidden" or attempt.place.endpoint in NAMES_NO_FIELD:
        return True
    at = re.sub(r"-(?:__i__|\d+)-", r"-\\d+-", name)  # rows are counted anew
    return re.search(f'id="{at}-error|href="#{at}"', html) is not None


@pytest.mark.parametrize("part", range(PARTS))
def test_every_field_takes_hostile_values_or_says_why_not(stage: Stage, part: int) -> None:
    problems: list[str] = []
    for place in [place for place in stage.places() if place.fields][part::PARTS]:
        attempt = Attempt(stage, place)
        refused = False
        for name in place.fields:
            for title, values in values_for(attempt, name):
                answer = attempt.send({name: values})
                refused = refused or answer.status_code == 422
                problems += [
                    f"{place} {name} = {title}: {problem}"
                    for problem in complaints(attempt, name, title, answer)
                ]
                stage.restore()
        if has_limits(attempt.form, place.fields) and not refused:
            problems.append(f"{place}: refused nothing, though it has limits")
    assert not problems, "\n".join(problems)


def values_for(attempt: Attempt, name: str) -> Iterator[tuple[str, list[str]]]:
    """All of them; on a second kind of database those that a database itself might mind."""
    first = attempt.stage.cleaner.engine.dialect.name == "sqlite"
    chosen = attempt.form.kinds[name] in {"select", "checkbox", "radio", "hidden"}
    for title, values in VALUES.items():
        if first or title in (OF_A_CHOICE if chosen else STORED_DIFFERENTLY):
            yield title, values


def has_limits(form: Form, fields: list[str]) -> bool:
    """Whether the page says that some values of these fields will not do."""
    return form.method == "post" and bool((form.needed | set(form.longest)) & set(fields))


def test_every_form_is_accepted_when_all_is_valid(stage: Stage) -> None:
    """Otherwise the hostile value would not be what is judged."""
    refused = []
    for place in stage.places():
        if place.fields:
            attempt = Attempt(stage, place)
            answer = attempt.send({})
            stage.restore()
            if answer.status_code >= 400 and place.endpoint not in NEEDS_A_FILE:
                refused.append(
                    f"{place} {place.fields}: {answer.status_code} {errors_of(answer.text)}"
                )
    assert not refused, "\n".join(refused)


def errors_of(html: str) -> list[str]:
    return re.findall(r'<li><a href="#(.*?)</a>', html)


def test_every_form_there_is_was_found(stage: Stage) -> None:
    found = {place.endpoint for place in stage.places()}
    takes_forms = {
        rule.endpoint for rule in stage.app.url_map.iter_rules() if "POST" in (rule.methods or ())
    }
    assert takes_forms - found == set(LEFT_OUT)

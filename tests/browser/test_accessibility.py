"""Every page of the filled platform, checked by axe, and for its fit to the screen of a phone."""

from collections import Counter, deque
from collections.abc import Iterator
from functools import partial
from urllib.parse import urlsplit

import pytest
from flask import Flask
from playwright.sync_api import Page, expect
from werkzeug.exceptions import HTTPException

from greenmatch.core.web.access import ACCESS
from greenmatch.sample.people import sample_passwords
from tests.fixtures.accessibility import (
    assert_accessible,
    assert_accessible_and_readable,
    assert_fits,
    bring_axe,
)
from tests.fixtures.browser import NARROW, WIDE, NewPage
from tests.fixtures.database import NewDatabase
from tests.fixtures.server import Server, running_server

# In one process: the sample takes long to load, and what looks alike need be judged only once.
pytestmark = [
    pytest.mark.browser,
    pytest.mark.once,
    pytest.mark.xdist_group("accessibility"),
]

PEOPLE = {
    "anyone": None,
    "provider": "provider@sample.example",
    "seeker": "seeker@sample.example",
    "admin": "admin@sample.example",
}
STARTS = {
    "anyone": (
        "/",
        "/search?q=water+pump",
        "/search?q=zzzzzz&kind=need&country=XX",
        "/sign-up",
        "/sign-up/mail",
        "/password",
        "/password/mail",
        # What a used or mistyped link leads to, and a page that is not there.
        "/password/no-such-token",
        "/sign-up/confirm/no-such-token",
        "/invitation/no-such-token",
        "/listings/aaaaaaaaaa",
        "/nowhere",
    ),
    "provider": ("/dashboard", "/account", "/organisation", "/enquiries", "/account/mail/none"),
    "seeker": ("/dashboard", "/enquiries", "/needs/new"),
    "admin": ("/admin", "/moderation", "/mails"),
}
# No pages: files, answers for scripts and machines.
NO_PAGE = {
    "static",
    "accounts.export",
    "admin.audit_csv",
    "catalogue.file",
    "catalogue.file_size",
    "search.suggestions",
    "machines.health",
    "admin.health",
    "machines.robots",
}
# One page of a kind is enough; of these more, for they differ by kind, step or state.
SEVERAL = {"listings.show": 4, "catalogue.edit": 9, "enquiries.thread": 2, "catalogue.submit": 2}

# What somebody before this person has looked at, who is shown the same there.
LOOKED_AT = {
    "seeker": {"accounts", "organisations"},
    "admin": {"accounts", "catalogue", "enquiries", "organisations"},
}
# Pages without which the walk would not have got where it should.
MUST_SEE = {
    "anyone": {"pages.home", "search.results", "listings.show", "pages.organisation"},
    "provider": {"pages.dashboard", "catalogue.edit", "matching.matches", "enquiries.thread"},
    "seeker": {"pages.dashboard", "matching.matches", "enquiries.thread"},
    "admin": {"moderation.review", "admin.listing", "admin.user", "admin.organisation"},
}


@pytest.fixture(scope="module")
def live_server(
    new_database: NewDatabase, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    """A server with the sample catalogue; `new_page` opens pages of this one here."""
    with running_server(
        tmp_path_factory.mktemp("sample"),
        sample=True,
        GREENMATCH_DATABASE_URL=new_database(),
        GREENMATCH_RATE_LIMITS="no",
    ) as server:
        yield server


@pytest.fixture(scope="module")
def faces() -> set[str]:
    """Looks of letters that have been found readable."""
    return set()


def sign_in(page: Page, server: Server, who: str, language: str) -> None:
    """Makes the browser that person's, through the page for it."""
    address = PEOPLE[who]
    if address is None:
        return
    page.goto(f"/{language}/sign-in")
    page.fill("main [name=email]", address)
    page.fill("main [name=password]", sample_passwords(server.folder / "instance")[address])
    page.locator("main [name=password]").press("Enter")
    page.wait_for_url(lambda url: "/sign-in" not in url)


class Walk:
    """Follows the links of pages to one page of each kind (more of some) that one may look at."""

    def __init__(self, app: Flask, page: Page, language: str, starts: tuple[str, ...]) -> None:
        self.adapter = app.url_map.bind("localhost")
        self.page = page
        self.language = language
        self.waiting = deque(f"/{language}{path}" for path in starts)
        self.asked = set(self.waiting)
        self.counts: Counter[str] = Counter()
        self._kinds: dict[str, str | None] = {}

    def kind(self, path: str) -> str | None:
        """The endpoint behind a path; None where there is none that answers with a page."""
        if path not in self._kinds:
            self._kinds[path] = self._find_kind(path)
        return self._kinds[path]

    def _find_kind(self, path: str) -> str | None:
        try:
            endpoint = str(self.adapter.match(path, method="GET")[0])
        except HTTPException:
            return None
        return None if endpoint in NO_PAGE else endpoint

    def pages(self, known: set[str]) -> Iterator[str]:
        """Opens page after page and gives its endpoint, without the kinds that are known."""
        while self.waiting:
            path = self.waiting.popleft()
            kind = self.kind(urlsplit(path).path) or "none"
            self.counts[kind] += 1
            self.page.goto(path)
            yield kind
            for link in self._links():
                new = self.kind(link)
                if new is None or new in known or link in self.asked:
                    continue
                queued = sum(self.kind(urlsplit(each).path) == new for each in self.waiting)
                if self.counts[new] + queued < SEVERAL.get(new, 1):
                    self.asked.add(link)
                    self.waiting.append(link)

    def _links(self) -> list[str]:
        found = self.page.eval_on_selector_all(
            "a[href]", "links => links.map(link => link.href.replace(/[?#].*/, ''))"
        )
        prefix = f"/{self.language}/"
        return [path for path in (urlsplit(link).path for link in found) if path.startswith(prefix)]


@pytest.mark.parametrize(
    ("language", "size"), [("en", WIDE), ("zh", NARROW)], ids=["en-desktop", "zh-phone"]
)
@pytest.mark.parametrize("who", PEOPLE)
def test_nothing_stands_in_the_way(
    shared_app: Flask,
    live_server: Server,
    new_page: NewPage,
    faces: set[str],
    who: str,
    language: str,
    size: tuple[int, int],
) -> None:
    page = new_page(language=language, size=size)
    sign_in(page, live_server, who, language)
    bring_axe(page)
    walk = Walk(shared_app, page, language, STARTS[who])
    problems: list[str] = []
    for _kind in walk.pages(seen_by_others(shared_app, who)):
        # The colours are the same in every language.
        readable = partial(assert_accessible_and_readable, known=faces)
        for check in (readable if language == "en" else assert_accessible, assert_fits):
            try:
                check(page)
            except AssertionError as problem:
                problems.append(str(problem))
    assert not problems, "\n\n".join(problems)
    assert walk.counts.keys() >= MUST_SEE[who]


def seen_by_others(app: Flask, who: str) -> set[str]:
    """The kinds of pages that need not be looked at as this person as well."""
    if who == "anyone":
        return set()
    public = {name for name, view in app.view_functions.items() if _is_public(view)}
    own = {"listings.show"}  # with more on it for its owner and for moderators
    others = LOOKED_AT.get(who, set())
    return (public - own) | {name for name in app.view_functions if name.split(".")[0] in others}


def _is_public(view: object) -> bool:
    return getattr(view, ACCESS, None) == "public"


class TestWithoutScripts:
    def test_one_searches(self, new_page: NewPage) -> None:
        page = new_page(scripts=False)
        page.goto("/en/")
        page.locator("main [name=q]").first.fill("water")
        page.locator("main form button[type=submit]:visible").first.click()

        expect(page.locator("main a[href*='/listings/']").first).to_be_visible()

    def test_one_signs_in_and_adds_a_row_to_a_listing(
        self, live_server: Server, new_page: NewPage
    ) -> None:
        page = new_page(scripts=False)
        sign_in(page, live_server, "provider", "en")
        page.goto("/en/technologies/new")
        page.fill("main [name=title]", "A pump for the tide")
        page.locator("main form button.btn-primary").first.click()
        page.goto(page.url.replace("/description", "/benefits"))
        rows = page.locator("main [name^='claims-'][name$='-metric']")
        before = rows.count()
        page.locator("main button[name=add][value=claims]").click()

        expect(rows).to_have_count(before + 1)


class TestTheChecks:
    def test_faint_letters_are_noticed(self, new_page: NewPage) -> None:
        page = new_page()
        page.goto("/en/sectors")
        page.evaluate("document.querySelectorAll('main a').forEach(a => a.style.color = '#ccc')")
        with pytest.raises(AssertionError, match="color-contrast"):
            assert_accessible_and_readable(page)

    def test_a_page_that_is_too_wide_is_noticed(self, new_page: NewPage) -> None:
        page = new_page(size=NARROW)
        page.goto("/en/sectors")
        assert_fits(page)
        page.evaluate("document.querySelector('main h1').style.width = '500px'")
        with pytest.raises(AssertionError, match="wider than the screen"):
            assert_fits(page)

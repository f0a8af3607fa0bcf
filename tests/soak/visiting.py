"""People who use the site over HTTP: cookies, forms with their tokens, no JavaScript."""

import http.client
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from http.cookiejar import CookieJar
from typing import TypeVar
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode, urljoin, urlsplit
from urllib.request import HTTPCookieProcessor, OpenerDirector, Request, build_opener

from tests.fixtures.forms import Form, find_form, read_forms

T = TypeVar("T")
Values = Mapping[str, str | Sequence[str]]
TIMEOUT = 60.0


class Unanswered(Exception):
    """The request may have been carried out or not: no whole answer came."""


@dataclass(frozen=True)
class Answer:
    """The page that came in the end, after any redirect."""

    status: int
    url: str
    text: str

    @property
    def path(self) -> str:
        """The address without the host."""
        return urlsplit(self.url).path


@dataclass
class Visitor:
    """One browser. `site` gives the address at which the server is reached now."""

    site: Callable[[], str]
    requests: int = 0
    unanswered: int = 0
    _opener: OpenerDirector = field(
        default_factory=lambda: build_opener(HTTPCookieProcessor(CookieJar()))
    )

    def get(self, path: str) -> Answer:
        """The page at a path."""
        return self._send(Request(urljoin(self.site(), path)))  # noqa: S310 - our own server

    def send(self, page: Answer, form: Form, values: Values) -> Answer:
        """Sends a form of a page with some values replaced."""
        data = urlencode({**form.values, **values}, doseq=True).encode()
        target = urljoin(page.url, form.action)
        return self._send(Request(target, data=data))  # noqa: S310 - our own server

    def submit(self, page: Answer, values: Values, action: str | None = None) -> Answer:
        """Fills in and sends the form of a page that has these fields."""
        return self.send(page, find_form(page.text, set(values), action), values)

    def forms(self, page: Answer, method: str = "post") -> list[Form]:
        """The forms of a page that change something."""
        return [form for form in read_forms(page.text) if form.method == method]

    def sign_in(self, email: str, password: str) -> None:
        """Signs in, in English."""
        page = self.submit(self.get("/en/sign-in"), {"email": email, "password": password})
        assert page.status == 200, page.status
        assert "sign-in" not in page.path, page.path

    def _send(self, request: Request) -> Answer:
        self.requests += 1
        try:
            with self._opener.open(request, timeout=TIMEOUT) as answer:
                return Answer(answer.status, answer.url, answer.read().decode("utf-8"))
        except HTTPError as refused:
            with refused:
                return Answer(refused.code, refused.url or "", refused.read().decode("utf-8"))
        except (URLError, http.client.HTTPException, OSError) as failure:
            self.unanswered += 1
            raise Unanswered from failure


def persist(attempt: Callable[[], T], *, patience: float = 180.0) -> T:
    """Tries again while no answer comes, as people do when a site is down for a moment."""
    deadline = time.monotonic() + patience
    while True:
        try:
            return attempt()
        except Unanswered:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.3)

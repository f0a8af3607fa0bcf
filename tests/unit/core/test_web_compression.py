"""Pages are compressed for those who take it, and only what gains from it."""

import gzip

import pytest
from flask import Flask, Response
from flask.testing import FlaskClient

from greenmatch.core.web.compression import init_compression

TEXT = "A pump that runs on sunlight. " * 100
GZIP = {"Accept-Encoding": "gzip, deflate"}


@pytest.fixture
def client() -> FlaskClient:
    """A site of a long page, a short one, a picture and a stream."""
    app = Flask("site", static_folder=None)
    init_compression(app)
    app.add_url_rule("/long", "long", lambda: TEXT)
    app.add_url_rule("/short", "short", lambda: "ok")
    app.add_url_rule("/picture", "picture", lambda: Response(bytes(5000), mimetype="image/png"))
    app.add_url_rule("/stream", "stream", lambda: Response(iter([TEXT]), mimetype="text/csv"))
    return app.test_client()


def test_a_long_page_is_compressed(client: FlaskClient) -> None:
    answer = client.get("/long", headers=GZIP)
    assert answer.headers["Content-Encoding"] == "gzip"
    assert int(answer.headers["Content-Length"]) == len(answer.data) < len(TEXT)
    assert gzip.decompress(answer.data).decode() == TEXT


def test_caches_are_told_that_there_are_two_forms(client: FlaskClient) -> None:
    assert client.get("/long", headers=GZIP).headers["Vary"] == "Accept-Encoding"
    assert client.get("/long").headers["Vary"] == "Accept-Encoding"


@pytest.mark.parametrize("refusal", [{}, {"Accept-Encoding": "gzip;q=0"}])
def test_a_page_stays_as_it_is_for_those_who_do_not_take_it(
    client: FlaskClient, refusal: dict[str, str]
) -> None:
    assert client.get("/long", headers=refusal).text == TEXT


@pytest.mark.parametrize("path", ["/short", "/picture", "/stream"])
def test_what_gains_nothing_or_streams_is_left_alone(client: FlaskClient, path: str) -> None:
    assert "Content-Encoding" not in client.get(path, headers=GZIP).headers

"""Static files: addresses, caching, compression, and what is never served."""

import gzip
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from greenmatch.core.web import assets


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A static folder of three files, beside something that must stay private."""
    static = tmp_path / "static"
    (static / "css").mkdir(parents=True)
    (static / "css" / "page.css").write_text("body { color: teal }\n" * 50)
    (static / "photo.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(64))
    (static / "__init__.py").write_text("")
    (tmp_path / "secret.css").write_text("secret")
    monkeypatch.setattr(assets, "static_folder", lambda: static)
    return static


@pytest.fixture
def app(folder: Path) -> Flask:
    """An application that serves nothing but the folder."""
    app = Flask("site", static_folder=None)
    assets.init_assets(app)
    return app


@pytest.fixture
def client(app: Flask) -> Iterator[FlaskClient]:
    """A client inside a request, so that addresses can be made."""
    with app.test_request_context():
        yield app.test_client()


class TestAssetUrl:
    def test_its_file_may_be_kept_for_a_year(self, client: FlaskClient) -> None:
        answer = client.get(assets.asset_url("css/page.css"))
        assert answer.status_code == 200
        assert answer.mimetype == "text/css"
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"

    def test_it_changes_when_any_file_changes(self, folder: Path, client: FlaskClient) -> None:
        before = assets.folder_version(folder)
        assert before in assets.asset_url("photo.png")
        (folder / "css" / "page.css").write_text("body { color: red }")
        assert assets.folder_version(folder) != before

    def test_an_address_of_an_older_version_gets_the_file_but_not_to_keep(
        self, client: FlaskClient
    ) -> None:
        answer = client.get("/static/0000000000/css/page.css")
        assert answer.status_code == 200
        assert answer.headers["Cache-Control"] == "no-cache"

    def test_an_unchanged_file_is_not_sent_again(self, client: FlaskClient) -> None:
        address = assets.asset_url("css/page.css")
        tag = client.get(address).headers["ETag"]
        again = client.get(address, headers={"If-None-Match": tag})
        assert (again.status_code, again.data) == (304, b"")


class TestCompression:
    def test_text_is_compressed_for_those_who_take_it(
        self, client: FlaskClient, folder: Path
    ) -> None:
        answer = client.get(assets.asset_url("css/page.css"), headers={"Accept-Encoding": "gzip"})
        assert answer.headers["Content-Encoding"] == "gzip"
        assert answer.headers["Vary"] == "Accept-Encoding"
        assert gzip.decompress(answer.data) == (folder / "css" / "page.css").read_bytes()

    def test_others_get_it_as_it_is(self, client: FlaskClient, folder: Path) -> None:
        answer = client.get(assets.asset_url("css/page.css"))
        assert "Content-Encoding" not in answer.headers
        assert answer.data == (folder / "css" / "page.css").read_bytes()

    def test_pictures_are_left_alone(self, client: FlaskClient) -> None:
        answer = client.get(assets.asset_url("photo.png"), headers={"Accept-Encoding": "gzip"})
        assert "Content-Encoding" not in answer.headers
        assert answer.mimetype == "image/png"


@pytest.mark.parametrize(
    "path",
    [
        "missing.css",
        "css",
        "../secret.css",
        "css/../../secret.css",
        "%2e%2e/secret.css",
        "..%2fsecret.css",
        "__init__.py",
    ],
)
def test_nothing_outside_the_folder_and_no_code_is_served(client: FlaskClient, path: str) -> None:
    version = assets.asset_url("photo.png").split("/")[2]
    assert client.get(f"/static/{version}/{path}").status_code == 404


def test_a_page_that_the_site_lacks_is_known_to_be_lacking(client: FlaskClient) -> None:
    assert assets.has_page("static")
    assert not assets.has_page("events.calendar")

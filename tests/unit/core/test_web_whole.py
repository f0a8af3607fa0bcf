"""Whole pages that are kept for everybody who is not signed in."""

import gzip

import pytest

from greenmatch.core.web.whole import WholePage

TOKEN = b"a-token.of-some_body"
HTML = f"<p>纸 {TOKEN.decode()}</p>" + "<p>green</p>" * 500


class TestWholePage:
    def test_the_page_comes_with_the_token_of_now(self) -> None:
        page = WholePage(HTML, TOKEN.decode())
        expected = HTML.replace(TOKEN.decode(), "another").encode()

        assert page.plain(b"another") == expected
        assert gzip.decompress(page.gzipped(b"another")) == expected

    def test_it_is_compressed(self) -> None:
        page = WholePage(HTML, TOKEN.decode())

        assert len(page.gzipped(TOKEN)) < len(HTML) / 5

    @pytest.mark.parametrize("token", [None, TOKEN.decode()])
    def test_a_page_without_a_form_stays_as_it_is(self, token: str | None) -> None:
        page = WholePage("<p>green</p>", token)

        assert not page.has_token
        assert gzip.decompress(page.gzipped(b"")) == b"<p>green</p>"

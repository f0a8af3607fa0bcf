"""Parts of pages that are made once."""

from flask import Flask
from markupsafe import Markup

from greenmatch.core.web.kept import KeptParts, kept

PAGE = ("components/badge.html", "unknown")


def test_a_part_is_made_once_in_each_language(app: Flask) -> None:
    with app.test_request_context("/en/"):
        app.preprocess_request()
        english = kept(*PAGE)
        assert kept(*PAGE) is english
    with app.test_request_context("/zh/"):
        app.preprocess_request()
        assert kept(*PAGE) != english


def test_what_was_not_asked_for_longest_goes() -> None:
    parts = KeptParts(4_000)
    for number in range(5):
        parts.put(number, Markup().join(["x" * 300]))
        parts.get(0)
    assert [number for number in range(5) if parts.get(number)] == [0, 2, 3, 4]

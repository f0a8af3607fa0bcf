"""Parts of pages that are made once."""

from flask import Flask

from greenmatch.core.web.keeping import Kept
from greenmatch.core.web.kept import kept

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
    things: Kept[str] = Kept(4_000)
    for number in range(5):
        things.put(number, f"thing {number}", 1_000)
        things.get(0)
    assert [number for number in range(5) if things.get(number)] == [0, 2, 3, 4]

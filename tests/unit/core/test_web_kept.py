"""Parts of pages that are made once."""

from flask import Flask, url_for

from greenmatch.core.keeping import Kept
from greenmatch.core.web.kept import address, framed, kept

PAGE = ("components/badge.html", "unknown")


def test_a_part_is_made_once_in_each_language(app: Flask) -> None:
    with app.test_request_context("/en/"):
        app.preprocess_request()
        english = kept(*PAGE)
        assert kept(*PAGE) is english
    with app.test_request_context("/zh/"):
        app.preprocess_request()
        assert kept(*PAGE) != english


def test_texts_are_put_into_what_was_made_for_their_like(app: Flask) -> None:
    def row(**texts: str) -> str:
        shape = ("need", "published", False, "en", None, "h2", True)
        return framed("components/listing.html", "card", *shape, url="/somewhere", **texts)

    with app.test_request_context("/en/"):
        app.preprocess_request()
        assert "entry-org" not in row(title="Heat")
        first = row(title="A <b> & heat", organisation="Town")
        assert "A &lt;b&gt; &amp; heat" in first
        assert first.replace("Town", "City").replace("heat", "cold") == row(
            title="A <b> & cold", organisation="City"
        )


def test_what_was_not_asked_for_longest_goes() -> None:
    things: Kept[str] = Kept(4_000)
    for number in range(5):
        things.put(number, f"thing {number}", 1_000)
        things.get(0)
    assert [number for number in range(5) if things.get(number)] == [0, 2, 3, 4]


def test_each_thing_has_the_address_of_its_own(app: Flask) -> None:
    for path in ("/en/", "/zh/", "/en/"):
        with app.test_request_context(path):
            app.preprocess_request()
            for public_id in ("abcdefghij", "2345672345", "odd/id"):
                expected = url_for("listings.show", public_id=public_id)
                assert address("listings.show", public_id=public_id) == expected


def test_a_message_in_a_template_is_translated_and_its_values_are_escaped(app: Flask) -> None:
    template = app.jinja_env.from_string(
        "{{ _('Search') }}|{{ _('Search: %(query)s', query='<b>') }}"
    )
    with app.test_request_context("/en/"):
        app.preprocess_request()
        assert template.render() == "Search|Search: &lt;b&gt;"
    with app.test_request_context("/zh/"):
        app.preprocess_request()
        assert template.render() == "搜索|搜索：&lt;b&gt;"

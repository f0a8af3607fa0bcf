"""Markdown: what is shown, and what can do no harm."""

from html.parser import HTMLParser

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from greenmatch.core.markup import plain_excerpt, plain_text, render_markdown

TEXT = {"p", "br", "hr", "blockquote", "pre", "code", "em", "strong", "s", "a"}
BLOCKS = {"h3", "h4", "h5", "h6", "ul", "ol", "li"}
TABLES = {"table", "thead", "tbody", "tr", "th", "td"}
ALLOWED = TEXT | BLOCKS | TABLES


class TestRenderMarkdown:
    def test_paragraphs_lists_and_emphasis_become_html(self) -> None:
        html = render_markdown("First *point*.\n\n- one\n- **two**")

        assert "<p>First <em>point</em>.</p>" in html
        assert "<li>one</li>" in html
        assert "<strong>two</strong>" in html

    @pytest.mark.parametrize(
        ("written", "levels"),
        [
            ("# A\n\n## B\n\n# C", ["h3", "h4", "h3"]),
            ("### A\n\n##### B\n\n#### C\n\n# D", ["h3", "h4", "h4", "h3"]),
            ("# A\n\n## B\n\n### C\n\n#### D\n\n##### E", ["h3", "h4", "h5", "h6", "h6"]),
            ("A\n===\n\n> ## B", ["h3", "h4"]),
        ],
    )
    def test_headings_start_below_those_of_the_page_and_skip_no_level(
        self, written: str, levels: list[str]
    ) -> None:
        elements = [name for name, _attributes in _elements(render_markdown(written))]

        assert [name for name in elements if name.startswith("h")] == levels

    def test_a_page_that_is_all_text_begins_at_the_second_level(self) -> None:
        assert render_markdown("# A", top=2) == "<h2>A</h2>\n"

    def test_tables_are_kept(self) -> None:
        html = render_markdown("| a | b |\n|---|--:|\n| 1 | 2 |")

        assert "<th>a</th>" in html
        assert "<td>2</td>" in html
        assert "style" not in html

    def test_links_are_not_followed_by_search_engines(self) -> None:
        html = render_markdown("[site](https://example.org/a?b=1&c=2)")

        assert 'href="https://example.org/a?b=1&amp;c=2"' in html
        assert 'rel="nofollow noopener"' in html

    def test_an_image_is_replaced_by_its_words(self) -> None:
        html = render_markdown('before ![a <b> "pump"](https://example.org/track.gif) after')

        assert "<img" not in html
        assert "track.gif" not in html
        assert "pump" in html

    @pytest.mark.parametrize(
        "hostile",
        [
            "<script>alert(1)</script>",
            "<img src=x onerror=alert(1)>",
            '<a href="javascript:alert(1)" onclick="x()">x</a>',
            "[x](javascript:alert(1))",
            "[x](JaVaScRiPt:alert(1))",
            "[x](java\nscript:alert(1))",
            "[x](&#106;avascript:alert(1))",
            "[x](vbscript:msgbox(1))",
            "[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
            "<javascript:alert(1)>",
            "![x](javascript:alert(1))",
            '[x](https://e.org "\\" onmouseover=alert(1) x=\\"")',
            "```html\n<script>alert(1)</script>\n```",
            '```"><script>alert(1)</script>\nx\n```',
            "`<script>alert(1)</script>`",
            "<svg/onload=alert(1)>",
            "<style>*{display:none}</style>",
            "<iframe src=//e.org></iframe>",
            "[a]: javascript:alert(1)\n\n[a]",
            "<!-- --><script>alert(1)</script>",
            "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
        ],
    )
    def test_hostile_text_stays_text(self, hostile: str) -> None:
        seen = _elements(render_markdown(hostile))

        assert {name for name, _attributes in seen} <= ALLOWED
        for _name, attributes in seen:
            assert set(attributes) <= {"href", "title", "rel", "start"}
            assert attributes.get("href", "https:").startswith(("https:", "http:", "mailto:"))

    @example("\ud800")
    @given(st.text(alphabet=st.characters(), max_size=200))
    def test_any_text_gives_only_the_tags_that_we_allow(self, text: str) -> None:
        assert {name for name, _attributes in _elements(render_markdown(text))} <= ALLOWED

    def test_direction_controls_are_removed(self) -> None:
        assert "\u202e" not in render_markdown("safe \u202egnp.exe")

    @pytest.mark.parametrize("mark", ["> ", "[", "*a ", "- ", "![", "`", "<a ", "|", "_a_*"])
    def test_endless_nesting_is_survived(self, mark: str) -> None:
        assert render_markdown(mark * 20_000 + "deep")


class TestPlainText:
    def test_marks_links_and_code_become_words(self) -> None:
        text = (
            "# Title\n\nA **bold** [link](https://e.org) and `code`.\n\n- item\n\n```\nblock\n```"
        )

        assert plain_text(text) == "Title A bold link and code. item block"


class TestPlainExcerpt:
    def test_a_short_text_is_whole(self) -> None:
        assert plain_excerpt("Short *text*.") == "Short text."

    def test_a_long_text_is_cut_between_words(self) -> None:
        assert plain_excerpt("alpha beta gamma delta", 12) == "alpha beta…"

    def test_chinese_is_cut_between_characters(self) -> None:
        assert plain_excerpt("太阳能热泵干燥系统，适用于木材。", 9) == "太阳能热泵干燥系统…"


class _Elements(HTMLParser):
    """The elements of a piece of HTML with their attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[tuple[str, dict[str, str]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, {name: value or "" for name, value in attrs}))


def _elements(html: str) -> list[tuple[str, dict[str, str]]]:
    parser = _Elements()
    parser.feed(html)
    return parser.seen

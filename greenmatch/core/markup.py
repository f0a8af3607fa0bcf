"""Markdown that people wrote, as HTML that is safe to show and fits below a page's heading."""

import re
from collections.abc import MutableMapping, Sequence
from functools import lru_cache
from typing import Any

import nh3
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markdown_it.utils import OptionsDict
from markupsafe import Markup, escape

# Longer texts are cut before they are parsed: the store takes 50,000 characters.
LONGEST = 60_000
_TEXT_TAGS = ("p", "br", "hr", "blockquote", "pre", "code", "em", "strong", "s", "a")
_BLOCK_TAGS = ("h2", "h3", "h4", "h5", "h6", "ul", "ol", "li")
_TABLE_TAGS = ("table", "thead", "tbody", "tr", "th", "td")
_TAGS = {*_TEXT_TAGS, *_BLOCK_TAGS, *_TABLE_TAGS}
_ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}}
_SCHEMES = {"http", "https", "mailto"}
# Controls that turn the direction of what follows, on this line or in the rest of a page.
_DIRECTION = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])
_SPACE = re.compile(r"\s+")


def _fit_headings(state: StateCore) -> None:
    """Give headings the levels from `env["top"]` on, without the gaps that a writer left."""
    above: list[int] = []
    for token in state.tokens:
        if token.type == "heading_open":
            level = int(token.tag[1:])
            above = [higher for higher in above if higher < level] + [level]
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(6, state.env.get('top', 3) + len(above) - 1)}"


def _image_as_text(
    renderer: RendererHTML,
    tokens: Sequence[Token],
    index: int,
    options: OptionsDict,
    env: MutableMapping[str, Any],
) -> str:
    """What an image says in words: a picture from elsewhere would tell there who reads here."""
    return str(escape(tokens[index].content))


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "breaks": False})
    parser.enable(["table", "strikethrough"])
    parser.core.ruler.push("fit_headings", _fit_headings)
    parser.add_render_rule("image", _image_as_text)
    return parser


_markdown = _parser()


def _prepare(text: str) -> str:
    # A lone surrogate, which JSON can bring in, is no text that could be sent to a browser.
    whole = text[:LONGEST].encode("utf-8", "replace").decode("utf-8")
    return whole.translate(_DIRECTION)


@lru_cache(maxsize=256)  # 5 ms a thousand characters, and popular pages come again
def render_markdown(text: str, *, top: int = 3) -> Markup:
    """The text as cleaned HTML: no raw HTML, no images, links not followed by search engines.

    Its headings begin at level `top`, which is 2 or more, and leave no level out.
    """
    html = _markdown.render(_prepare(text), {"top": top})
    return Markup(  # noqa: S704 - cleaned on this very line
        nh3.clean(
            html,
            tags=_TAGS,
            attributes=_ATTRIBUTES,
            url_schemes=_SCHEMES,
            link_rel="nofollow noopener",
        )
    )


def plain_text(text: str) -> str:
    """The words of a Markdown text on one line, without its marks."""
    words = " ".join(_block_text(block) for block in _markdown.parse(_prepare(text)))
    return _SPACE.sub(" ", words).strip()


def _block_text(block: Token) -> str:
    if block.type in ("fence", "code_block"):
        return block.content
    return "".join(
        " " if token.type.endswith("break") else token.content for token in block.children or ()
    )


def plain_excerpt(text: str, length: int = 200) -> str:
    """The beginning of a Markdown text as plain words, at most `length` characters and an ellipsis.

    Cut between words where the text has spaces; Chinese is cut between characters.
    """
    plain = plain_text(text)
    if len(plain) <= length:
        return plain
    cut = plain[: length + 1]
    words = cut.rpartition(" ")[0]
    kept = words if len(words) > length // 2 else cut[:length]
    return kept.rstrip(" ,;:，；：、") + "…"

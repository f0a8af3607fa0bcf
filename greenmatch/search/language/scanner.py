"""A query as typed, cut into items: words, quoted phrases, fields, operators."""

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

FIELDS = (
    *("title", "sector", "country", "trl", "sdg", "kind"),
    *("patent", "ipc", "cpc", "class", "org"),
)
"""The fields that the query language knows; white space may follow their colon."""

_ITEM = re.compile(
    rf"""
    (?P<minus>(?<![^\s(])-(?=[^\s-]))?
    (?P<field>(?i:{"|".join(FIELDS)}):\s*(?=\S)|[A-Za-z_]+:(?=[^\s/]))?
    (?:"(?P<quoted>[^"]*)"|(?P<open>")|(?P<word>[^\s"()]+)|(?P<noise>[()]))
    """,
    re.VERBOSE,
)
# Punctuation of Chinese keyboards that means the same as the ASCII one in a query.
_PUNCTUATION = str.maketrans(
    {
        **dict.fromkeys("“”„‟〝〞「」『』«»＂", '"'),
        **dict.fromkeys("−﹣－", "-"),
        **dict.fromkeys("：﹕", ":"),
        **dict.fromkeys("，、；。！？", " "),
        "（": "(",
        "）": ")",
        "≥": ">=",
        "≤": "<=",
        "＞": ">",
        "＜": "<",
        "＝": "=",
        "\u3000": " ",
    }
)


class Item(NamedTuple):
    """A piece of a query: its text, whether quoted, excluded, and the field before it."""

    text: str
    raw: str
    quoted: bool = False
    excluded: bool = False
    field: str = ""


OPEN_QUOTE = Item("", '"')
"""Stands for a quotation mark that nobody closed."""


def plain(text: str) -> str:
    """The query with typographic and full-width punctuation as ASCII, no control characters."""
    text = text.translate(_PUNCTUATION)
    return "".join(" " if unicodedata.category(c) in ("Cc", "Cs") else c for c in text)


def scan(text: str) -> Iterator[Item]:
    """The items of a query in order; never fails, brackets are passed over."""
    for match in _ITEM.finditer(plain(text)):
        if match["open"]:
            yield OPEN_QUOTE
        elif not match["noise"]:
            quoted = match["quoted"] is not None
            inner = match["quoted"] if quoted else match["word"]
            field = (match["field"] or "").rstrip().rstrip(":").lower()
            yield Item(inner, match[0], quoted, bool(match["minus"]), field)

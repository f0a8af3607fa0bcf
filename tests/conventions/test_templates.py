"""Templates keep the content policy strict and every word translatable."""

import re
from collections.abc import Iterator

from tests.conventions.templates import (
    TEMPLATES,
    VALUE,
    Piece,
    code_strings,
    read_page,
    templates,
    without_jinja,
)

# Names, and what is written alike in every language.
ALLOWED = {"GreenMatch", "English", "中文"}
# A block of data is not run, so the content policy lets it pass.
DATA_BLOCKS = {"application/ld+json", "application/json"}


def refused_by_policy(tag: str, attributes: dict[str, str], *, in_mail: bool) -> Iterator[str]:
    if tag == "script" and "src" not in attributes and attributes.get("type") not in DATA_BLOCKS:
        yield "a script in the page"
    if tag == "style":
        yield "a style sheet in the page"
    for name, value in attributes.items():
        if name == "style" and not in_mail:
            yield "a style attribute"
        if name.startswith(("on", "hx-on")):
            yield f"the event attribute {name}"
        if value.strip().lower().startswith(("javascript:", "js:")):
            yield f"a script in {name}"


def test_no_template_has_what_the_content_policy_refuses() -> None:
    found = [
        f"{path.relative_to(TEMPLATES)}:{line} {what}"
        for path in templates(".html")
        for line, tag, attributes in read_page(path).tags
        # Mail programs know no style sheets; a mail is not under our policy.
        for what in refused_by_policy(tag, attributes, in_mail="mail" in path.parts)
    ]
    assert not found, "\n".join(found)


def has_words(text: str) -> bool:
    # The macros that put together the value of a class attribute print names such as field-3.
    without = re.sub(rf"(?<!\S)[a-z-]+{VALUE}+(?!\S)", " ", text)
    for name in ALLOWED:
        without = without.replace(name, " ")
    return bool(re.search(r"[^\W\d_]", without))


def bare_texts(suffix: str) -> Iterator[str]:
    for path in templates(suffix):
        if suffix == ".html":
            pieces = read_page(path).texts
        else:
            lines = without_jinja(path.read_text("utf-8")).splitlines()
            pieces = [Piece(number, line) for number, line in enumerate(lines, start=1)]
        for piece in pieces:
            if has_words(piece.what):
                yield f"{path.relative_to(TEMPLATES)}:{piece.line} {piece.what.strip()!r}"


def test_every_word_of_a_page_can_be_translated() -> None:
    assert not (found := list(bare_texts(".html"))), "\n".join(found)


def test_every_word_of_a_plain_mail_can_be_translated() -> None:
    assert not (found := list(bare_texts(".txt"))), "\n".join(found)


def test_every_sentence_in_a_template_s_code_can_be_translated() -> None:
    """`{{ card(title="Hello you") }}` shows English to everybody."""
    found = [
        f"{path.relative_to(TEMPLATES)}:{piece.line} {piece.what!r}"
        for path in templates(".html", ".txt")
        for piece in code_strings(path)
        if re.fullmatch(r"[A-Z][\w’',-]*( [\w’',-]+)+[.!?…]?", piece.what)
        or re.search(r"[一-鿿]", piece.what)
    ]
    assert not found, "\n".join(found)

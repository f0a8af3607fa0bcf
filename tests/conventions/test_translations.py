"""Every message is translated into Chinese, and what is compiled is what was translated."""

import re
from functools import cache

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

from tests.conventions.sources import ROOT

FOLDER = ROOT / "greenmatch" / "translations"
KEYWORDS = DEFAULT_KEYWORDS | {"_l": None, "_n": (1, 2), "lazy_pgettext": ((1, "c"), 2)}
PLACE = re.compile(r"%\((\w+)\)[sd]|\{(\w*)\}")
# Written alike in both languages.
SAME = {"GreenMatch"}

Texts = str | list[str] | tuple[str, ...] | None


def catalogue() -> Catalog:
    path = FOLDER / "zh" / "LC_MESSAGES" / "messages.po"
    with path.open("rb") as file:
        return read_po(file, locale="zh")


@cache
def used_messages() -> dict[str, str]:
    """Each message in code and templates, with a place where it stands."""
    with (FOLDER / "babel.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)  # type: ignore[no-untyped-call]
    found = {}
    for folder in ("greenmatch", "templates"):
        for name, line, texts, _comments, _context in extract_from_dir(
            str(ROOT / folder), methods, options, KEYWORDS
        ):
            found[first(texts)] = f"{folder}/{name}:{line}"
    return found


def first(texts: Texts) -> str:
    return everything(texts)[0]


def everything(texts: Texts) -> list[str]:
    return [texts] if isinstance(texts, str) else list(texts or [""])


def contents(catalogue: Catalog) -> set[tuple[str | None, tuple[str, ...], tuple[str, ...]]]:
    """What a catalogue says: context, message and translation of each."""
    return {
        (message.context, tuple(everything(message.id)), tuple(everything(message.string)))
        for message in catalogue
        if message.id and all(everything(message.string))
    }


def places(text: str) -> set[str]:
    return {named or counted for named, counted in PLACE.findall(text)}


@pytest.fixture(scope="module")
def translated() -> dict[str, Message]:
    return {first(message.id): message for message in catalogue() if message.id}


def test_every_message_is_in_the_chinese_catalogue(translated: dict[str, Message]) -> None:
    missing = [f"{at} {text!r}" for text, at in used_messages().items() if text not in translated]
    assert not missing, "run: make translations\n" + "\n".join(missing)


def test_every_message_has_its_translation(translated: dict[str, Message]) -> None:
    bare = [
        text
        for text, message in translated.items()
        if message.fuzzy or not all(everything(message.string))
    ]
    assert not bare, "\n".join(bare)


def test_no_translation_is_left_in_english(translated: dict[str, Message]) -> None:
    english = [
        text
        for text, message in translated.items()
        if text not in SAME
        and re.search(r"[a-z]{4}", PLACE.sub("", text))
        and not re.search(r"[一-鿿]", "".join(everything(message.string)))
    ]
    assert not english, "\n".join(english)


def test_a_translation_fills_in_the_same_values(translated: dict[str, Message]) -> None:
    wrong = [
        text
        for text, message in translated.items()
        for string in everything(message.string)
        # A language with one form for all numbers takes the places of the plural.
        if places(string) != places(everything(message.id)[-1])
    ]
    assert not wrong, "\n".join(wrong)


def test_no_translation_is_kept_that_nobody_uses(translated: dict[str, Message]) -> None:
    unused = sorted(translated.keys() - used_messages().keys())
    assert not unused, "run: make translations\n" + "\n".join(unused)


def test_what_is_compiled_is_what_was_translated() -> None:
    with (FOLDER / "zh" / "LC_MESSAGES" / "messages.mo").open("rb") as file:
        compiled = contents(read_mo(file))

    assert compiled == contents(catalogue()), "run: make translations"

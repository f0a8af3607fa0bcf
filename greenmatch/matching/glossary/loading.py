"""The glossary's files, and the tables in which a text is looked up."""

from collections.abc import Iterator
from functools import cache
from importlib import resources

import msgspec

from greenmatch.core.text import detect_language, normalise, tokenise


class Entry(msgspec.Struct, frozen=True):
    """A concept: expressions that mean the same, and longer ones in which they do not."""

    id: str
    theme: str
    en: tuple[str, ...]
    zh: tuple[str, ...]
    not_in: tuple[str, ...] = ()

    def name(self, language: str) -> str:
        """The first expression in this language."""
        return self.zh[0] if language == "zh" else self.en[0]


class _File(msgspec.Struct, frozen=True):
    about: str
    terms: tuple[Entry, ...]


Phrase = tuple[str, ...]


class Lexicon(msgspec.Struct, frozen=True):
    """What phrases mean (concepts), and which concepts they rule out, in one language.

    A phrase is a sequence of stems in English, of characters in Chinese; `longest` is by its
    first element.
    """

    means: dict[Phrase, tuple[str, ...]]
    excludes: dict[Phrase, frozenset[str]]
    longest: dict[str, int]


@cache
def entries() -> tuple[Entry, ...]:
    """All concepts, in the order of the file."""
    return _read("terms.json")


@cache
def _measures() -> tuple[Entry, ...]:
    """What is measured, not what is worked on: it tells requirements apart, not subjects."""
    return _read("measures.json")


@cache
def rivals() -> dict[str, str]:
    """The concepts of what is measured that others of their theme rule out, with the theme: what is
    said of nitrogen is not said of phosphorus, nor what is said of a resolution of an error."""
    return {each.id: each.theme for each in _measures() if each.theme != "measure"}


def _read(name: str) -> tuple[Entry, ...]:
    data = resources.files(__package__).joinpath(name).read_bytes()
    return msgspec.json.decode(data, type=_File).terms


@cache
def entry(concept: str) -> Entry | None:
    """The concept with this id, or None."""
    return next((each for each in entries() if each.id == concept), None)


@cache
def english(*, measures: bool = False) -> Lexicon:
    """The lexicon of English stems; with `measures` also of what is measured."""
    return _lexicon("en", measures=measures)


@cache
def chinese(*, measures: bool = False) -> Lexicon:
    """The lexicon of Chinese characters; with `measures` also of what is measured."""
    return _lexicon("zh", measures=measures)


def phrase(text: str, language: str) -> Phrase:
    """An expression as the lexicon of its language holds it."""
    return tuple(normalise(text)) if language == "zh" else tuple(tokenise(text))


def _lexicon(language: str, *, measures: bool) -> Lexicon:
    means: dict[Phrase, tuple[str, ...]] = {}
    excludes: dict[Phrase, frozenset[str]] = {}
    for each in (*entries(), *(_measures() if measures else ())):
        for key in _phrases(each.zh if language == "zh" else each.en, language):
            means[key] = (*means.get(key, ()), each.id)
        longer = [text for text in each.not_in if detect_language(text) == language]
        for key in _phrases(longer, language):
            excludes[key] = excludes.get(key, frozenset()) | {each.id}
    longest: dict[str, int] = {}
    for key in (*means, *excludes):
        longest[key[0]] = max(len(key), longest.get(key[0], 0))
    return Lexicon(means, excludes, longest)


def _phrases(texts: tuple[str, ...] | list[str], language: str) -> Iterator[Phrase]:
    """The phrases of these expressions, each once, in order."""
    yield from dict.fromkeys(phrase(text, language) for text in texts)

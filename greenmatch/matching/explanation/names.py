"""What features are called: as they were written in a listing."""

from collections.abc import Iterable, Iterator
from itertools import pairwise

from greenmatch.core.text import Token, tokens
from greenmatch.matching.document import MatchDocument, TextFields
from greenmatch.matching.features import feature_id, pair_id, spoken_id, stated_features
from greenmatch.matching.features.terms import words_of
from greenmatch.matching.glossary import mentions


def names_of(document: MatchDocument, languages: Iterable[str]) -> dict[int, str]:
    """For each feature of a listing the words or the code that it stands for there.

    `languages` are those that the technology of the pair is written in.
    """
    names: dict[int, str] = {}
    spoken = spoken_id(languages)
    for text in _texts(document):
        for feature, name in _named(text, spoken):
            names.setdefault(feature, name)
    for group, values in stated_features(document, 1.0).items():
        names |= {feature_id(group, value): value for value in values}
    return names


def _texts(document: MatchDocument) -> Iterator[str]:
    for block in document.texts.values():
        yield from _block_texts(block)
    for requirement in document.requirements:
        yield requirement.text


def _block_texts(block: TextFields) -> tuple[str, ...]:
    return (block.title, *block.keywords, block.summary, block.body)


def _named(text: str, spoken: int) -> Iterator[tuple[int, str]]:
    places = _carrying(tokens(text))
    for place in places:
        yield feature_id("word", place.term), text[place.start : place.end]
    for first, second in pairwise(places):
        yield pair_id(first.term, second.term), _joined(text, first, second)
    for concept, start, end in mentions(text):
        yield feature_id("concept", concept) ^ spoken, text[start:end]


def _carrying(places: list[Token]) -> list[Token]:
    kept = set(words_of([place.term for place in places]))
    return [place for place in places if place.term in kept]


def _joined(text: str, first: Token, second: Token) -> str:
    """The two words as the text has them, without what stands between them where that is long."""
    between = text[first.start : second.end]
    if len(between) <= second.end - second.start + first.end - first.start + 12:
        return between
    return f"{text[first.start : first.end]} … {text[second.start : second.end]}"

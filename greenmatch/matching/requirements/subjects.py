"""What a requirement is about, and whether a sentence speaks of it."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from greenmatch.core.text import Token, detect_language, stem, tokenise, tokens
from greenmatch.matching.features.terms import words_of
from greenmatch.matching.glossary import Mention, mentions, rivals
from greenmatch.matching.requirements.implied import GENERIC, GENERIC_ZH, implied_by
from greenmatch.matching.requirements.negation import denies
from greenmatch.matching.requirements.quantities import REMEMBERED, Quantity, plain
from greenmatch.matching.requirements.units import dimension

# With what a value is compared: a text names its own.
_BASELINE = re.compile(
    r"\s*\b(?:against|compared (?:to|with)|relative to|versus|vs\.?|than)\b.*$"
    r"|^(?:与|比|较|相比).+?(?:相比|比较|，)",
    re.IGNORECASE,
)
_CHANGES = re.compile(
    r"reduc|sav|less|lower|cut|declin|decreas|increas|more|gain|improv|rise|drop|change|growth|advantage"
    r"|减|降|节|省|增|提高|提升|削|少|幅",
    re.IGNORECASE,
)
_MEASURE = "measure-"
_SHORT = 4
"""Letters of a stem that others begin with by chance ("heat", "heather")."""
_APART = ({"contain", "containeris"}, {"contain", "containeriz"})
"""Stems that look like one family and are none: what contains something is no container."""
_HALF = 1 / 2
_MOST = 2 / 3
_BETWEEN_LANGUAGES = re.compile(r"\s+/\s+")


@dataclass(frozen=True)
class Subject:
    """The words that a requirement cannot do without, its concepts, and whether it says no.

    `words` have the concepts beside them that they belong to in the text; `foreign` has, for texts
    in another language, also what is measured. It is `of_change` where it is about how much
    something becomes more or less. `conditions` are numbers of another kind than is
    asked for ("strength at 28 days").
    """

    text: str
    language: str
    words: Mapping[str, frozenset[str]]
    concepts: frozenset[str]
    foreign: Mapping[str, frozenset[str]]
    negative: bool
    of_change: bool
    conditions: tuple[Quantity, ...]


@lru_cache(maxsize=REMEMBERED)
def subject_of(text: str, numbers: tuple[Quantity, ...], wanted: str | None) -> Subject:
    """The subject of a requirement's text; `numbers` are its quantities.

    Words that a quantity of the `wanted` dimension implies ("temperature" for °C) are left out, and
    so are those that say nothing ("the system should …").
    """
    cut = _without(plain(text), numbers)
    if wanted:
        cut = _BASELINE.sub("", cut) or cut
    found = mentions(cut, measures=True)
    return Subject(
        text,
        detect_language(text),
        _words(cut, found, wanted),
        frozenset(each.concept for each in found),
        _foreign(cut, wanted),
        denies(text),
        _CHANGES.search(text) is not None,
        tuple(each for each in numbers if dimension(each.unit) != wanted),
    )


def alternatives(text: str) -> list[str]:
    """A text that says the same in both languages ("能耗 / Energy used") as two; others as one."""
    parts = _BETWEEN_LANGUAGES.split(text)
    if len(parts) == 2 and detect_language(parts[0]) != detect_language(parts[1]):
        return parts
    return [text]


def _without(text: str, numbers: Sequence[Quantity]) -> str:
    """The text without its numbers."""
    for quantity in reversed(numbers):
        text = f"{text[: quantity.start]} {text[quantity.end :]}"
    return text


def _blanked(text: str, wanted: str | None) -> str:
    """The text with blanks for Chinese words that need not be said."""
    for word in (*implied_by(wanted).zh, *GENERIC_ZH):
        text = text.replace(word, " " * len(word))
    return text


def _words(text: str, found: Sequence[Mention], wanted: str | None) -> dict[str, frozenset[str]]:
    """The words that must be said, with their concepts."""
    implied = implied_by(wanted).en
    words: dict[str, frozenset[str]] = {}
    blanked = _blanked(text, wanted)
    # By the kind of number alone; but everything takes some time.
    is_named = blanked != text
    for token in tokens(blanked):
        if any(same(token.term, each) for each in implied):
            is_named = True
            continue
        if not words_of([token.term]):
            continue
        words[token.term] = frozenset(each.concept for each in found if _belongs(token, each))
    telling = {word: concepts for word, concepts in words.items() if word not in GENERIC}
    if telling or (is_named and wanted != dimension("year")):
        return telling
    # "Plant availability": "available" says nothing, but availability is measured.
    return {word: concepts for word, concepts in words.items() if concepts} or words


def _belongs(token: Token, mention: Mention) -> bool:
    """Whether a word stands in an expression, or holds the one sign of an element (镍 in 总镍)."""
    if mention.start <= token.start and token.end <= mention.end:
        return True
    is_sign = mention.end - mention.start == 1 and rivals().get(mention.concept) == "substance"
    return is_sign and token.start <= mention.start and mention.end <= token.end


def _foreign(text: str, wanted: str | None) -> dict[str, frozenset[str]]:
    """What must be said in another language: each expression of the glossary with its concepts and
    those of most of it, and the words that stand in none."""
    found = mentions(text, measures=True)
    longest = [each for each in found if not any(_is_part(each, other) for other in found)]
    expressions = {
        text[each.start : each.end]: frozenset(
            part.concept for part in found if _is_most_of(part, each)
        )
        for each in longest
    }
    rest = text
    for each in longest:
        rest = rest[: each.start] + " " * (each.end - each.start) + rest[each.end :]
    others = {word: none for word, none in _words(rest, (), wanted).items() if not denies(word)}
    if expressions:
        others = {word: none for word, none in others.items() if word not in GENERIC}
    return expressions | others


def _is_most_of(part: Mention, whole: Mention) -> bool:
    """Whether an expression is two thirds of a longer one, or the half that it ends in, as the noun
    that the others qualify does ("process water" is water, but no process)."""
    inside = whole.start <= part.start and part.end <= whole.end
    share = (part.end - part.start) / (whole.end - whole.start)
    return inside and share >= (_HALF if part.end == whole.end else _MOST)


def _is_part(mention: Mention, other: Mention) -> bool:
    """Whether a longer expression holds this one."""
    inside = other.start <= mention.start and mention.end <= other.end
    return inside and other.end - other.start > mention.end - mention.start


def coverage(subject: Subject, sentence: str, context: str = "") -> float:
    """Which part of the subject a sentence speaks of (0 to 1); `context` is what it is part of.

    None of it where the subject is about a substance that the sentence does not name.
    """
    if not subject.words:
        return 1.0
    there = _concepts_of(f"{sentence} {context}", measures=True)
    if is_foreign(subject, sentence):
        if not subject.foreign:
            return 1.0
        hits = [not there.isdisjoint(concepts) for concepts in subject.foreign.values()]
        return 0.0 if _lacks_substance(subject.foreign, hits) else _share(hits)
    said = _words_of(f"{sentence} {context}")
    hits = [
        not there.isdisjoint(concepts) or any(same(word, each) for each in said)
        for word, concepts in subject.words.items()
    ]
    if _lacks_substance(subject.words, hits):
        return 0.0
    return max(_share(hits), _written(subject, hits))


def _lacks_substance(named: Mapping[str, frozenset[str]], hits: Sequence[bool]) -> bool:
    """Whether these words name substances, and none of those that do is said."""
    of_substances = [
        hit
        for concepts, hit in zip(named.values(), hits, strict=True)
        if any(rivals().get(each) == "substance" for each in concepts)
    ]
    return bool(of_substances) and not any(of_substances)


def is_foreign(subject: Subject, text: str) -> bool:
    """Whether a text is in another language than the subject, so that only concepts compare."""
    return detect_language(text) != subject.language


def _written(subject: Subject, hits: Sequence[bool]) -> float:
    """Which part of a Chinese subject's characters is said: of its pairs of characters those that
    cross from a word to the next are seldom said."""
    pairs = [(word, hit) for word, hit in zip(subject.words, hits, strict=True) if _is_pair(word)]
    if len(pairs) < len(subject.words):
        return 0.0
    characters = {character for word, _hit in pairs for character in word}
    return len({character for word, hit in pairs if hit for character in word}) / len(characters)


def _is_pair(word: str) -> bool:
    return len(word) == 2 and not word.isascii()


def of_something_else(subject: Subject, clause: str) -> bool:
    """Whether a clause is about another substance, or another kind of energy or of figure, than the
    subject."""
    own, there = _rivals_of(subject.text), _rivals_of(clause)
    themes = {rivals()[each] for each in own} & {rivals()[each] for each in there}
    shared = {rivals()[each] for each in own & there}
    return bool(themes - shared)


@lru_cache(maxsize=REMEMBERED)
def _rivals_of(text: str) -> frozenset[str]:
    found = mentions(text, measures=True)
    kinds = rivals()
    # "Heat" says nothing of heat where "heat pump" stands, "nitrogen" less than "ammonia nitrogen".
    telling = [
        each for each in found if each.concept in kinds or not each.concept.startswith(_MEASURE)
    ]
    return frozenset(
        each.concept
        for each in telling
        if each.concept in kinds and not any(_is_part(each, other) for other in telling)
    )


def _share(hits: Iterable[bool]) -> float:
    found = list(hits)
    return sum(found) / len(found)


@lru_cache(maxsize=REMEMBERED)
def _concepts_of(text: str, *, measures: bool = False) -> frozenset[str]:
    """The concepts of a text; "shelf life" says nothing of "life", and steam is not named where
    another kind of heat is."""
    found = [
        each for each in mentions(text, measures=measures) if rivals().get(each.concept) != "energy"
    ]
    measured = [each for each in found if each.concept.startswith(_MEASURE)]
    return frozenset(
        each.concept
        for each in found
        if not each.concept.startswith(_MEASURE)
        or not any(_is_part(each, other) for other in measured)
    )


@lru_cache(maxsize=REMEMBERED)
def _words_of(text: str) -> frozenset[str]:
    return frozenset(words_of(tokenise(text)))


def same(one: str, other: str) -> bool:
    """Whether two stems are of one family (treat, treatment; sort, sorter)."""
    if one == other:
        return True
    if one[:_SHORT] != other[:_SHORT] or {one, other} in _APART:
        return False
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) == _SHORT:
        return longer in (f"{shorter}er", f"{shorter}abl")
    return len(shorter) > _SHORT and shorter[:6] == longer[: min(len(shorter), 6)]


def places_of(subject: Subject, text: str) -> list[tuple[int, int]]:
    """Where the subject's words and concepts begin and end in the text."""
    named = subject.concepts.union(*subject.foreign.values())
    found = mentions(text, measures=True)
    places = [(each.start, each.end) for each in found if each.concept in named]
    places += [
        match.span()
        for match in re.finditer(r"[A-Za-z0-9]+", text)
        if any(same(stem(match[0].lower()), word) for word in subject.words)
    ]
    chinese = ((text.find(word), len(word)) for word in subject.words if not word.isascii())
    return places + [(place, place + length) for place, length in chinese if place >= 0]

"""What a requirement is about, and whether a sentence speaks of it."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from greenmatch.core.text import detect_language, stem, tokenise, tokens
from greenmatch.matching.features.terms import words_of
from greenmatch.matching.glossary import Mention, mentions
from greenmatch.matching.requirements.implied import GENERIC, GENERIC_ZH, implied_by
from greenmatch.matching.requirements.quantities import REMEMBERED, Quantity, plain

_NEGATION = re.compile(
    r"\b(?:no|not|non|never|without|neither|nor|none|cannot|avoids?|avoiding|eliminat\w+|"
    r"free (?:of|from)|lack\w*)\b|n't\b|缺少|缺乏|无需|无须|不需要?|没有|不含|不得|无|免|未|不",
    re.IGNORECASE,
)
_NO_NEGATION = re.compile(r"\bnot only\b|不仅|不断|不同|无论|未来|不锈", re.IGNORECASE)
_FREE_AFTER = re.compile(r"^[\w-]*?[- ]free\b", re.IGNORECASE)
_REACH_OF_NEGATION = 4
_RESTRICTION = re.compile(r"\bonly\b(?! through)|\bexclusively\b|只|仅", re.IGNORECASE)
_BETWEEN_LANGUAGES = re.compile(r"\s+/\s+")
_HEDGE = re.compile(
    r"\b(?:will|would|could|might|may|plan(?:s|ned)?|aims?|aiming|goal|target(?:s|ed)?|expect(?:s|ed)?|"
    r"under development|intend(?:s|ed)?)\b|计划|目标|预计|有望|拟|规划|将",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Subject:
    """The words that a requirement cannot do without, its concepts, and whether it says no.

    `words` have the concepts beside them that they belong to in the text; `foreign` has, for texts
    in another language, also what is measured.
    """

    text: str
    language: str
    words: Mapping[str, frozenset[str]]
    concepts: frozenset[str]
    foreign: Mapping[str, frozenset[str]]
    negative: bool


@lru_cache(maxsize=REMEMBERED)
def subject_of(text: str, numbers: tuple[Quantity, ...], wanted: str | None) -> Subject:
    """The subject of a requirement's text; `numbers` are its quantities.

    Words that a quantity of the `wanted` dimension implies ("temperature" for °C) are left out, and
    so are those that say nothing ("the system should …").
    """
    cut = _without(plain(text), numbers, wanted)
    found = mentions(cut)
    return Subject(
        text,
        detect_language(text),
        _words(cut, found, wanted),
        frozenset(each.concept for each in found),
        _foreign(cut, wanted),
        _negated_somewhere(text),
    )


def alternatives(text: str) -> list[str]:
    """A text that says the same in both languages ("能耗 / Energy used") as two; others as one."""
    parts = _BETWEEN_LANGUAGES.split(text)
    if len(parts) == 2 and detect_language(parts[0]) != detect_language(parts[1]):
        return parts
    return [text]


def restricts(text: str) -> bool:
    """Whether a requirement turns on an "only", which a comparison of words cannot weigh."""
    return _RESTRICTION.search(text) is not None


def _without(text: str, numbers: Sequence[Quantity], wanted: str | None) -> str:
    """The text without its numbers, and without Chinese words that need not be said."""
    for quantity in reversed(numbers):
        text = f"{text[: quantity.start]} {text[quantity.end :]}"
    for word in (*implied_by(wanted).zh, *GENERIC_ZH):
        text = text.replace(word, " ")
    return text


def _words(text: str, found: Sequence[Mention], wanted: str | None) -> dict[str, frozenset[str]]:
    """The words that must be said, with their concepts."""
    implied = implied_by(wanted).en
    words: dict[str, frozenset[str]] = {}
    for token in tokens(text):
        if not words_of([token.term]) or token.term in GENERIC:
            continue
        if not any(same(token.term, each) for each in implied):
            around = [each for each in found if each.start <= token.start and token.end <= each.end]
            words[token.term] = frozenset(each.concept for each in around)
    return words


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
    return expressions | _words(rest, (), wanted)


def _is_most_of(part: Mention, whole: Mention) -> bool:
    inside = whole.start <= part.start and part.end <= whole.end
    return inside and 2 * (part.end - part.start) >= whole.end - whole.start


def _is_part(mention: Mention, other: Mention) -> bool:
    """Whether a longer expression holds this one."""
    inside = other.start <= mention.start and mention.end <= other.end
    return inside and other.end - other.start > mention.end - mention.start


def coverage(subject: Subject, sentence: str, context: str = "") -> float:
    """Which part of the subject a sentence speaks of (0 to 1); `context` is what it is part of."""
    if not subject.words:
        return 1.0
    if is_foreign(subject, sentence):
        if not subject.foreign:
            return 1.0
        named = _concepts_of(f"{sentence} {context}", measures=True)
        return _share(not named.isdisjoint(concepts) for concepts in subject.foreign.values())
    there = _concepts_of(f"{sentence} {context}")
    said = _words_of(f"{sentence} {context}")
    return _share(
        not there.isdisjoint(concepts) or any(same(word, each) for each in said)
        for word, concepts in subject.words.items()
    )


def is_foreign(subject: Subject, text: str) -> bool:
    """Whether a text is in another language than the subject, so that only concepts compare."""
    return detect_language(text) != subject.language


def _share(hits: Iterable[bool]) -> float:
    found = list(hits)
    return sum(found) / len(found)


@lru_cache(maxsize=REMEMBERED)
def _concepts_of(text: str, *, measures: bool = False) -> frozenset[str]:
    return frozenset(each.concept for each in mentions(text, measures=measures))


@lru_cache(maxsize=REMEMBERED)
def _words_of(text: str) -> frozenset[str]:
    return frozenset(words_of(tokenise(text)))


def contradicts(subject: Subject, sentence: str) -> bool:
    """Whether the sentence says no where the requirement says yes, or the other way round."""
    return subject.negative != _negated(sentence, subject)


def hedged(sentence: str) -> bool:
    """Whether a sentence speaks of plans: no evidence for anything."""
    return _HEDGE.search(sentence) is not None


def same(one: str, other: str) -> bool:
    """Whether two stems are of one family (treat, treatment)."""
    if one == other:
        return True
    shorter = min(len(one), len(other))
    return shorter >= 5 and one[: min(shorter, 6)] == other[: min(shorter, 6)]


def _negated(sentence: str, subject: Subject) -> bool:
    """Whether a word of the subject stands within reach of a negation."""
    text = _NO_NEGATION.sub(lambda match: "_" * len(match[0]), sentence)
    for place in _places(text, subject):
        before = text[:place]
        clause = re.split(r"[,;:，；：。]", before)[-1]
        chinese = detect_language(clause) == "zh"
        reach = clause[-2 * _REACH_OF_NEGATION :] if chinese else clause
        words = reach.split()[-_REACH_OF_NEGATION:]
        if _NEGATION.search(" ".join(words)) or _FREE_AFTER.match(text[place:]):
            return True
    return False


def _places(text: str, subject: Subject) -> list[int]:
    """Where the subject's words or concepts begin in the text."""
    named = subject.concepts.union(*subject.foreign.values())
    places = [each.start for each in mentions(text, measures=True) if each.concept in named]
    places += [
        match.start()
        for match in re.finditer(r"[A-Za-z0-9]+", text)
        if any(same(stem(match[0].lower()), word) for word in subject.words)
    ]
    chinese = (text.find(word) for word in subject.words if not word.isascii())
    return places + [place for place in chinese if place >= 0]


def _negated_somewhere(text: str) -> bool:
    return _NEGATION.search(_NO_NEGATION.sub(" ", _comparisons_out(text))) is not None


def _comparisons_out(text: str) -> str:
    """The text without comparisons that only sound negative ("no more than")."""
    return re.sub(
        r"\bno(?:t)? (?:more|less) than\b|\bnot exceeding\b|不(?:低于|高于|超过|少于|大于|小于)",
        " ",
        text,
        flags=re.IGNORECASE,
    )

"""Terms: English stems and Chinese unigrams and bigrams, with their places in the text."""

import re
import threading
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any, NamedTuple, TypeVar

import Stemmer

from greenmatch.core.text.folding import fold_with_offsets, normalise

T = TypeVar("T")

# Han, kana and hangul are written without spaces that we could rely on: runs of them are cut into
# unigrams and bigrams.
CJK = "々〇぀-ヿ㐀-䶿一-鿿가-힯豈-﫿\U00020000-\U0003ffff"
_WORD = re.compile(
    r"[^\W_]++(?:[.'’](?:(?<=\d\.)\d++|(?<=['’])(?:[dst]|ll|re|ve)(?![^\W_])))*+",
)
_RUN = re.compile(f"[{CJK}]+|[^{CJK}]+")
_FIRST_CJK = "\u3005"
LONGEST_TERM = 64
"""Characters of a term that count; longer ones (sequences, encoded data) are cut there."""

_STOP_WORDS = """
    a an and are as at be been but by can for from has have if in into is it its no not of on or
    such that the their then there these they this to was were which will with
"""
STOP_WORDS = frozenset(_STOP_WORDS.split())
"""English words that say nothing about a subject; they keep their position but give no term."""


class Token(NamedTuple):
    """A term, where it stands (characters of the original text, end exclusive), and its position.

    The position counts words and Chinese characters; stop words are counted but give no token.
    A bigram has the position of its first character.
    """

    term: str
    start: int
    end: int
    position: int


def tokens(text: str) -> list[Token]:
    """The terms of a text in order, each with its place in the original text."""
    folded, origins = fold_with_offsets(text)
    return _traced(_placed(folded), origins)


def find_tokens(text: str, wanted: frozenset[str]) -> list[Token]:
    """The tokens of a text with one of these terms, in order; their position is 0.

    Looks only where a wanted term may be.
    """
    folded, origins = fold_with_offsets(text)
    return _traced(_found(folded, wanted), origins)


def _traced(found: Iterable[Token], origins: Sequence[int] | None) -> list[Token]:
    """The tokens of a folded text, with their places in the original."""
    if origins is None:
        return list(found)
    # The end is the origin of the last character plus one, not the origin of the next one, so that
    # a dropped accent or invisible character after the word does not get lost nor highlighted.
    return [
        Token(term, origins[start], origins[end - 1] + 1, position)
        for term, start, end, position in found
    ]


def _found(folded: str, wanted: frozenset[str]) -> list[Token]:
    """The tokens of a folded text with one of these terms, in order."""
    beginnings = _beginnings(wanted)
    if not _has_cjk(folded):
        return [
            Token(term, start, word.end(), 0)
            for start in sorted({p for begin in beginnings for p in _places(folded, begin)})
            if (word := _WORD_HERE.match(folded, start)) and (term := stem(word[0])) in wanted
        ]
    if any(begin in folded for begin in beginnings):  # Latin words among Chinese ones
        return [token._replace(position=0) for token in _placed(folded) if token.term in wanted]
    grams = [
        Token(term, start, start + len(term), 0)
        for term in wanted
        if _is_cjk(term)
        for start in _places(folded, term)
    ]
    return sorted(grams, key=_place)


def _places(text: str, part: str) -> Iterator[int]:
    """Where a part of a text stands in it."""
    place = text.find(part)
    while place >= 0:
        yield place
        place = text.find(part, place + 1)


def _place(token: Token) -> tuple[int, int]:
    return token.start, token.end


_WORD_HERE = re.compile(
    # Not inside of a word, nor behind the point of 3.1 or the apostrophe of pump's.
    r"(?<![^\W_])(?:(?<!\d\.)|(?!\d))"
    r"(?:(?<![^\W_]['’])|(?!(?:[dst]|ll|re|ve)(?![^\W_])))" + _WORD.pattern
)


@lru_cache(maxsize=500)
def _beginnings(terms: frozenset[str]) -> frozenset[str]:
    """How words begin that may have one of these stems, of a script with spaces.

    A stem differs from its word at the end only, by two letters at most (``ies``, ``y``, ``ying``).
    """
    return frozenset(
        term[: len(term) - 2] if len(term) > 4 else term[:1] for term in terms if not _is_cjk(term)
    )


def tokenise(text: str) -> list[str]:
    """The terms of a text in order, repeated as often as they occur."""
    return positioned(text)[0]


def words(text: str) -> list[str]:
    """The folded words of a text in order, unstemmed, stop words too; Chinese runs stay whole."""
    return _WORD.findall(normalise(text))


def spaced_words(text: str) -> list[str] | None:
    """The words of a text as :func:`words` gives them, None where it has any Chinese.

    In such a text the position of a word is its place in the list and its term is its stem.
    """
    folded = normalise(text)
    return None if _has_cjk(folded) else _WORD.findall(folded)


def positioned(text: str) -> tuple[list[str], list[int], int]:
    """The terms of a text, their positions, and how many positions it has in all.

    Same terms and positions as :func:`tokens` without the places, faster.
    """
    spaced = spaced_words(text)
    if spaced is not None:
        stems = list(map(stem, spaced))
        places = [position for position, term in enumerate(stems) if term]
        return [term for term in stems if term], places, len(stems)
    return _positioned_runs(words(text))


def _positioned_runs(found: list[str]) -> tuple[list[str], list[int], int]:
    """Terms, positions and their number for words some of which are Chinese."""
    terms: list[str] = []
    positions: list[int] = []
    position = 0
    for word in found:
        for run in _RUN.findall(word) if max(word) >= _FIRST_CJK else (word,):
            if _is_cjk(run[0]):
                terms += _interleaved(run, [run[i : i + 2] for i in range(len(run) - 1)])
                places = range(position, position + len(run))
                positions += _interleaved(places, places[:-1])
                position += len(run)
                continue
            if term := stem(run):
                terms.append(term)
                positions.append(position)
            position += 1
    return terms, positions, position


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """The term of one folded word of a script with spaces; empty for a stop word."""
    if word in STOP_WORDS:
        return ""
    stemmed: str = _stemmer().stemWord(word.replace("’", "'")[:LONGEST_TERM])
    return stemmed


def _placed(folded: str) -> Iterator[Token]:
    """The tokens of a folded text, with places in the folded text."""
    position = 0
    for match in _WORD.finditer(folded):
        word, start = match[0], match.start()
        if max(word) < _FIRST_CJK:
            if term := stem(word):
                yield Token(term, start, match.end(), position)
            position += 1
            continue
        for gram in _grams(word, position):
            yield gram._replace(start=gram.start + start, end=gram.end + start)
        position += _length(word)


def _grams(word: str, position: int) -> Iterator[Token]:
    """The tokens of a word with Chinese characters; Latin parts inside it are stemmed."""
    for match in _RUN.finditer(word):
        run, start = match[0], match.start()
        if not _is_cjk(run[0]):
            if term := stem(run):
                yield Token(term, start, match.end(), position)
            position += 1
            continue
        for index, character in enumerate(run):
            yield Token(character, start + index, start + index + 1, position + index)
            if bigram := run[index + 1 : index + 2]:
                place = start + index
                yield Token(character + bigram, place, place + 2, position + index)
        position += len(run)


def _length(word: str) -> int:
    """How many positions a word with Chinese characters takes."""
    return sum(len(run) if _is_cjk(run[0]) else 1 for run in _RUN.findall(word))


def _interleaved(singles: Sequence[T], pairs: Sequence[T]) -> list[T]:
    """One of the first, one of the second, and so on; the first has one more."""
    both = [singles[0]] * (2 * len(singles) - 1)
    both[::2] = singles
    both[1::2] = pairs
    return both


_is_cjk = re.compile(f"[{CJK}]").match
_has_cjk = re.compile(f"[{CJK}]").search
_local = threading.local()


def _stemmer() -> Any:
    """This thread's stemmer: the C object must not be shared between threads."""
    if not hasattr(_local, "stemmer"):
        _local.stemmer = Stemmer.Stemmer("english")
    return _local.stemmer

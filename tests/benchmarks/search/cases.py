"""What is asked of every engine: the same words, drawn by frequency from the corpus."""

import random
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from greenmatch.core.text import stem, words
from greenmatch.search.documents import SearchDocument

FACETS = ("kind", "sector", "country", "trl")
"""The facets that all engines count."""
FILTERS = {
    "kind": ("technology",),
    "trl": ("6", "7", "8", "9"),
    "country": ("DE", "CN", "BR", "AT"),
}

Operator = Literal["or", "and", "phrase", "prefix", "misspelt", "text"]


@dataclass(frozen=True)
class Question:
    """One search: words and how they combine, with facets, filters or another order."""

    words: tuple[str, ...]
    operator: Operator = "or"
    facets: bool = False
    filters: dict[str, tuple[str, ...]] = field(default_factory=dict)
    newest: bool = False


@dataclass(frozen=True)
class Case:
    """A kind of search and its questions."""

    name: str
    questions: list[Question]


class Vocabulary:
    """The words of a sample of the corpus, rare and common ones."""

    def __init__(self, sample: Sequence[SearchDocument]) -> None:
        self._sample = sample
        seen = Counter(word for document in sample for word in set(_words(document)))
        number = len(sample)
        plain = {w: n for w, n in seen.items() if w.isascii() and w.isalpha() and stem(w)}
        self.rare = sorted(w for w, n in plain.items() if 2 <= n <= 5 and len(w) > 4)
        self.common = sorted(w for w, n in plain.items() if 0.05 <= n / number <= 0.30)
        self.titles = sorted({w for d in sample for w in words(d.titles[0]) if w in plain})

    def neighbours(self, draw: random.Random) -> tuple[str, str]:
        """Two words that stand side by side in some body."""
        while True:
            found = words(draw.choice(self._sample).bodies[0])
            place = draw.randrange(max(1, len(found) - 1))
            pair = found[place : place + 2]
            if len(pair) == 2 and all(w.isascii() and w.isalpha() and stem(w) for w in pair):
                return pair[0], pair[1]

    def text(self, draw: random.Random) -> tuple[str, ...]:
        """A text of 500 words, as somebody would paste it."""
        found: list[str] = []
        while len(found) < 500:
            document = draw.choice(self._sample)
            found += [word for word in words(document.bodies[0]) if word.isascii()]
        return tuple(found[:500])


def cases(sample: Sequence[SearchDocument], number: int) -> list[Case]:
    """All cases with so many questions each."""
    vocabulary, draw = Vocabulary(sample), random.Random(7)  # noqa: S311

    def case(name: str, make: Callable[[], Question]) -> Case:
        return Case(name, [make() for _ in range(number)])

    def common(count: int) -> tuple[str, ...]:
        return tuple(draw.sample(vocabulary.common, count))

    long_words = [word for word in vocabulary.titles if len(word) > 6]
    return [
        case("1 rare word", lambda: Question((draw.choice(vocabulary.rare),))),
        case("1 common word", lambda: Question(common(1))),
        case("2 words OR", lambda: Question(common(2))),
        case("2 words AND", lambda: Question(common(2), "and")),
        case("4 words OR", lambda: Question(common(4))),
        case("4 words AND", lambda: Question(common(4), "and")),
        case("2 words OR + 4 facets", lambda: Question(common(2), facets=True)),
        case(
            "2 words OR + 3 filters + 4 facets",
            lambda: Question(common(2), facets=True, filters=FILTERS),
        ),
        case("phrase", lambda: Question(vocabulary.neighbours(draw), "phrase")),
        case("newest first", lambda: Question(common(2), newest=True)),
        case("prefix suggestion", lambda: Question((draw.choice(long_words)[:4],), "prefix")),
        case(
            "misspelt word",
            lambda: Question((_misspell(draw, long_words),), "misspelt"),
        ),
        Case(
            "500-word text", [Question(vocabulary.text(draw), "text") for _ in range(number // 4)]
        ),
    ]


def _words(document: SearchDocument) -> list[str]:
    return words(" ".join((*document.titles, *document.summaries, *document.bodies)))


def _misspell(draw: random.Random, words_: list[str]) -> str:
    """One of the words with a letter lost or two swapped."""
    word = draw.choice(words_)
    place = draw.randrange(1, len(word) - 1)
    swapped = word[:place] + word[place + 1] + word[place] + word[place + 2 :]
    return draw.choice([word[:place] + word[place + 1 :], swapped])

"""The words that speak for a sector, with their weights.

Sources: the keyword lists (ours), the sectors' own names, and the headings of the IPC Green
Inventory topics that the crosswalk ties to a sector. A word that speaks for several sectors counts
less for each of them; longer phrases count more than single words.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

from greenmatch.core.text import normalise, tokenise
from greenmatch.taxonomy.classes.file import classes_file
from greenmatch.taxonomy.concepts import Sector
from greenmatch.taxonomy.loading import load
from greenmatch.taxonomy.sectors import sectors

# Found on the rows "tune" of tests/benchmarks/data/sector_labels.tsv; the accuracy hardly moves
# within a factor of two around each.
WEAK = 0.3
HEADING = 0.6
PER_FURTHER_WORD = 0.35
SHARING = 0.7

_CJK = re.compile("[㐀-鿿]")
_PARTS = re.compile(r", | and |、|与")


@dataclass(frozen=True)
class Phrase:
    """A word or phrase, and what it weighs for each sector that it speaks for.

    `wordings` are the spellings in our lists that come down to it: one in Chinese, in English
    all that have the same stems ("refrigerant", "refrigeration").
    """

    key: str
    wordings: tuple[str, ...]
    weights: Mapping[str, float]

    def worded_as_in(self, folded: str) -> str:
        """The wording that stands in a folded text, or else the first."""
        present = (wording for wording in self.wordings if normalise(wording) in folded)
        return next(present, self.wordings[0])


@dataclass(frozen=True)
class Lexicon:
    """Phrases by their English terms, and Chinese ones by their first character, longest first.

    `reach` is the number of terms of the longest English phrase that begins with a term.
    """

    english: Mapping[tuple[str, ...], Phrase]
    reach: Mapping[str, int]
    chinese: Mapping[str, tuple[Phrase, ...]]


@dataclass(frozen=True)
class _Words:
    en: tuple[str, ...]
    en_weak: tuple[str, ...]
    zh: tuple[str, ...]
    zh_weak: tuple[str, ...]


@dataclass(frozen=True)
class _File:
    keywords: dict[str, _Words]


@dataclass
class _Draft:
    """A phrase while its entries are gathered; the stronger of two entries for a sector wins."""

    wordings: list[str] = field(default_factory=list)
    weights: dict[str, float] = field(default_factory=dict)

    def add(self, wording: str, code: str, weight: float) -> None:
        self.wordings.append(wording)
        self.weights[code] = max(self.weights.get(code, 0.0), weight)

    def phrase(self, key: str, words: int) -> Phrase:
        factor = (1 + PER_FURTHER_WORD * (words - 1)) / len(self.weights) ** SHARING
        weights = {code: weight * factor for code, weight in self.weights.items()}
        return Phrase(key, tuple(dict.fromkeys(self.wordings)), weights)


@cache
def lexicon() -> Lexicon:
    """The lexicon, built at first use (some 0.1 s)."""
    english: dict[tuple[str, ...], _Draft] = {}
    chinese: dict[str, _Draft] = {}
    keywords = load("keywords", _File).keywords
    for each in sectors(2):
        for text, weight in _entries(each, keywords[each.code]):
            if _CJK.search(text):
                key = normalise(text).replace(" ", "")
                chinese.setdefault(key, _Draft()).add(text, each.code, weight)
            elif terms := tuple(tokenise(text)):
                english.setdefault(terms, _Draft()).add(text, each.code, weight)
    return Lexicon(
        english={key: draft.phrase(" ".join(key), len(key)) for key, draft in english.items()},
        reach={key[0]: len(key) for key in sorted(english, key=len)},
        chinese=_by_first_character(chinese),
    )


def _entries(each: Sector, words: _Words) -> Iterator[tuple[str, float]]:
    """Every phrase that speaks for the sector, with its strength: 1 for one that says it all."""
    yield from ((text, 1.0) for text in (*words.en, *words.zh))
    yield from ((text, WEAK) for text in (*words.en_weak, *words.zh_weak))
    # Single words of a name ("use", "materials") are too common to speak for it.
    yield from ((part, 1.0) for part in _PARTS.split(each.name_en) if " " in part)
    yield from ((part, 1.0) for part in _PARTS.split(each.name_zh) if len(part) > 2)
    yield from ((name, HEADING) for name in _topic_names(each) if " " in name)


def _topic_names(each: Sector) -> Iterator[str]:
    """The names of the sector's Green Inventory topics and of those below them."""
    for topic in classes_file().topics:
        if any(f"{topic.code}.".startswith(f"{root}.") for root in each.green_inventory):
            yield topic.name


def _by_first_character(drafts: dict[str, _Draft]) -> dict[str, tuple[Phrase, ...]]:
    """Chinese phrases by their first character, the longest first; two characters are a word."""
    found: dict[str, list[Phrase]] = {}
    for key, draft in sorted(drafts.items(), key=lambda entry: -len(entry[0])):
        found.setdefault(key[0], []).append(draft.phrase(key, max(1, len(key) // 2)))
    return {character: tuple(phrases) for character, phrases in found.items()}

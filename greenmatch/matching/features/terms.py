"""The words and glossary terms of a text that can carry a match."""

from collections.abc import Sequence

from greenmatch.core.text import stem

# Beside the stop words of core.text: words that any description uses, whatever it is about. Search
# must find them; a match must not rest on them.
_EMPTY_WORDS = """
    about across all also among any based between both could do does during each further how i its
    may might more most must new only other our out over per same should so some than through thus
    towards toward under up upon use used using very via we what when where whether while who whose
    within without would you your
"""
_EMPTY = frozenset(filter(None, map(stem, _EMPTY_WORDS.split())))
_FIRST_CJK = "\u3005"


def words_of(terms: Sequence[str]) -> list[str]:
    """The terms of a text without empty words; Chinese as bigrams only."""
    return [term for term in terms if term not in _EMPTY and not is_character(term)]


def is_character(term: str) -> bool:
    """Whether a term is a single Chinese character."""
    return len(term) == 1 and term >= _FIRST_CJK

"""From words as typed to the terms that a listing must have."""

from greenmatch.core.text import tokens
from greenmatch.search.language.tree import Node, Phrase, Words

_PARTICLES = frozenset("的和与及或在于对为了是将被把从向之其所中")
"""Chinese function characters: no listing is required to have them or a pair with one."""


def words_node(raw: str, text: str, *, title: bool = False) -> Node | None:
    """The node for a word or a run of Chinese; None where it has no term (stop words, signs).

    Of Chinese every pair of characters is required and single characters only count for the
    order, because a character alone says little; a lone character is required.
    """
    found = list(dict.fromkeys(token.term for token in tokens(text)))
    if not found:
        return None
    required = tuple(term for term in found if _is_required(term, found))
    optional = tuple(term for term in found if term not in required)
    if not required:
        required, optional = optional, ()
    return Words(raw, required, optional, title)


def phrase_node(raw: str, text: str, *, title: bool = False) -> Node | None:
    """The node for quoted text: its terms at their distances; one word alone is a word."""
    found = tokens(text)
    pairs = {token.position for token in found if _is_pair(token.term)}
    covered = pairs | {position + 1 for position in pairs}
    kept = [t for t in found if _is_pair(t.term) or t.position not in covered]
    if len(kept) < 2:
        return Words(raw, (kept[0].term,), title=title) if kept else None
    first = kept[0].position
    return Phrase(raw, tuple((t.term, t.position - first) for t in kept), title)


def says_something(term: str) -> bool:
    """Whether a term of a whole text is worth marking: no letter or two, no function character."""
    return len(term) > 2 if term < "\u3005" else len(term) > 1 and _PARTICLES.isdisjoint(term)


def _is_required(term: str, found: list[str]) -> bool:
    """Whether a listing must have this term of a word."""
    if term < "\u3005" or len(term) > 2:
        return True
    if not _PARTICLES.isdisjoint(term):
        return False
    return len(term) == 2 or not any(_is_pair(other) and term in other for other in found)


def _is_pair(term: str) -> bool:
    """Whether a term is a bigram of Chinese characters."""
    return len(term) == 2 and term >= "\u3005"

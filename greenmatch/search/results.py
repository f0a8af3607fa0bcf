"""Results made ready for the page: cards with the passage that answers, notes, ways on."""

import re
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from sys import getsizeof

from sqlalchemy.orm import Session

from greenmatch.catalogue.presentation import ListingCard, card
from greenmatch.catalogue.queries import PublicListing, public_listings
from greenmatch.core.i18n import _
from greenmatch.core.keeping import Kept
from greenmatch.core.text import best_passage
from greenmatch.search.engine import SearchPage
from greenmatch.search.language import Note
from greenmatch.search.language.tree import And, Node, Not, Or, Phrase, Ranked, Text, Words
from greenmatch.search.language.words import says_something

PASSAGE_WIDTH = 260
_LINKS = re.compile(r"!?\[([^\]\n]*)\]\([^)\n]*\)")
_LINE_MARKS = re.compile(r"\n[ \t]*(?:#{1,6}[ \t]+|>[ \t]?|[-*+][ \t]+)")
_MARKS = re.compile(r"\*\*|__|`+")
PASSAGE_FIELDS = ("problem", "how_it_works", "novelty", "outcome", "site_conditions", "description")


@dataclass(frozen=True, eq=False)
class Result:
    """A listing found: its card, and the passage of it that answers (text, whether hit)."""

    card: ListingCard
    segments: tuple[tuple[str, bool], ...] | None


@dataclass(frozen=True, eq=False)
class Face:
    """What is kept of a listing in a language: its card, and the texts that a passage is of."""

    card: ListingCard
    texts: tuple[str, ...]

    @property
    def weight(self) -> int:
        """The bytes that it takes, about."""
        return 2_000 + sum(map(getsizeof, self.texts))


_FACES: Kept[Face] = Kept(16 * 1024 * 1024)


def results(
    session: Session, stamps: Mapping[int, Hashable], tree: Node | None, language: str
) -> list[Result]:
    """The listings of these stamps in their order, with the passages that answer the query."""
    terms = frozenset(searched_terms(tree))
    faces = _faces(session, stamps, language)
    return [Result(face.card, passage(face.texts, terms)) for face in faces]


def _faces(session: Session, stamps: Mapping[int, Hashable], language: str) -> list[Face]:
    """The faces of the listings, of which only those are read that are not known by their stamp."""
    known = {each: _FACES.get((stamp, language)) for each, stamp in stamps.items()}
    unknown = [each for each, face in known.items() if face is None]
    for each, listing in public_listings(session, unknown).items():
        face = known[each] = Face(card(listing, language), _texts(listing, language))
        _FACES.put((stamps[each], language), face, face.weight)
    return [face for face in known.values() if face is not None]


def _texts(listing: PublicListing, language: str) -> tuple[str, ...]:
    text = listing.text(language)
    values = (text.summary, *(getattr(text, name) for name in PASSAGE_FIELDS))
    return tuple(value for value in values if value)


@lru_cache(2_000)
def passage(values: tuple[str, ...], terms: frozenset[str]) -> tuple[tuple[str, bool], ...] | None:
    """The best passage of the first of the texts that has any of the terms."""
    if not terms:
        return None
    for value in values:
        segments = best_passage(without_marks(value), terms, PASSAGE_WIDTH)
        if any(hit for _text, hit in segments):
            return tuple(segments)
    return None


def without_marks(text: str) -> str:
    """The text without the commonest marks of Markdown; parsing twenty texts would cost more."""
    # With a line break in front each line begins with one, which is found much faster than "^".
    plain = _LINE_MARKS.sub("\n", f"\n{text}")[1:]
    return _MARKS.sub("", _LINKS.sub(r"\1", plain) if "](" in plain else plain)


def searched_terms(tree: Node | None) -> Iterator[str]:
    """The terms of a tree that may be marked in a result: not those that were excluded."""
    if isinstance(tree, Words):
        yield from (*tree.terms, *tree.optional)
    elif isinstance(tree, Phrase):
        yield from (term for term, _place in tree.terms)
    elif isinstance(tree, Text):
        yield from (term for term, _count in tree.terms if says_something(term))
    elif isinstance(tree, And | Or | Ranked):
        for node in tree.nodes:
            if not isinstance(node, Not):
                yield from searched_terms(node)


def note_text(note: Note) -> str:
    """What the page tells of a query that was not understood as typed."""
    texts = {
        "open-quote": _("A quotation mark has no partner; its words were searched one by one."),
        "unknown-field": _("“%(value)s” is no field; it was searched as words.", value=note.value),
        "bad-value": _(
            "“%(value)s” was not understood; it was searched as words.", value=note.value
        ),
        "cut": _("The query was too long; its beginning was searched."),
        "too-common": _("“%(value)s” is in nearly every text and was left out.", value=note.value),
        "lone-operator": _("“%(value)s” stood alone and was left out.", value=note.value),
    }
    return texts[note.kind]


def corrected(q: str, page: SearchPage) -> str | None:
    """The query with its misspelt words replaced; None where there is nothing to correct."""
    text = q
    for word, suggestion in page.corrections:
        whole = re.compile(rf"(?<!\w){re.escape(word)}(?!\w)", re.IGNORECASE)
        text = whole.sub(lambda _found, put=suggestion: put, text)  # type: ignore[misc]
    return text if text != q else None


def query_without(q: str, value: str) -> str:
    """The query as typed without one of its parts, which is taken whole."""
    whole = re.compile(rf"(?<!\S){re.escape(value)}(?!\S)")
    shorter, found = whole.subn(" ", q, count=1)
    return " ".join((shorter if found else q.replace(value, " ", 1)).split())


__all__ = [
    "Result",
    "corrected",
    "note_text",
    "passage",
    "query_without",
    "results",
    "searched_terms",
]

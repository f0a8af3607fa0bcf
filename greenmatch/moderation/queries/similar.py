"""Listings whose titles are nearly that of a version: it may be a second copy."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import Select, SQLColumnExpression, or_, select
from sqlalchemy.orm import Session

from greenmatch.catalogue.content import Content
from greenmatch.catalogue.models import Listing, ListingText, ListingVersion
from greenmatch.catalogue.queries.versions import stored_title
from greenmatch.catalogue.states import VersionState
from greenmatch.core.i18n import LANGUAGES
from greenmatch.core.text import tokenise
from greenmatch.organisations.models import Organisation

ALIKE = 0.6  # of the terms of two titles are the same
SHOWN = 5
_LOOKED_AT = 400  # titles that share a word; those added last count
_SHARED_WORDS = 3
_WAITING = (VersionState.SUBMITTED, VersionState.CHANGES_REQUESTED)
_WORD = re.compile(r"[^\W_]{4,}")
_CHINESE = re.compile(r"[\u3400-\u9fff]{2,}")


@dataclass(frozen=True)
class SimilarListing:
    """A listing with nearly the same title; `likeness` is 0 to 1."""

    public_id: str
    title: str
    organisation: str
    own: bool
    likeness: float


def similar_listings(
    session: Session, listing: Listing, content: Content
) -> tuple[SimilarListing, ...]:
    """Other listings, public or in review, with nearly the same title; the most alike first."""
    titles = [block.title for block in content.texts.values() if block.title]
    best: dict[str, SimilarListing] = {}
    for row in _candidates(session, listing, titles):
        likeness = max(_likeness(row.title, own) for own in titles)
        known = best.get(row.public_id)
        if likeness >= ALIKE and (known is None or known.likeness < likeness):
            same = row.organisation_id == listing.organisation_id
            best[row.public_id] = SimilarListing(row.public_id, row.title, row.name, same, likeness)
    found = sorted(best.values(), key=lambda each: (-each.likeness, each.public_id))
    return tuple(found[:SHOWN])


class _Candidate(NamedTuple):
    public_id: str
    organisation_id: int
    name: str
    title: str


def _candidates(session: Session, listing: Listing, titles: list[str]) -> Iterator[_Candidate]:
    """Listings whose title shares one of the longest words, the newest first."""
    words = [word for title in titles for word in telling_words(title)]
    if not words:
        return
    public = _titled(ListingText.title, words).join(
        ListingText, ListingText.listing_id == Listing.id
    )
    waiting = (
        _titled(stored_title(language), words)
        .join(Listing.versions)
        .where(ListingVersion.state.in_(_WAITING))
        for language in LANGUAGES
    )
    for found in (public, *waiting):
        others = found.where(Listing.id != listing.id).order_by(Listing.id.desc())
        yield from (_Candidate(*row) for row in session.execute(others.limit(_LOOKED_AT)))


def _titled(title: SQLColumnExpression[str], words: list[str]) -> Select[str, int, str, str]:
    return (
        select(Listing.public_id, Listing.organisation_id, Organisation.name, title)
        .select_from(Listing)
        .join(Listing.organisation)
        .where(or_(*(title.icontains(word, autoescape=True) for word in words)))
    )


def telling_words(title: str) -> list[str]:
    """The longest words of a title (of Chinese, pairs of characters): what a copy shares."""
    words = sorted(
        set(_WORD.findall(_CHINESE.sub(" ", title))), key=lambda word: (-len(word), word)
    )
    pairs = [
        run[at : at + 2] for run in _CHINESE.findall(title) for at in range(0, len(run) - 1, 2)
    ]
    return [*words[:_SHARED_WORDS], *pairs[: 2 * _SHARED_WORDS]]


def _likeness(one: str, other: str) -> float:
    first, second = set(tokenise(one)), set(tokenise(other))
    return len(first & second) / len(first | second) if first and second else 0.0

"""A match as a row of a list: how strong it is, and why."""

from collections.abc import Sequence
from dataclasses import dataclass

from greenmatch.catalogue.presentation import ListingCard, card
from greenmatch.catalogue.queries import PublicListing
from greenmatch.catalogue.states import Kind
from greenmatch.core.i18n import _l
from greenmatch.matching.explanation import Part, explain
from greenmatch.matching.presentation.parts import part_text
from greenmatch.matching.queries import SeenMatch
from greenmatch.matching.runtime import current_matcher
from greenmatch.matching.source import document
from greenmatch.taxonomy import choice_name

STRENGTHS = {
    "strong": _l("Strong match"),
    "good": _l("Good match"),
    "possible": _l("Possible match"),
}
# Where on the bar of the score component each strength stands, of 100.
STRENGTH_MARKS = {"strong": 90, "good": 60, "possible": 30}

REASON_KINDS = {
    "word": "word",
    "pair": "word",
    "concept": "word",
    "sector": "sector",
    "country": "place",
    "region": "place",
    "cooperation": "form",
    "readiness": "readiness",
    "sdg": "sdg",
    "patent_class": "form",
}
REASONS_SHOWN = 8


@dataclass(frozen=True)
class Reason:
    """Why two listings fit: what they share, and of which kind it is."""

    text: str
    kind: str


@dataclass(frozen=True)
class MatchCard:
    """A match in a list: the other listing, how strong it is, why, and what this side said.

    `named` says that the other listing's organisation may be known.
    """

    card: ListingCard
    strength: str
    label: str
    mark: int
    reasons: tuple[Reason, ...]
    verdict: str
    dismissal: str
    named: bool


def match_card(seen: SeenMatch, own: PublicListing, language: str) -> MatchCard:
    """A match as a row of a list, from the side of the listing `own`."""
    return card_with_parts(seen, explanation(seen, own), language)


def card_with_parts(seen: SeenMatch, parts: Sequence[Part], language: str) -> MatchCard:
    """A match as a row of a list, where the parts of its score are known already."""
    strength = seen.match.strength
    return MatchCard(
        card=card(seen.other, language),
        strength=strength,
        label=str(STRENGTHS.get(strength, strength)),
        mark=STRENGTH_MARKS.get(strength, 0),
        reasons=reasons(parts, language),
        verdict=seen.verdict.value if seen.verdict else "",
        dismissal=choice_name("decline_reason", seen.reason, language) if seen.reason else "",
        named=not seen.other.organisation.anonymous,
    )


def explanation(seen: SeenMatch, own: PublicListing) -> Sequence[Part]:
    """The parts of a match's score, the largest first; none where its snapshot is gone."""
    matcher = current_matcher()
    snapshot = matcher.snapshot(seen.match.snapshot)
    if snapshot is None:
        return ()
    technology, need = map(document, sides(own, seen.other))
    return explain(technology, need, snapshot, matcher.policy).parts


def sides(own: PublicListing, other: PublicListing) -> tuple[PublicListing, PublicListing]:
    """The technology and the need of a pair."""
    return (own, other) if own.kind is Kind.TECHNOLOGY else (other, own)


def reasons(parts: Sequence[Part], language: str) -> tuple[Reason, ...]:
    """The largest parts of the score in words, each text once; related words are no reason."""
    found: dict[str, Reason] = {}
    for part in parts:
        text = part_text(part, language)
        if part.points > 0 and text and part.group in REASON_KINDS:
            found.setdefault(text.casefold(), Reason(text, REASON_KINDS[part.group]))
    return tuple(found.values())[:REASONS_SHOWN]

"""Matches made ready to be shown: strength, reasons, and the parts that add up to the score."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from greenmatch.catalogue.presentation import ListingCard, card
from greenmatch.catalogue.queries import PublicListing
from greenmatch.catalogue.states import Kind
from greenmatch.core.i18n import _, _l
from greenmatch.matching.explanation import Part, explain
from greenmatch.matching.queries import SeenMatch
from greenmatch.matching.runtime import current_matcher
from greenmatch.matching.source import document
from greenmatch.taxonomy import choice_name, country_name, region, sdg, sector_name

STRENGTHS = {
    "strong": _l("Strong match"),
    "good": _l("Good match"),
    "possible": _l("Possible match"),
}
# Where on the bar of the score component each strength stands, of 100.
STRENGTH_MARKS = {"strong": 90, "good": 60, "possible": 30}

GROUPS = {
    "word": _l("Words"),
    "related": _l("Related words"),
    "pair": _l("Word pairs"),
    "concept": _l("Technical terms"),
    "sector": _l("Sectors"),
    "sector_group": _l("Sector groups"),
    "sdg": _l("Sustainable Development Goals"),
    "climate_objective": _l("Climate objective"),
    "patent_class": _l("Patent classes"),
    "country": _l("Countries"),
    "region": _l("Regions"),
    "cooperation": _l("Forms of cooperation"),
    "readiness": _l("Readiness"),
}
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
class PartRow:
    """One part of a score; `share` is its percentage of the sum of all positive parts."""

    text: str
    value: float
    share: float


@dataclass(frozen=True)
class PartGroup:
    """The parts of one group of features, the largest first, and their sum."""

    label: str
    rows: tuple[PartRow, ...]
    value: float


@dataclass(frozen=True)
class MatchCard:
    """A match in a list: the other listing, how strong it is, why, and what this side said."""

    card: ListingCard
    strength: str
    label: str
    mark: int
    reasons: tuple[Reason, ...]
    verdict: str
    dismissal: str


@dataclass(frozen=True)
class MatchSheet:
    """A match in full: its card, and its score in groups of parts that add up to `score`."""

    card: MatchCard
    groups: tuple[PartGroup, ...]
    score: float
    other: PublicListing


def match_card(seen: SeenMatch, own: PublicListing, language: str) -> MatchCard:
    """A match as a row of a list, from the side of the listing `own`."""
    strength = seen.match.strength
    return MatchCard(
        card=card(seen.other, language),
        strength=strength,
        label=str(STRENGTHS.get(strength, strength)),
        mark=STRENGTH_MARKS.get(strength, 0),
        reasons=reasons(explanation(seen, own), language),
        verdict=seen.verdict.value if seen.verdict else "",
        dismissal=choice_name("decline_reason", seen.reason, language) if seen.reason else "",
    )


def match_sheet(seen: SeenMatch, own: PublicListing, language: str) -> MatchSheet:
    """A match in full, from the side of the listing `own`."""
    found = explanation(seen, own)
    return MatchSheet(
        card=match_card(seen, own, language),
        groups=part_groups(found, language),
        score=sum(part.value for part in found),
        other=seen.other,
    )


def explanation(seen: SeenMatch, own: PublicListing) -> Sequence[Part]:
    """The parts of a match's score, the largest first; none where its snapshot is gone."""
    matcher = current_matcher()
    snapshot = matcher.snapshot(seen.match.snapshot)
    if snapshot is None:
        return ()
    one, other = document(own), document(seen.other)
    technology, need = (one, other) if own.kind is Kind.TECHNOLOGY else (other, one)
    return explain(technology, need, snapshot, matcher.policy).parts


def reasons(parts: Sequence[Part], language: str) -> tuple[Reason, ...]:
    """The largest parts of the score in words, each text once; related words are no reason."""
    found: dict[str, Reason] = {}
    for part in parts:
        text = part_text(part, language)
        if part.points > 0 and text and part.group in REASON_KINDS:
            found.setdefault(text.casefold(), Reason(text, REASON_KINDS[part.group]))
    return tuple(found.values())[:REASONS_SHOWN]


def part_groups(parts: Sequence[Part], language: str) -> tuple[PartGroup, ...]:
    """All parts by group, the weightiest group first."""
    positive = sum(part.points for part in parts if part.points > 0) or 1
    rows: dict[str, list[PartRow]] = defaultdict(list)
    for part in parts:
        share = 100 * part.points / positive
        rows[part.group].append(PartRow(part_text(part, language), part.value, share))
    groups = [
        PartGroup(str(GROUPS.get(name, name)), tuple(own), sum(row.value for row in own))
        for name, own in rows.items()
    ]
    return tuple(sorted(groups, key=lambda group: -group.value))


def part_text(part: Part, language: str) -> str:
    """What a part stands for, in words: the term as it was written, or the code's name."""
    text = part.offered or part.wanted
    name = _NAMES.get(part.group)
    if name is not None:
        return name(text, language) if text else _("They state different things")
    if part.wanted and part.offered and part.wanted.casefold() != part.offered.casefold():
        return f"{part.wanted} / {part.offered}"
    return text


def _region_name(code: str, language: str) -> str:
    found = region(code)
    return found.name(language) if found else code


def _goal_name(number: str, language: str) -> str:
    goal = sdg(int(number)) if number.isdecimal() else None
    return f"{number} {goal.name(language)}" if goal else number


_NAMES: Mapping[str, Callable[[str, str], str]] = {
    "sector": sector_name,
    "sector_group": sector_name,
    "country": country_name,
    "region": _region_name,
    "sdg": _goal_name,
    "cooperation": lambda code, language: choice_name("cooperation", code, language),
    "climate_objective": lambda code, language: choice_name("climate_objective", code, language),
    "readiness": lambda text, _language: f"TRL {text}" if text.isdecimal() else text,
    "patent_class": lambda text, _language: text,
}

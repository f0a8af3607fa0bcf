"""Matches made ready to be shown: strength, reasons, and the parts that add up to the score."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from greenmatch.catalogue.presentation import ListingCard, card
from greenmatch.catalogue.queries import PublicListing
from greenmatch.core.i18n import _l
from greenmatch.matching.queries import SeenMatch
from greenmatch.taxonomy import choice_name, country_name, region, sdg, sector_name

STRENGTHS = {
    "strong": _l("Strong match"),
    "good": _l("Good match"),
    "possible": _l("Possible match"),
}
# Where on the bar of the score component each strength stands, of 100.
STRENGTH_MARKS = {"strong": 90, "good": 60, "possible": 30}

GROUPS = {
    "title": _l("Words of the titles"),
    "body": _l("Words of the texts"),
    "pair": _l("Word pairs"),
    "related": _l("Related words"),
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
    "title": "word",
    "body": "word",
    "pair": "word",
    "concept": "word",
    "related": "related",
    "sector": "sector",
    "sector_group": "sector",
    "country": "place",
    "region": "place",
    "cooperation": "form",
    "readiness": "readiness",
    "sdg": "sdg",
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


def match_card(seen: SeenMatch, language: str) -> MatchCard:
    """A match as a row of a list."""
    strength = seen.match.strength
    return MatchCard(
        card=card(seen.other, language),
        strength=strength,
        label=str(STRENGTHS.get(strength, strength)),
        mark=STRENGTH_MARKS.get(strength, 0),
        reasons=reasons(seen, language),
        verdict=seen.verdict.value if seen.verdict else "",
        dismissal=choice_name("decline_reason", seen.reason, language) if seen.reason else "",
    )


def match_sheet(seen: SeenMatch, language: str) -> MatchSheet:
    """A match in full."""
    return MatchSheet(
        card=match_card(seen, language),
        groups=part_groups(seen, language),
        score=seen.match.score,
        other=seen.other,
    )


def reasons(seen: SeenMatch, language: str) -> tuple[Reason, ...]:
    """The largest parts of the score in words, each text once."""
    found: dict[str, Reason] = {}
    for part in seen.parts:
        text = part_text(part, language)
        if part["value"] > 0 and text:
            found.setdefault(text, Reason(text, REASON_KINDS.get(part["group"], "")))
    return tuple(found.values())[:REASONS_SHOWN]


def part_groups(seen: SeenMatch, language: str) -> tuple[PartGroup, ...]:
    """All parts by group, the weightiest group first."""
    positive = sum(part["value"] for part in seen.parts if part["value"] > 0) or 1.0
    rows: dict[str, list[PartRow]] = defaultdict(list)
    for part in seen.parts:
        share = 100 * part["value"] / positive
        rows[part["group"]].append(PartRow(part_text(part, language), part["value"], share))
    groups = [
        PartGroup(str(GROUPS.get(name, name)), tuple(parts), sum(row.value for row in parts))
        for name, parts in rows.items()
    ]
    return tuple(sorted(groups, key=lambda group: -group.value))


def part_text(part: Mapping[str, Any], language: str) -> str:
    """What a part stands for, in words: the term as it was written, or the code's name."""
    group, text = part["group"], str(part.get("text") or part.get("feature") or "")
    if group in ("sector", "sector_group"):
        return sector_name(text, language)
    if group == "country":
        return country_name(text, language)
    if group == "region" and (found := region(text)):
        return found.name(language)
    if group == "sdg" and text.isdecimal() and (goal := sdg(int(text))):
        return f"{text} {goal.name(language)}"
    if group in ("cooperation", "climate_objective"):
        return choice_name(group, text, language)
    return text

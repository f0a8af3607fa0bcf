"""A match in full."""

from collections import Counter
from dataclasses import dataclass

from greenmatch.catalogue.queries import PublicListing
from greenmatch.matching.presentation.cards import MatchCard, card_with_parts, explanation, sides
from greenmatch.matching.presentation.parts import (
    SHOWN_UNIT,
    PartGroup,
    part_groups,
    shown_points,
)
from greenmatch.matching.presentation.requirements import RequirementRow, requirement_rows
from greenmatch.matching.queries import SeenMatch
from greenmatch.matching.strength import GOOD, STRONG


@dataclass(frozen=True)
class MatchSheet:
    """A match in full: its card, the need's requirements, and the parts of its score.

    The points of the groups add up to `points`.
    """

    card: MatchCard
    requirements: tuple[RequirementRow, ...]
    groups: tuple[PartGroup, ...]
    points: int
    policy: str
    snapshot: int
    good_from: int
    strong_from: int
    other: PublicListing

    @property
    def counts(self) -> dict[str, int]:
        """How many requirements are met, not met, not known."""
        found = Counter(row.status for row in self.requirements)
        return {status: found[status] for status in ("met", "unmet", "unknown")}

    @property
    def read(self) -> bool:
        """Whether requirements were read from the need's text."""
        return any(row.read for row in self.requirements)


def match_sheet(seen: SeenMatch, own: PublicListing, language: str) -> MatchSheet:
    """A match in full, from the side of the listing `own`."""
    parts = explanation(seen, own)
    technology, need = sides(own, seen.other)
    return MatchSheet(
        card=card_with_parts(seen, parts, language),
        requirements=requirement_rows(technology, need, language),
        groups=part_groups(parts, language),
        points=shown_points(sum(part.points for part in parts)),
        policy=seen.match.policy,
        snapshot=seen.match.snapshot,
        good_from=round(GOOD * SHOWN_UNIT),
        strong_from=round(STRONG * SHOWN_UNIT),
        other=seen.other,
    )

"""Why a technology fits a need: the parts of the score, in the words of the two listings."""

from collections.abc import Sequence
from dataclasses import dataclass

from greenmatch.matching.document import MatchDocument
from greenmatch.matching.explanation.names import names_of
from greenmatch.matching.explanation.parts import (
    CONCEPT,
    PAIR,
    RELATED,
    WORD,
    RawPart,
    raw_parts,
)
from greenmatch.matching.features import count_listing
from greenmatch.matching.policy import Policy
from greenmatch.matching.snapshot import Snapshot
from greenmatch.matching.weighing import UNIT, weigh_needs, weigh_technologies

TEXT_GROUPS = (WORD, RELATED, PAIR, CONCEPT)

__all__ = ["CONCEPT", "PAIR", "RELATED", "TEXT_GROUPS", "WORD", "Explanation", "Part", "explain"]


@dataclass(frozen=True)
class Part:
    """What one feature adds to the score (or takes off it), in whole points.

    `wanted` is how the need puts it, `offered` how the technology does: empty where it does not
    say it itself (a related word). Both are codes for what is stated (a sector's, a country's),
    and empty where the two state different things.
    """

    group: str
    points: int
    wanted: str
    offered: str

    @property
    def value(self) -> float:
        """The contribution in units of the score."""
        return self.points / UNIT


@dataclass(frozen=True)
class Explanation:
    """A score and its parts, from the largest down; they add up to it exactly."""

    points: int
    parts: Sequence[Part]
    policy_version: str
    snapshot_number: int

    @property
    def score(self) -> float:
        """The score as people may see it."""
        return self.points / UNIT

    @property
    def text_points(self) -> int:
        """What the two texts share, without what the listings state."""
        return sum(part.points for part in self.parts if part.group in TEXT_GROUPS)

    def of_group(self, group: str) -> list[Part]:
        """The parts of one group."""
        return [part for part in self.parts if part.group == group]

    def totals(self) -> dict[str, int]:
        """The points of each group that has any."""
        sums: dict[str, int] = {}
        for part in self.parts:
            sums[part.group] = sums.get(part.group, 0) + part.points
        return sums


def explain(
    technology: MatchDocument, need: MatchDocument, snapshot: Snapshot, policy: Policy
) -> Explanation:
    """The score of a pair with its parts, whether a condition rules the pair out or not."""
    offered = weigh_technologies([technology], [count_listing(technology)], snapshot, policy)
    wanted = weigh_needs([need], [count_listing(need)], snapshot, policy)
    found = raw_parts(offered, wanted)
    wanted_names, offered_names = (
        names_of(document, technology.texts) for document in (need, technology)
    )

    def named(part: RawPart) -> Part:
        own = "" if part.group == RELATED else offered_names.get(part.feature, "")
        return Part(part.group, part.points, wanted_names.get(part.feature, ""), own)

    parts = sorted(map(named, found), key=lambda part: (-part.points, part.group, part.wanted))
    points = sum(part.points for part in parts)
    return Explanation(points, parts, policy.version, snapshot.number)

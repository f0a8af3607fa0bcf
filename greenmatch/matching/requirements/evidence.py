"""What a sentence shows on a requirement, and what several sentences show together."""

from collections.abc import Sequence
from dataclasses import dataclass

from greenmatch.matching.requirements.thresholds import Status


@dataclass(frozen=True)
class Evidence:
    """What a sentence says on a requirement, and how much of its subject it names.

    `near` is the same for the clause alone in which the number stands: of two numbers in a
    sentence, the one whose clause names more of the subject is meant.
    """

    status: Status
    sentence: str
    coverage: float
    near: float = 0.0


def verdict(found: Sequence[Evidence]) -> tuple[Status, str]:
    """What the sentences that name most of the subject agree on; unknown where they do not."""
    best = max(((each.coverage, each.near) for each in found), default=(0.0, 0.0))
    closest = [each for each in found if (each.coverage, each.near) == best]
    if len({each.status for each in closest}) != 1:
        return Status.UNKNOWN, ""
    return closest[0].status, closest[0].sentence

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


def verdict(found: Sequence[Evidence], *, one_is_enough: bool = False) -> tuple[Status, str]:
    """What the sentences that name most of the subject agree on; unknown where they do not.

    `one_is_enough` is for what is the most or the least of several values: one that meets it shows
    that it is met, whatever the others are.
    """
    best = max(((each.coverage, each.near) for each in found), default=(0.0, 0.0))
    closest = [each for each in found if (each.coverage, each.near) == best]
    if one_is_enough:
        closest = [each for each in closest if each.status is Status.MET] or closest
    if len({each.status for each in closest}) != 1:
        return Status.UNKNOWN, ""
    return closest[0].status, closest[0].sentence

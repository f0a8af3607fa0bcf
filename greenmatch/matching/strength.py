"""How strong a match is, in three words that people can read."""

from greenmatch.matching.policy import Policy
from greenmatch.matching.weighing import UNIT

GOOD, STRONG = 3.0, 5.0
"""Scores from which a match is good or strong; below the policy's least it is none.

docs/matching.md has the judged pairs behind these numbers.
"""


def strength_of(points: int, policy: Policy) -> str:
    """ "strong", "good" or "possible"; "" for a score that is not shown."""
    if points < policy.least_points:
        return ""
    if points >= STRONG * UNIT:
        return "strong"
    return "good" if points >= GOOD * UNIT else "possible"

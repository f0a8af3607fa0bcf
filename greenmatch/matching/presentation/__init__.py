"""Matches made ready to be shown: strength, reasons, requirements, and the parts of the score."""

from greenmatch.matching.presentation.cards import (
    STRENGTH_MARKS,
    STRENGTHS,
    MatchCard,
    Reason,
    explanation,
    match_card,
    reasons,
)
from greenmatch.matching.presentation.parts import PartGroup, PartRow, part_groups, part_text
from greenmatch.matching.presentation.requirements import RequirementRow, requirement_rows
from greenmatch.matching.presentation.sheet import MatchSheet, match_sheet

__all__ = [
    "STRENGTHS",
    "STRENGTH_MARKS",
    "MatchCard",
    "MatchSheet",
    "PartGroup",
    "PartRow",
    "Reason",
    "RequirementRow",
    "explanation",
    "match_card",
    "match_sheet",
    "part_groups",
    "part_text",
    "reasons",
    "requirement_rows",
]

"""Writes: feedback on matches, and the matches themselves."""

from greenmatch.matching.services.feedback import give_feedback, take_feedback_back

__all__ = ["give_feedback", "take_feedback_back"]

"""Writes: feedback on matches, and the matches themselves."""

from greenmatch.matching.services.feedback import give_feedback, take_feedback_back
from greenmatch.matching.services.lapsing import lapse_dismissals
from greenmatch.matching.services.musts import check_musts, forget_musts
from greenmatch.matching.services.muting import hear_again, mute_matches
from greenmatch.matching.services.seeing import note_seen, unseen_among

__all__ = [
    "check_musts",
    "forget_musts",
    "give_feedback",
    "hear_again",
    "lapse_dismissals",
    "mute_matches",
    "note_seen",
    "take_feedback_back",
    "unseen_among",
]

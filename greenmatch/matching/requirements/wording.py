"""What sentences show in words on a requirement without a number."""

import re
from collections.abc import Iterator, Sequence

from greenmatch.matching.document import StatedRequirement
from greenmatch.matching.requirements.evidence import Evidence
from greenmatch.matching.requirements.negation import (
    denies_use,
    hedged,
    is_compared,
    is_denied,
    is_left_to_others,
    is_past,
    is_replaced,
    is_replaced_in_part,
    is_ruled_out,
    restricts,
)
from greenmatch.matching.requirements.subjects import Subject, coverage, places_of
from greenmatch.matching.requirements.thresholds import Status

ENOUGH = 0.75
FEW_WORDS = 3
"""A subject of so few words must be named whole."""
ENOUGH_TO_RULE_OUT = 1 / 3
_VERSION = re.compile(
    r"\d+(?:\.\d+)+|(?<![A-Za-z])[A-F]\d?(?=级)|(?<=\b[Cc]lass )[A-F]\d?\b|(?<=IP)\d\d(?!\d)"
)
"""What tells one of a name from the next ("OCPP 2.0.1", "class A")."""
_TAIL = re.compile(r",? without\b|[，；](?:也)?(?:无需|不需|不用|没有)", re.IGNORECASE)


def worded(
    requirement: StatedRequirement, subjects: Sequence[Subject], said: Sequence[str]
) -> Iterator[Evidence]:
    """What sentences say in words. A no is believed only where the whole subject is named."""
    if restricts(requirement.text):
        return
    for subject in subjects:
        for sentence in said if subject.words else ():
            status, covered = _spoken(requirement, subject, sentence)
            sure = covered == 1.0 or denies_use(sentence)
            if status is Status.MET or (status is Status.UNMET and sure):
                yield Evidence(status, sentence, covered)


def _spoken(
    requirement: StatedRequirement, subject: Subject, sentence: str
) -> tuple[Status, float]:
    plans = hedged(sentence) or is_past(sentence)
    versions = _VERSION.findall(subject.text)
    unnamed = plans or (versions and not set(versions) <= set(_VERSION.findall(sentence)))
    covered = 0.0 if unnamed else coverage(subject, sentence)
    unwanted = requirement.strength == "exclude"
    enough = 1.0 if len(subject.words) <= FEW_WORDS else ENOUGH
    if covered >= enough:
        sentence = _without_tail(subject, sentence, enough)
        places = places_of(subject, sentence)
        places += [each.span() for each in _VERSION.finditer(sentence) if each[0] in versions]
        return _stated(subject, sentence, places, unwanted=unwanted), covered
    # Without concrete there are no concrete foundations.
    if unwanted and covered >= ENOUGH_TO_RULE_OUT:
        places = places_of(subject, sentence)
        if any(is_ruled_out(sentence, *place) for place in places):
            return Status.MET, covered
    return Status.UNKNOWN, 0.0


def _without_tail(subject: Subject, sentence: str, enough: float) -> str:
    """The sentence up to what it does without, where it has said enough before that: "hardens at
    room temperature, without steam curing" denies no hardening."""
    head = _TAIL.split(sentence)[0]
    if head == sentence:
        return sentence
    return sentence if subject.negative or coverage(subject, head) < enough else head


def _stated(
    subject: Subject, sentence: str, places: Sequence[tuple[int, int]], *, unwanted: bool
) -> Status:
    """What a sentence says that names the subject at these places.

    What it does away with is not there; what is left to others, or replaced, is not on offer.
    """
    if places and all(is_replaced(sentence, *place) for place in places):
        shown = unwanted and not subject.negative and not is_replaced_in_part(sentence)
        return Status.MET if shown else Status.UNKNOWN
    if unwanted and places and all(is_compared(sentence, *place) for place in places):
        return Status.UNKNOWN
    denied = any(is_denied(sentence, *place) for place in places)
    if not denied and is_left_to_others(sentence):
        return Status.UNKNOWN
    against = subject.negative != denied
    return Status.MET if against == unwanted else Status.UNMET

"""Whether a technology meets what a need requires, and the sentence that shows it."""

from collections.abc import Sequence
from dataclasses import dataclass

from greenmatch.core.text import sentences
from greenmatch.matching.document import MatchDocument, StatedRequirement
from greenmatch.matching.requirements.claims import claimed
from greenmatch.matching.requirements.evidence import Evidence, verdict
from greenmatch.matching.requirements.numbers import numbered
from greenmatch.matching.requirements.quantities import INFINITY, quantities
from greenmatch.matching.requirements.sizes import may_be_more
from greenmatch.matching.requirements.subjects import Subject, alternatives, subject_of
from greenmatch.matching.requirements.thresholds import (
    Status,
    Threshold,
    in_time,
    is_extreme,
    threshold_of,
)
from greenmatch.matching.requirements.wording import worded


@dataclass(frozen=True)
class Finding:
    """A requirement, whether it is met, and the technology's sentence that shows it.

    The sentence is a part of the technology's texts, letter for letter; empty where unknown.
    """

    requirement: StatedRequirement
    status: Status
    sentence: str = ""


def check_requirements(need: MatchDocument, technology: MatchDocument) -> list[Finding]:
    """A finding for each requirement of the need, in its order.

    What the technology states as a benefit with a number counts before what its sentences say.
    """
    said = _sentences(technology)
    title = " ".join(block.title for block in technology.texts.values())
    return [_check(each, technology.claims, said, title) for each in need.requirements]


def _check(
    requirement: StatedRequirement, claims: Sequence[str], said: Sequence[str], title: str
) -> Finding:
    threshold = threshold_of(requirement)
    subjects = _subjects(requirement, threshold)
    found: list[Evidence] = []
    if threshold is not None:
        for meant in in_time(threshold, requirement.text):
            found = found or list(claimed(subjects, meant, claims, title))
            found = found or list(numbered(subjects, meant, said, title))
    elif not requirement.threshold.strip():
        found = list(worded(requirement, subjects, [*claims, *said]))
    extreme = threshold is not None and is_extreme(requirement.text, threshold)
    status, sentence = verdict(found, one_is_enough=extreme)
    if status is Status.UNMET and _may_be_more(requirement, threshold, [*claims, *said]):
        status, sentence = Status.UNKNOWN, ""
    if requirement.strength == "exclude" and threshold is not None:
        status = _OPPOSITE[status]
    return Finding(requirement, status, sentence)


def _may_be_more(
    requirement: StatedRequirement, threshold: Threshold | None, said: Sequence[str]
) -> bool:
    """Whether what is too small can be joined to more of it."""
    if threshold is None or threshold.high < INFINITY:
        return False
    return may_be_more(threshold.unit, requirement.text, said)


_OPPOSITE = {
    Status.MET: Status.UNMET,
    Status.UNMET: Status.MET,
    Status.UNKNOWN: Status.UNKNOWN,
}


def _subjects(requirement: StatedRequirement, threshold: Threshold | None) -> list[Subject]:
    """What the requirement is about, once for each language that it is put in."""
    wanted = threshold.dimension if threshold else None
    return [
        subject_of(text, quantities(text) if threshold else (), wanted)
        for text in alternatives(requirement.text)
    ]


def _sentences(technology: MatchDocument) -> list[str]:
    """What a technology says, sentence by sentence, each once."""
    texts = [
        text
        for block in technology.texts.values()
        for text in (block.title, block.summary, block.body)
    ]
    return list(dict.fromkeys(sentence for text in texts for sentence in sentences(text)))

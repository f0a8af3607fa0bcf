"""Whether a technology meets what a need requires, and the sentence that shows it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from greenmatch.core.text import sentences
from greenmatch.matching.document import MatchDocument, StatedRequirement
from greenmatch.matching.requirements.quantities import (
    Quantity,
    bare_number,
    plain,
    quantities,
)
from greenmatch.matching.requirements.subjects import (
    Subject,
    alternatives,
    contradicts,
    coverage,
    hedged,
    is_foreign,
    restricts,
    subject_of,
)
from greenmatch.matching.requirements.thresholds import Status, Threshold, compare, threshold_of
from greenmatch.matching.requirements.units import NO_UNIT, dimension

ENOUGH_FOR_NUMBER = 0.6
ENOUGH_FOR_SHARE = 0.75
ENOUGH_FOR_TEXT = 0.75
ENOUGH_FOR_CLAIM = 0.3
ENOUGH_BETWEEN_LANGUAGES = 0.5
_CLAUSE_END = re.compile(
    r"[,;](?!\d)|[，；、]|\b(?:and|but|while|whereas)\b|而且?|但", re.IGNORECASE
)
# What a process is given says nothing of what it gives.
_COMES_IN = re.compile(
    r"\b(?:inlet|influent|inflow|incoming|raw water)\b|进水|进口|入口|原水", re.IGNORECASE
)
_METRIC_END = re.compile(r":\s(?=[^:]*$)")


@dataclass(frozen=True)
class Finding:
    """A requirement, whether it is met, and the technology's sentence that shows it.

    The sentence is a part of the technology's texts, letter for letter; empty where unknown.
    """

    requirement: StatedRequirement
    status: Status
    sentence: str = ""


@dataclass(frozen=True)
class _Evidence:
    """What a sentence says on a requirement, and how much of its subject it names.

    `near` is the same for the clause alone in which the number stands: of two numbers in a
    sentence, the one whose clause names more of the subject is meant.
    """

    status: Status
    sentence: str
    coverage: float
    near: float = 0.0


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
    if threshold is not None:
        found = list(_claimed_evidence(subjects, threshold, claims, title))
        found = found or list(_numeric_evidence(subjects, threshold, said, title))
    elif requirement.threshold.strip():
        found = []
    else:
        found = list(_text_evidence(requirement, subjects, [*claims, *said]))
    status, sentence = _verdict(found)
    if requirement.strength == "exclude" and threshold is not None:
        status = _OPPOSITE[status]
    return Finding(requirement, status, sentence)


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


def _claimed_evidence(
    subjects: Sequence[Subject], threshold: Threshold, claims: Sequence[str], title: str
) -> Iterator[_Evidence]:
    """What stated benefits say: those that name most of the subject, or nothing but parts of it.

    One in another language may leave to the title what the technology is about.
    """
    is_share = threshold.dimension == dimension("share")
    for claim in claims:
        metric, value = _METRIC_END.split(claim, 1) if _METRIC_END.search(claim) else (claim, claim)
        about = subject_of(metric, quantities(metric), threshold.dimension)
        covered, foreign = max(
            (
                coverage(each, metric, title if is_foreign(each, metric) else ""),
                is_foreign(each, metric),
            )
            for each in subjects
        )
        inside = bool(about.words) and any(_holds(each, about) for each in subjects)
        enough = ENOUGH_FOR_NUMBER if foreign and not is_share else ENOUGH_FOR_SHARE
        if covered < (ENOUGH_FOR_CLAIM if inside else enough):
            continue
        for number in [*quantities(value), *bare_number(value)]:
            if dimension(number.unit) == threshold.dimension:
                status = compare(number, threshold)
                if status is not Status.UNKNOWN:
                    yield _Evidence(status, claim, covered)


def _holds(subject: Subject, part: Subject) -> bool:
    """Whether a subject names all that the other one is about."""
    return coverage(part, subject.text) == 1.0


def _numeric_evidence(
    subjects: Sequence[Subject], threshold: Threshold, said: Sequence[str], title: str
) -> Iterator[_Evidence]:
    """What sentences say with numbers of the threshold's kind."""
    wanted = threshold.dimension
    if wanted == dimension(NO_UNIT):
        return  # too many numbers of a sentence have no unit
    is_share = wanted == dimension("share")
    enough = ENOUGH_FOR_SHARE if is_share else ENOUGH_FOR_NUMBER
    for sentence in said:
        numbers = [each for each in quantities(sentence) if dimension(each.unit) == wanted]
        if not numbers or hedged(sentence):
            continue
        context = "" if is_share else title
        covered, subject = max(
            ((coverage(each, sentence, context), each) for each in subjects),
            key=lambda pair: pair[0],
        )
        foreign = is_foreign(subject, sentence)
        if covered < enough:
            continue
        for number in numbers:
            clause = _clause(plain(sentence), number)
            if foreign and coverage(subject, clause) < ENOUGH_BETWEEN_LANGUAGES:
                continue
            if _COMES_IN.search(clause) and not _COMES_IN.search(subject.text):
                continue
            status = compare(number, threshold)
            near = coverage(subject, clause) if numbers[1:] else 0.0
            if status is not Status.UNKNOWN:
                yield _Evidence(status, sentence, covered, near)


def _clause(sentence: str, number: Quantity) -> str:
    """The clause of the sentence in which a number stands."""
    before = _CLAUSE_END.split(sentence[: number.start])[-1]
    return before + _CLAUSE_END.split(sentence[number.start :])[0]


def _text_evidence(
    requirement: StatedRequirement, subjects: Sequence[Subject], said: Sequence[str]
) -> Iterator[_Evidence]:
    """What sentences say in words. A no is believed only where the whole subject is named."""
    if restricts(requirement.text):
        return
    for subject in subjects:
        if not subject.words:
            continue
        for sentence in said:
            covered = coverage(subject, sentence)
            if covered < _enough(subject) or hedged(sentence):
                continue
            status = _spoken(requirement, subject, sentence)
            if status is Status.MET or covered == 1.0:
                yield _Evidence(status, sentence, covered)


def _enough(subject: Subject) -> float:
    return 1.0 if len(subject.words) <= 3 else ENOUGH_FOR_TEXT


def _spoken(requirement: StatedRequirement, subject: Subject, sentence: str) -> Status:
    against = contradicts(subject, sentence)
    unwanted = requirement.strength == "exclude"
    return Status.MET if against == unwanted else Status.UNMET


def _verdict(found: Sequence[_Evidence]) -> tuple[Status, str]:
    """What the sentences that name most of the subject agree on; unknown where they do not."""
    best = max(((each.coverage, each.near) for each in found), default=(0.0, 0.0))
    closest = [each for each in found if (each.coverage, each.near) == best]
    if len({each.status for each in closest}) != 1:
        return Status.UNKNOWN, ""
    return closest[0].status, closest[0].sentence


def _sentences(technology: MatchDocument) -> list[str]:
    """What a technology says, sentence by sentence, each once."""
    texts = [
        text
        for block in technology.texts.values()
        for text in (block.title, block.summary, block.body)
    ]
    return list(dict.fromkeys(sentence for text in texts for sentence in sentences(text)))

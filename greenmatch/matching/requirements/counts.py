"""What sentences show on a requirement with a number that has no unit: a count or a ratio."""

import re
from collections.abc import Iterator, Sequence

from greenmatch.matching.requirements.evidence import Evidence
from greenmatch.matching.requirements.negation import hedged
from greenmatch.matching.requirements.quantities import Quantity, plain, unitless
from greenmatch.matching.requirements.subjects import Subject, coverage, places_of
from greenmatch.matching.requirements.thresholds import Status, Threshold, compare

ENOUGH = 0.5
# What may stand between a name and its number: "COP of 3", "造水比为10".
_LEADS_TO = re.compile(
    r"[\s:：=]*(?:\([^)]{1,12}\)\s*)?"
    r"(?:(?:of|is|are|at|about|only|just|around|approximately|reaches|stays|averages|equals|a|value"
    r"|below|under|above|over|less|more|than|up|to|值|指数|为|仅|约|是|达到?|低于|高于|不)\s*"
    r"|[<>≤≥≈]\s*)*",
    re.IGNORECASE,
)
_NAMES = re.compile(
    r"[\s:：=±]*(?:(?:of|is|was|about|around|up to|below|above|over|under|为|约|达到?|仅"
    r"|不?(?:低于|高于|超过|大于|小于))\s*)*[±]?",
    re.IGNORECASE,
)
"""The same, where a number must be of nothing else ("PE at 85 % yield")."""
_COUNT = re.compile(
    r"\b(?:number|count|quantity) of\b|数量|个数|台数|套数|路数|点数", re.IGNORECASE
)
_COUNTS = re.compile(r"\s*(?:[a-z]+ ){0,1}|[个台套路组座点]?\s*")


def counted(
    subjects: Sequence[Subject], threshold: Threshold, said: Sequence[str]
) -> Iterator[Evidence]:
    """What sentences say with numbers that have no unit: of these there are many, so the number
    must follow right after the name of what is meant, or stand right before what it counts."""
    for sentence in said:
        numbers = () if hedged(sentence) else unitless(sentence)
        for subject in subjects if numbers else ():
            covered = coverage(subject, sentence)
            if covered < ENOUGH:
                continue
            named = (
                *_behind_its_name(subject, sentence, numbers),
                *_before_what_it_counts(subject, sentence, numbers),
            )
            for number in named:
                status = compare(number, threshold)
                if status is not Status.UNKNOWN:
                    yield Evidence(status, sentence, covered, covered)


def _before_what_it_counts(
    subject: Subject, sentence: str, numbers: Sequence[Quantity]
) -> Iterator[Quantity]:
    """The numbers right behind which is named what they count: "up to 60 charging points"."""
    if not _COUNT.search(subject.text):
        return
    text = plain(sentence)
    starts = {start for start, _end in places_of(subject, text)}
    for number in numbers:
        behind = (text[number.end : start] for start in starts if start >= number.end)
        if any(map(_COUNTS.fullmatch, behind)):
            yield number


def is_behind_its_name(subject: Subject, text: str, number: Quantity) -> bool:
    """Whether a number in a plain text follows right after the name of what is meant."""
    ends = {end for _start, end in places_of(subject, text) if end <= number.start}
    return any(_NAMES.fullmatch(text[end : number.start]) for end in ends)


def _behind_its_name(
    subject: Subject, sentence: str, numbers: Sequence[Quantity]
) -> Iterator[Quantity]:
    """The numbers before which the subject, or a part of it, is named."""
    text = plain(sentence)
    ends = {end for _start, end in places_of(subject, text)}
    for number in numbers:
        before = (text[end : number.start] for end in ends if end <= number.start)
        if any(map(_LEADS_TO.fullmatch, before)):
            yield number

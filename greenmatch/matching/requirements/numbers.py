"""What sentences show on a requirement with a number."""

import re
from collections.abc import Iterator, Sequence

from greenmatch.matching.requirements.clauses import (
    as_meant,
    clause_of,
    clause_start,
    is_of_other,
    is_one_example,
)
from greenmatch.matching.requirements.counts import counted, is_behind_its_name
from greenmatch.matching.requirements.evidence import Evidence
from greenmatch.matching.requirements.quantities import INFINITY, Quantity, plain, quantities
from greenmatch.matching.requirements.subjects import Subject, coverage, is_foreign
from greenmatch.matching.requirements.thresholds import Status, Threshold, compare, is_average
from greenmatch.matching.requirements.units import NO_UNIT, dimension

ENOUGH = 0.6
ENOUGH_FOR_SHARE = 0.75
ENOUGH_IN_CLAUSE = 0.65
"""For a share, where the clause itself names so much."""
ENOUGH_RIGHT_BEFORE = 0.5
"""For a clause that names what its number is of: asked for where numbers are of anything, and in
another language."""
ENOUGH_ALONE = 1 / 3
"""For the only number of its kind in a technology's texts: there is none that it could be mistaken
for."""
_TELLING = (
    "sound_level",
    "watt_hour/meter**3",
    "watt/meter**2/kelvin",
    "watt/meter/kelvin",
    "lumen/watt",
)
"""What is measured in these units needs no name where there is one such number."""
_OF_ANYTHING = ("share", "year", "euro", "us_dollar", "yuan", "pound_sterling")
_CONCENTRATIONS = ("kilogram/meter**3", "kilogram/normal_cubic_metre")
_TRACE = re.compile(r"(?:milli|micro|nano)?gram/\((?:kilogram|gram|metric_ton)\)$")
_LET_OUT = "effluent outlet emission discharge 出水 出口 排放"


def numbered(
    subjects: Sequence[Subject], threshold: Threshold, said: Sequence[str], title: str
) -> Iterator[Evidence]:
    """What sentences say with numbers of the threshold's kind; plans say nothing."""
    wanted = threshold.dimension
    trace = _is_trace(threshold.unit)
    if wanted == dimension(NO_UNIT) and not trace:
        yield from counted(subjects, threshold, said)
        return
    kinds = ((each, _of_kind(quantities(each), wanted, trace=trace)) for each in said)
    stated = [(each, numbers) for each, numbers in kinds if numbers]
    averages = all(is_average(each, threshold) for _said, numbers in stated for each in numbers)
    if not averages:
        stated = [(each, _of_its_time(numbers, threshold)) for each, numbers in stated]
    found = list(_found(subjects, threshold, stated, title))
    if not averages or any(each.status is Status.MET for each in found):
        yield from found


def _found(
    subjects: Sequence[Subject],
    threshold: Threshold,
    stated: Sequence[tuple[str, list[Quantity]]],
    title: str,
) -> Iterator[Evidence]:
    """What these numbers of sentences say."""
    wanted = threshold.dimension
    ways = _ways(wanted, title, alone=_is_alone(stated, wanted))
    for sentence, numbers in stated:
        for context, enough in ways:
            covered, subject = _best(subjects, sentence, context)
            if covered >= enough:
                yield from _said(subject, threshold, sentence, numbers, covered, enough)
                break
        else:
            yield from _let_out(subjects, threshold, sentence, numbers)


def _ways(wanted: str, title: str, *, alone: bool) -> list[tuple[str, float]]:
    """The ways for a sentence to speak of a subject: what it is read with, and which part of the
    subject must then be named."""
    if alone:
        little = 0.0 if wanted in map(dimension, _TELLING) else ENOUGH_ALONE
        return [("", little), (title, ENOUGH)]
    if wanted in map(dimension, _OF_ANYTHING):
        return [("", ENOUGH_IN_CLAUSE if wanted == dimension("share") else ENOUGH)]
    return [(title, ENOUGH)]


def _let_out(
    subjects: Sequence[Subject],
    threshold: Threshold,
    sentence: str,
    numbers: Sequence[Quantity],
) -> Iterator[Evidence]:
    """What a sentence says on a low concentration that is asked for: one that is low enough is of
    what is let out, whether that is said or not."""
    if threshold.low > -INFINITY or threshold.dimension not in map(dimension, _CONCENTRATIONS):
        return
    if _best(subjects, sentence, "")[0] < ENOUGH_RIGHT_BEFORE:
        return
    covered, subject = _best(subjects, sentence, _LET_OUT)
    if covered >= ENOUGH:
        found = _said(subject, threshold, sentence, numbers, covered, ENOUGH)
        yield from (each for each in found if each.status is Status.MET)


def _best(subjects: Sequence[Subject], sentence: str, context: str) -> tuple[float, Subject]:
    """How much a sentence names of the subject that it names most of."""
    return max(
        ((coverage(each, sentence, context), each) for each in subjects), key=lambda pair: pair[0]
    )


def _said(
    subject: Subject,
    threshold: Threshold,
    sentence: str,
    numbers: Sequence[Quantity],
    covered: float,
    enough: float,
) -> Iterator[Evidence]:
    """What these numbers of a sentence say, which names enough of the subject."""
    near_enough = _near_enough(subject, threshold, sentence, covered, enough)
    text = plain(sentence)
    for number in _named(subject, text, numbers):
        near = coverage(subject, clause_of(text, number))
        if near < near_enough or is_of_other(subject, text, number):
            continue
        status = compare(as_meant(number, subject, threshold), threshold)
        if status is Status.UNMET and is_one_example(text, number, threshold):
            continue
        if status is not Status.UNKNOWN:
            closeness = near if numbers[1:] else coverage(subject, sentence)
            yield Evidence(status, sentence, covered, closeness)


def _named(subject: Subject, text: str, numbers: Sequence[Quantity]) -> Sequence[Quantity]:
    """The numbers of a text without those that share a clause with one that follows right after the
    subject's name: "3 to 4 m apart down to a depth of 25 m"."""
    starts = [clause_start(text, each) for each in numbers] if numbers[1:] else []
    if len(set(starts)) == len(starts):
        return numbers
    named = {each for each in numbers if is_behind_its_name(subject, text, each)}
    clauses = {start for start, each in zip(starts, numbers, strict=True) if each in named}
    return [
        each
        for start, each in zip(starts, numbers, strict=True)
        if each in named or start not in clauses
    ]


def _near_enough(
    subject: Subject, threshold: Threshold, sentence: str, covered: float, enough: float
) -> float:
    """Which part of the subject the clause of a number must name. By how much something changes can
    be said of much in few words, so there the whole sentence must say more."""
    if threshold.dimension == dimension("share") and covered < ENOUGH_FOR_SHARE:
        return INFINITY if subject.of_change else ENOUGH_IN_CLAUSE
    if is_foreign(subject, sentence) or threshold.dimension in map(dimension, _OF_ANYTHING[1:]):
        return min(enough, ENOUGH_RIGHT_BEFORE)
    return 0.0


def _of_its_time(numbers: Sequence[Quantity], threshold: Threshold) -> list[Quantity]:
    """The numbers without those of a longer time than is asked for."""
    return [each for each in numbers if not is_average(each, threshold)]


def _of_kind(numbers: Sequence[Quantity], wanted: str, *, trace: bool) -> list[Quantity]:
    return [
        each for each in numbers if dimension(each.unit) == wanted and _is_trace(each.unit) == trace
    ]


def _is_trace(unit: str) -> bool:
    """Whether a unit says how little there is of something in a mass, as mg/kg does: pint holds it
    for a plain ratio, as it does an angle."""
    return _TRACE.match(unit) is not None


def _is_alone(stated: Sequence[tuple[str, list[Quantity]]], wanted: str) -> bool:
    """Whether there is one such number, of a kind that tells what it is about: shares, times and
    money can be of anything."""
    if wanted in map(dimension, _OF_ANYTHING):
        return False
    return len({(sentence, each.start) for sentence, numbers in stated for each in numbers}) == 1

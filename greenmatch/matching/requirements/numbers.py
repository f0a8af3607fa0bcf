"""What sentences show on a requirement with a number."""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from greenmatch.matching.requirements.evidence import Evidence
from greenmatch.matching.requirements.negation import hedged, is_of_others
from greenmatch.matching.requirements.quantities import (
    INFINITY,
    Quantity,
    Sense,
    plain,
    quantities,
    unitless,
)
from greenmatch.matching.requirements.sizes import is_example
from greenmatch.matching.requirements.subjects import (
    Subject,
    coverage,
    is_foreign,
    of_something_else,
    places_of,
)
from greenmatch.matching.requirements.thresholds import Status, Threshold, compare, is_lowest
from greenmatch.matching.requirements.units import NO_UNIT, converted, dimension

ENOUGH = 0.6
ENOUGH_FOR_SHARE = 0.75
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
_CLAUSE_END = re.compile(
    r"[,;](?!\d)|[，；、]|\b(?:and|but|while|whereas)\b|而且?|但", re.IGNORECASE
)
# What a process is given says nothing of what it gives.
_COMES_IN = re.compile(
    r"\b(?:inlet|influent|inflow|incoming|raw (?:water|gas|biogas))\b"
    r"|进水|进口|入口|原水|来水|进泥|进料|原料气|进气",
    re.IGNORECASE,
)
_GOES_OUT = re.compile(r"\b(?:outlet|effluent|discharged)\b|出水|出口|出泥|出料", re.IGNORECASE)
_COLD = 70.0
"""Kelvin: as a temperature so few are said of nothing that is on offer, as a difference often."""
_INTERVAL = re.compile(r"\b(?:interval|resolution)\b|间隔|分辨率", re.IGNORECASE)
_DEGREES = {"kelvin", "degree_Celsius"}
_CONCENTRATIONS = ("kilogram/meter**3", "kilogram/normal_cubic_metre")
_LET_OUT = "effluent outlet emission discharge 出水 出口 排放"
_BY = re.compile(
    r"\b(?:reduc\w+|cut|lower\w*|fell|falls|dropp?\w*|decreas\w+|down|rose|increas\w+|rais\w+)\s+"
    r"(?:[\w ]{1,20} )?by\s+(?:about |some |up to |around |more than )?$"
    r"|(?:降低|减少|下降|提高|提升|增加|节省|节约|波动|温差|温升)(?:了|约|近|不?超过|小于)*$",
    re.IGNORECASE,
)
_ERROR = re.compile(
    r"\b(?:error|deviation|accuracy|precision|tolerance)\b|误差|偏差|精度|准确度", re.IGNORECASE
)
# What may stand between a name and its number: "COP of 3", "造水比为10".
_LEADS_TO = re.compile(
    r"[\s:：=]*(?:\([^)]{1,12}\)\s*)?"
    r"(?:(?:of|is|are|at|about|only|just|around|approximately|reaches|stays|averages|equals|a|value"
    r"|below|under|above|over|less|more|than|up|to|值|指数|为|仅|约|是|达到?|低于|高于|不)\s*"
    r"|[<>≤≥≈]\s*)*",
    re.IGNORECASE,
)

_COUNT = re.compile(r"\b(?:number|count|quantity) of\b|数量|个数|台数|套数|路数|点数", re.IGNORECASE)
_COUNTS = re.compile(r"\s*(?:[a-z]+ ){0,1}|[个台套路组座点]?\s*")


def numbered(
    subjects: Sequence[Subject], threshold: Threshold, said: Sequence[str], title: str
) -> Iterator[Evidence]:
    """What sentences say with numbers of the threshold's kind; plans say nothing."""
    wanted = threshold.dimension
    if wanted == dimension(NO_UNIT):
        yield from _right_after(subjects, threshold, said)
        return
    kinds = ((each, _of_kind(quantities(each), wanted)) for each in said)
    stated = [(each, numbers) for each, numbers in kinds if numbers]
    alone = _is_alone(stated, wanted)
    enough = _enough(wanted, alone=alone)
    context = "" if alone or wanted in map(dimension, _OF_ANYTHING) else title
    for sentence, numbers in stated:
        covered, subject = _best(subjects, sentence, context)
        if covered >= enough:
            yield from _said(subject, threshold, sentence, numbers, covered, enough)
            continue
        if covered < ENOUGH_RIGHT_BEFORE or not _is_low_concentration(threshold):
            continue
        covered, subject = _best(subjects, sentence, f"{context} {_LET_OUT}")
        if covered >= enough:
            found = _said(subject, threshold, sentence, numbers, covered, enough)
            yield from (each for each in found if each.status is Status.MET)


def _best(subjects: Sequence[Subject], sentence: str, context: str) -> tuple[float, Subject]:
    """How much a sentence names of the subject that it names most of."""
    return max(
        ((coverage(each, sentence, context), each) for each in subjects), key=lambda pair: pair[0]
    )


def _is_low_concentration(threshold: Threshold) -> bool:
    """Whether a low concentration is asked for: where one is stated it is of what is let out."""
    return threshold.low == -INFINITY and threshold.dimension in map(dimension, _CONCENTRATIONS)


def _said(
    subject: Subject,
    threshold: Threshold,
    sentence: str,
    numbers: Sequence[Quantity],
    covered: float,
    enough: float,
) -> Iterator[Evidence]:
    """What these numbers of a sentence say, which names enough of the subject."""
    near_enough = 0.0
    if is_foreign(subject, sentence) or threshold.dimension in map(dimension, _OF_ANYTHING[1:]):
        near_enough = min(enough, ENOUGH_RIGHT_BEFORE)
    text = plain(sentence)
    for number in numbers:
        clause = _clause(text, number)
        near = coverage(subject, clause)
        if near < near_enough or _is_of_another(subject, clause, _around(text, number)):
            continue
        if _is_planned(text, number) or _under_other_conditions(subject, text):
            continue
        if _is_change(text, number) and not subject.of_change:
            continue
        meant = _as_difference(_end_meant(number, subject.text, threshold), subject, threshold)
        status = compare(meant, threshold)
        if status is Status.UNMET and _is_one_example(text, number, threshold):
            continue
        if status is not Status.UNKNOWN:
            closeness = near if numbers[1:] else coverage(subject, sentence)
            yield Evidence(status, sentence, covered, closeness)


def _is_one_example(text: str, number: Quantity, threshold: Threshold) -> bool:
    """Whether a number too small is only how large some plant is."""
    before, after = text[: number.start], text[number.end :]
    return threshold.high == INFINITY and is_example(number.unit, before, after)


def _is_planned(text: str, number: Quantity) -> bool:
    """Whether a sentence speaks of plans before the number, or in its clause."""
    behind = _CLAUSE_END.split(text[number.end :])[0]
    return hedged(text[: number.end] + behind)


def _is_change(text: str, number: Quantity) -> bool:
    """Whether a number says by how much something changes, not how much it is."""
    if number.unit == "kelvin" and number.high < _COLD:
        return True
    changes = number.unit in {"hundredth", *_DEGREES}
    return changes and _BY.search(text[: number.start]) is not None


def _under_other_conditions(subject: Subject, text: str) -> bool:
    """Whether a requirement names another number ("at 28 days") and a sentence another one of its
    kind."""
    for wanted in subject.conditions:
        kind = dimension(wanted.unit)
        there = [each for each in quantities(text) if dimension(each.unit) == kind]
        if there and not any(_is_same(each, wanted) for each in there):
            return True
    return False


def _is_same(one: Quantity, other: Quantity) -> bool:
    value = converted(one.high, one.unit, other.unit) if one.high < INFINITY else one.low
    return math.isclose(value, other.high, rel_tol=0.01, abs_tol=1e-9)


def _around(text: str, number: Quantity) -> str:
    """What stands right before and behind a number, in its clause."""
    before = _CLAUSE_END.split(text[max(number.start - 30, 0) : number.start])[-1]
    return before + text[number.start : number.end + 16]


def _is_of_another(subject: Subject, clause: str, around: str) -> bool:
    """Whether a number is of what comes in, of how far off something may be, or of something else,
    and the subject is not."""
    apart = any(
        each.search(around) and not each.search(subject.text) for each in (_COMES_IN, _ERROR)
    )
    goes_out = _GOES_OUT.search(clause) and not _COMES_IN.search(clause)
    turned = bool(goes_out and _COMES_IN.search(subject.text))
    return apart or turned or is_of_others(clause) or of_something_else(subject, clause)


def _right_after(
    subjects: Sequence[Subject], threshold: Threshold, said: Sequence[str]
) -> Iterator[Evidence]:
    """What sentences say with numbers that have no unit: of these there are many, so the number
    must follow right after the name of what is meant, or stand right before what it counts."""
    for sentence in said:
        numbers = () if hedged(sentence) else unitless(sentence)
        for subject in subjects if numbers else ():
            covered = coverage(subject, sentence)
            if covered < ENOUGH_RIGHT_BEFORE:
                continue
            named = (*_named(subject, sentence, numbers), *_counted(subject, sentence, numbers))
            for number in named:
                status = compare(number, threshold)
                if status is not Status.UNKNOWN:
                    yield Evidence(status, sentence, covered, covered)


def _counted(subject: Subject, sentence: str, numbers: Sequence[Quantity]) -> Iterator[Quantity]:
    """The numbers right behind which is named what they count: "up to 60 charging points"."""
    if not _COUNT.search(subject.text):
        return
    text = plain(sentence)
    starts = {start for start, _end in places_of(subject, text)}
    for number in numbers:
        behind = (text[number.end : start] for start in starts if start >= number.end)
        if any(map(_COUNTS.fullmatch, behind)):
            yield number


def _named(subject: Subject, sentence: str, numbers: Sequence[Quantity]) -> Iterator[Quantity]:
    """The numbers before which the subject, or a part of it, is named."""
    text = plain(sentence)
    ends = {end for _start, end in places_of(subject, text)}
    for number in numbers:
        before = (text[end : number.start] for end in ends if end <= number.start)
        if any(map(_LEADS_TO.fullmatch, before)):
            yield number


def _of_kind(numbers: Sequence[Quantity], wanted: str) -> list[Quantity]:
    return [each for each in numbers if dimension(each.unit) == wanted]


def _is_alone(stated: Sequence[tuple[str, list[Quantity]]], wanted: str) -> bool:
    """Whether there is one such number, of a kind that tells what it is about: shares, times and
    money can be of anything."""
    if wanted in map(dimension, _OF_ANYTHING):
        return False
    return len({(sentence, each.start) for sentence, numbers in stated for each in numbers}) == 1


def _enough(wanted: str, *, alone: bool) -> float:
    """Which part of a subject a sentence must name for its number to count."""
    if alone:
        return 0.0 if wanted in map(dimension, _TELLING) else ENOUGH_ALONE
    return ENOUGH_FOR_SHARE if wanted == dimension("share") else ENOUGH


def _end_meant(number: Quantity, text: str, threshold: Threshold) -> Quantity:
    """The lower end of a range where a requirement is about the lowest value, or about an interval
    that can be set."""
    lowest = is_lowest(text) or (number.sense is Sense.SPAN and _INTERVAL.search(text) is not None)
    if threshold.low == -INFINITY and lowest and number.low > -INFINITY:
        return replace(number, high=number.low, sense=Sense.VALUE)
    return number


def _as_difference(number: Quantity, subject: Subject, threshold: Threshold) -> Quantity:
    """A change of temperature in the unit of the threshold: by a kelvin is by a degree Celsius."""
    if subject.of_change and {number.unit, threshold.unit} == _DEGREES:
        return replace(number, unit=threshold.unit)
    return number


def _clause(sentence: str, number: Quantity) -> str:
    """The clause of the sentence in which a number stands."""
    before = _CLAUSE_END.split(sentence[: number.start])[-1]
    return before + _CLAUSE_END.split(sentence[number.start :])[0]

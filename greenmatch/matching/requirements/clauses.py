"""What a number in a sentence is of: read from the clause in which it stands."""

import math
import re
from dataclasses import replace

from greenmatch.matching.requirements.negation import hedged, is_of_others
from greenmatch.matching.requirements.quantities import INFINITY, Quantity, Sense, quantities
from greenmatch.matching.requirements.sizes import is_elsewhere, is_example
from greenmatch.matching.requirements.subjects import Subject, is_foreign, of_something_else
from greenmatch.matching.requirements.thresholds import Threshold, is_lowest
from greenmatch.matching.requirements.units import converted, dimension

_CLAUSE_END = re.compile(
    r"(?<!\d)[,;]|[,;](?!\d)|[，；、]|\b(?:and(?! at\b)|but|while|whereas)\b|而且?|但",
    re.IGNORECASE,
)
# What a process is given says nothing of what it gives.
_COMES_IN = re.compile(
    r"\b(?:inlet|influent|inflow|incoming|untreated|raw (?:water|gas|biogas)"
    r"|(?:solvent|pollutant|contaminant|dust|VOC|organic|odour|ammonia|COD|BOD|salt)"
    r" load(?:ing)?s?)\b"
    r"|进水|进口|入口|原水|来水|进泥|进料|原料气|进气|初始浓度|原始浓度|处理前|治理前",
    re.IGNORECASE,
)
_GOES_OUT = re.compile(r"\b(?:outlet|effluent|discharged)\b|出水|出口|出泥|出料", re.IGNORECASE)
_COLD = 70.0
"""Kelvin: as a temperature so few are said of nothing that is on offer, as a difference often."""
_INTERVAL = re.compile(r"\b(?:interval|resolution)\b|间隔|分辨率", re.IGNORECASE)
_DEGREES = {"kelvin", "degree_Celsius"}
_BY = re.compile(
    r"\b(?:reduc\w+|cut|lower\w*|fell|falls|dropp?\w*|decreas\w+|down|rose|increas\w+|rais\w+)\s+"
    r"(?:[\w ]{1,20} )?by\s+(?:about |some |up to |around |more than )?$"
    r"|(?:降低|减少|下降|提高|提升|增加|节省|节约|波动|温差|温升)(?:了|约|近|不?超过|小于)*$",
    re.IGNORECASE,
)
_LIFE = re.compile(r"\b(?:life|lifetime|lifespan|durability)\b|寿命|年限", re.IGNORECASE)
_PART = re.compile(
    r"\b(?:batter(?:y|ies)|membranes?|filters?|cartridges?|bags?|seals?|bearings?|lamps?|bulbs?|cells?"
    r"|catalysts?|electrodes?|carriers?|brush(?:es)?|nozzles?|tyres?|hoses?|belts?)\b"
    r"|电池|膜|滤芯|滤袋|密封|轴承|灯管|催化剂|电极|填料|刷|喷嘴|轮胎",
    re.IGNORECASE,
)
"""What wears out before the whole does."""
_ERROR = re.compile(
    r"\b(?:error|deviation|accuracy|precision|tolerance)\b|误差|偏差|精度|准确度", re.IGNORECASE
)


def clause_of(sentence: str, number: Quantity) -> str:
    """The clause of the sentence in which a number stands."""
    before = _CLAUSE_END.split(sentence[: number.start])[-1]
    return before + _CLAUSE_END.split(sentence[number.start :])[0]


def clause_start(sentence: str, number: Quantity) -> int:
    """Where the clause of the sentence begins in which a number stands."""
    return max((end.end() for end in _CLAUSE_END.finditer(sentence[: number.start])), default=0)


def is_of_other(subject: Subject, text: str, number: Quantity) -> bool:
    """Whether a number of a sentence is of something else than the subject, of plans, or only of a
    change."""
    clause = clause_of(text, number)
    if _is_of_another(subject, clause, _around(text, number)):
        return True
    if is_elsewhere(number.unit, text[: number.start]) or _is_life_of_a_part(subject, clause):
        return True
    if _is_planned(text, number) or _under_other_conditions(subject, text):
        return True
    return _is_change(text, number) and not subject.of_change


def as_meant(number: Quantity, subject: Subject, threshold: Threshold) -> Quantity:
    """The number as a requirement means it: its lower end where that is asked for, and a change of
    temperature in the threshold's unit."""
    return _as_difference(_end_meant(number, subject.text, threshold), subject, threshold)


def is_one_example(text: str, number: Quantity, threshold: Threshold) -> bool:
    """Whether a number is only how large some plant is, or a condition under which something else
    was found ("150℃时")."""
    before, after = text[: number.start], text[number.end :]
    example = threshold.low > -INFINITY and is_example(number.unit, before, after)
    return example or after.lstrip().startswith("时")


def _is_of_another(subject: Subject, clause: str, around: str) -> bool:
    """Whether a number is of what comes in, of how far off something may be, or of something else,
    and the subject is not."""
    apart = any(
        each.search(around) and not each.search(subject.text) for each in (_COMES_IN, _ERROR)
    )
    goes_out = _GOES_OUT.search(clause) and not _COMES_IN.search(clause)
    turned = bool(goes_out and _COMES_IN.search(subject.text))
    return apart or turned or is_of_others(clause) or of_something_else(subject, clause)


def _around(text: str, number: Quantity) -> str:
    """What stands right before and behind a number, in its clause."""
    before = _CLAUSE_END.split(text[max(number.start - 30, 0) : number.start])[-1]
    return before + _CLAUSE_END.split(text[number.start : number.end + 16])[0]


def _is_life_of_a_part(subject: Subject, clause: str) -> bool:
    """Whether a clause tells how long a part lasts, and the subject how long another or the whole.

    What is called the life of a part may be meant to limit that of the whole.
    """
    there = _parts(clause)
    if not there or not _LIFE.search(subject.text):
        return False
    if own := _parts(subject.text):
        return not is_foreign(subject, clause) and own.isdisjoint(there)
    return _LIFE.search(clause) is None


def _parts(text: str) -> set[str]:
    """The beginnings of the words for parts."""
    return {found.lower().rstrip("s")[:5] for found in _PART.findall(text)}


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

"""What number a requirement asks for, and whether a quantity is enough."""

import re
from dataclasses import dataclass, replace
from enum import StrEnum

from greenmatch.core.numbers import BETWEEN, NUMBER, read_number
from greenmatch.matching.document import StatedRequirement
from greenmatch.matching.requirements.quantities import (
    INFINITY,
    Quantity,
    Sense,
    multiple,
    plain,
    quantities,
)
from greenmatch.matching.requirements.units import NO_UNIT, converted, dimension, unit_named


class Status(StrEnum):
    """Whether a requirement is met."""

    MET = "met"
    UNMET = "unmet"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Threshold:
    """An interval that a value must lie in; `strict` where its open end itself is not enough."""

    low: float
    high: float
    unit: str
    strict: bool = False

    @property
    def dimension(self) -> str:
        """What kind of quantity it is about."""
        return dimension(self.unit)


_SIGNED = re.compile(rf"^(>=|<=|=>|=<|>|<|=|≥|≤|≧|≦)\s*({NUMBER})$")
_RANGE = re.compile(rf"^({NUMBER}){BETWEEN}({NUMBER})$", re.IGNORECASE)
_TIMES = (
    ("hour", re.compile(r"\b(?:per|each|an) hour\b|\bhourly\b|每小时", re.IGNORECASE)),
    (
        "day",
        re.compile(
            r"\b(?:per|each|a) day\b|\bdaily\b|每天|每日|日(?=产|处理|供|作业|均)", re.IGNORECASE
        ),
    ),
    (
        "year",
        re.compile(
            r"\b(?:per|each|a) year\b|\b(?:annual|yearly)(?:ly)?\b|每年|年(?=产|处理|供|发|均)",
            re.IGNORECASE,
        ),
    ),
)
_LOWEST = re.compile(
    r"\b(?:lowest|minimum|lower limit|min\.|down to)(?!\w)|最低|最小|下限", re.IGNORECASE
)
_HIGHEST = re.compile(
    r"\b(?:highest|maximum|upper limit|max\.|up to)(?!\w)|最高|最大|上限", re.IGNORECASE
)
_AT_LEAST = (">=", "=>", ">", "≥", "≧")
_AT_MOST = ("<=", "=<", "<", "≤", "≦")


def threshold_of(requirement: StatedRequirement) -> Threshold | None:
    """The threshold that a requirement states, in its own fields or else in its text."""
    if requirement.threshold.strip():
        return _stated(plain(requirement.threshold).strip(), plain(requirement.unit).strip())
    for quantity in quantities(requirement.text):
        if quantity.sense is Sense.REACH:
            return Threshold(quantity.high, INFINITY, quantity.unit)
        if quantity.low != quantity.high:
            return Threshold(quantity.low, quantity.high, quantity.unit)
    return None


def is_lowest(text: str) -> bool:
    """Whether a text is about the lowest of several values."""
    return _LOWEST.search(text) is not None


def is_extreme(text: str, threshold: Threshold) -> bool:
    """Whether a requirement is about the highest value and how high it is at least, or the lowest
    and how low it is at most."""
    if threshold.high == INFINITY:
        return _HIGHEST.search(text) is not None
    return threshold.low == -INFINITY and is_lowest(text)


def in_time(threshold: Threshold, text: str) -> list[Threshold]:
    """The threshold, and before it the same for each day or year where the text speaks of that
    ("area covered per day", in ha)."""
    each = next((time for time, words in _TIMES if words.search(text)), None)
    if each is None or "/" in threshold.unit or threshold.dimension == dimension(NO_UNIT):
        return [threshold]
    return [replace(threshold, unit=f"{threshold.unit}/({each})"), threshold]


def is_average(quantity: Quantity, threshold: Threshold) -> bool:
    """Whether a quantity is of a longer time than is asked for: what is done in a year is less than
    8,760 times what can be done in an hour, as nothing runs all the time."""
    if threshold.low == -INFINITY:
        return False
    return _time_of(quantity.unit) > _time_of(threshold.unit) > 0


def _time_of(unit: str) -> int:
    """How long the time is by which a rate's unit is divided; 0 for others."""
    _above, line, time = unit.rpartition("/")
    return _BY_LENGTH.get(time.strip("()"), 0) if line else 0


_BY_LENGTH = {"second": 1, "minute": 1, "hour": 1, "day": 2, "week": 3, "month": 4, "year": 5}


def _stated(threshold: str, written_unit: str) -> Threshold | None:
    times, written_unit = multiple(written_unit)
    unit = unit_named(written_unit) if written_unit else NO_UNIT
    if unit is None:
        return None
    if signed := _SIGNED.match(threshold):
        sign, value = signed[1], read_number(signed[2]) * times
        low = -INFINITY if sign in _AT_MOST else value
        high = INFINITY if sign in _AT_LEAST else value
        return Threshold(low, high, unit, strict=sign in (">", "<"))
    if limits := _RANGE.match(threshold):
        low, high = read_number(limits[1]) * times, read_number(limits[2]) * times
        return Threshold(low, high, unit) if low <= high else None
    return None


def compare(quantity: Quantity, threshold: Threshold) -> Status:
    """Whether the quantity is enough, at the precision that it is written with.

    A number that had to be converted is known to half of its last digit only (315 K is 42 °C, give
    or take half a degree), and counts as enough where it can be.
    """
    low = _into(quantity.low, quantity.unit, threshold.unit)
    high = _into(quantity.high, quantity.unit, threshold.unit)
    slack = _slack(quantity, threshold)
    if quantity.sense is Sense.REACH:
        return _compare_reach(high, slack, threshold)
    one_sided = INFINITY in (threshold.high, -threshold.low)
    if quantity.sense is Sense.SPAN or (quantity.sense is Sense.SIZES and one_sided):
        return _compare_span(low, high, slack, threshold)
    if quantity.sense is Sense.SIZES and _covers(low, high, slack, threshold):
        return Status.MET
    if _above(low, threshold, slack) and _below(high, threshold, slack):
        return Status.MET
    apart = not _above(high, threshold, slack) or not _below(low, threshold, slack)
    return Status.UNMET if apart else Status.UNKNOWN


def _compare_reach(highest: float, slack: float, threshold: Threshold) -> Status:
    """What is possible up to a limit: enough where the limit is, never known to stay below."""
    if threshold.high == INFINITY:
        return Status.MET if _above(highest, threshold, slack) else Status.UNMET
    if threshold.low == -INFINITY:
        return Status.MET if _below(highest, threshold, slack) else Status.UNKNOWN
    return Status.UNKNOWN if highest + slack >= threshold.high else Status.UNMET


def _compare_span(low: float, high: float, slack: float, threshold: Threshold) -> Status:
    """What is possible between two limits: enough where all that is asked for lies between."""
    if threshold.low == -INFINITY:
        return Status.MET if _below(high, threshold, slack) else Status.UNKNOWN
    reaches = _above(high, threshold, slack)
    if threshold.high == INFINITY:
        return Status.MET if reaches else Status.UNMET
    return Status.MET if _covers(low, high, slack, threshold) else Status.UNMET


def _covers(low: float, high: float, slack: float, threshold: Threshold) -> bool:
    return low - slack <= threshold.low and high + slack >= threshold.high


def _above(value: float, threshold: Threshold, slack: float) -> bool:
    if threshold.strict and slack == 0 and threshold.low > -INFINITY:
        return value > threshold.low
    return value + slack >= threshold.low


def _below(value: float, threshold: Threshold, slack: float) -> bool:
    if threshold.strict and slack == 0 and threshold.high < INFINITY:
        return value < threshold.high
    return value - slack <= threshold.high


def _slack(quantity: Quantity, threshold: Threshold) -> float:
    """How far a converted number may be off; a little more than nothing for rounding in sums."""
    if quantity.unit == threshold.unit:
        return 0.0
    step = _into(quantity.half, quantity.unit, threshold.unit)
    return abs(step - _into(0.0, quantity.unit, threshold.unit))


def _into(value: float, unit: str, other: str) -> float:
    return value if abs(value) == INFINITY or unit == other else converted(value, unit, other)

"""Numbers with units in a sentence, as intervals."""

import re
import unicodedata
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from greenmatch.matching.requirements.comparisons import (
    ABOVE,
    AND_LESS,
    AND_MORE,
    AT_LEAST,
    AT_MOST,
    BELOW,
    CHANGED,
    CHANGED_TO,
    CHANGED_ZH,
    RANGE,
    REACH,
    SPAN,
    SPAN_AFTER,
    TOLERANCE,
)
from greenmatch.matching.requirements.numerals import in_digits
from greenmatch.matching.requirements.rates import rates_of
from greenmatch.matching.requirements.sizes import are_sizes
from greenmatch.matching.requirements.units import NO_UNIT, UNIT, converted, dimension, unit_named

INFINITY = float("inf")


class Sense(StrEnum):
    """What an interval says."""

    VALUE = "value"
    SPREAD = "spread"
    REACH = "reach"
    SPAN = "span"
    SIZES = "sizes"


@dataclass(frozen=True)
class Quantity:
    """An interval in a unit, from a stretch of a sentence.

    `sense`: a value is one number or bounded on one side ("more than 5"); a spread is two numbers
    between which the value lies; a span is two numbers between which everything is possible; sizes
    are two between which all can be ordered; a reach is the highest value that is possible ("up to
    60"). `half` is half of the last written digit's place.
    """

    low: float
    high: float
    unit: str
    sense: Sense
    half: float
    start: int
    end: int


_NUMBER = r"\d{1,3}(?:[, ]\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?"
# Three digits behind a comma are thousands; in "stages 1,2 and 3" it tells numbers apart.
_DECIMAL_COMMA = re.compile(
    r"(?<=\d)(?<!,\d)(?<!,\d\d),(?=\d{1,2}(?![\d,.])(?!\s*(?:and|or|to|和|或|及)\s*\d))"
)
_TIMES = {
    "million": 1e6,
    "billion": 1e9,
    "thousand": 1e3,
    "百万": 1e6,
    "千万": 1e7,
    "万": 1e4,
    "亿": 1e8,
}
_MANY = "|".join(_TIMES)
_CURRENCY = r"EUR|USD|CNY|RMB|GBP|US\$|[€$¥£]"
_AMOUNT = re.compile(
    rf"(?P<money>(?:{_CURRENCY})\s?)?(?<![A-Za-z0-9_.])(?<!\d,)(?P<sign>[-−–+](?=\d))?(?P<number>{_NUMBER})(?!\d)"
    rf"\s?(?P<many>(?:{_MANY})\s?)?(?:(?<=\d)[-–](?=[A-Za-z]))?(?P<unit>{UNIT})?"
    rf"(?P<per>(?:\s?/\s?|\s*\bper\s+|每)(?:{UNIT}))?"
)
_BARE = re.compile(rf"(?P<low>-?(?:{_NUMBER}))(?:\s?[-–~]\s?(?P<high>{_NUMBER}))?")
REMEMBERED = 4_000
"""Texts: a sentence is compared with each requirement of many needs."""

_MONEY = ("euro", "euro_cent", "us_dollar", "yuan", "pound_sterling")
_NORMAL = "normal_cubic_metre"
"""What gases are measured in: of a concentration in them it is said as well in plain ones."""
_WATER = re.compile(
    r"水|渗滤液|沼液|废液|\b(?:water|wastewater|sewage|effluent|leachate)\b", re.IGNORECASE
)
_ONLY_BELOW_THE_LINE = ("a", "d")
_PER_SIGN = re.compile(r"^\s*(?:/|per\b|每)\s*")


@dataclass(frozen=True)
class _Amount:
    """A number as it stands, with its unit where it has one."""

    value: float
    unit: str | None
    half: float
    start: int
    end: int


@lru_cache(maxsize=REMEMBERED)
def quantities(sentence: str) -> tuple[Quantity, ...]:
    """The numbers with a known unit in a sentence, in order; ranges and tolerances as one."""
    text = plain(sentence)
    amounts = list(map(_amount, _AMOUNT.finditer(text)))
    found: list[Quantity] = []
    while amounts:
        first = amounts.pop(0)
        if amounts and _is_former(text, first, amounts[0]):
            continue
        if amounts and (both := _together(text, first, amounts[0])):
            amounts.pop(0)
            found.append(both)
        elif first.unit is not None:
            found.append(_single(text, first, first.unit))
    return tuple(each for quantity in found for each in _with_rates(text, quantity))


@lru_cache(maxsize=REMEMBERED)
def unitless(sentence: str) -> tuple[Quantity, ...]:
    """The numbers without a unit in a sentence, in order."""
    text = plain(sentence)
    amounts = map(_amount, _AMOUNT.finditer(text))
    return tuple(_single(text, each, NO_UNIT) for each in amounts if each.unit is None)


def bare_number(value: str) -> list[Quantity]:
    """A number or a range without a unit, which is all that a text is; none for other texts."""
    found = _BARE.fullmatch(plain(value).strip())
    if found is None:
        return []
    low = float(re.sub("[, ]", "", found["low"]))
    high = float(re.sub("[, ]", "", found["high"])) if found["high"] else low
    sense = Sense.SPREAD if found["high"] else Sense.VALUE
    return [Quantity(low, high, NO_UNIT, sense, 0.0, 0, len(value))]


@lru_cache(maxsize=REMEMBERED)
def plain(text: str) -> str:
    """The text with full-width and raised characters as plain ones (`m³` becomes `m3`), a point
    before decimals, and in digits what it spells out ("three days")."""
    text = unicodedata.normalize("NFKC", text).replace("−", "-")
    return in_digits(_DECIMAL_COMMA.sub(".", text))


def multiple(unit: str) -> tuple[float, str]:
    """How many of which unit is meant: 10,000 tonnes a day by "万吨/天"."""
    found = re.match(rf"({_MANY})\s*(?=\S)", unit)
    return (_TIMES[found[1]], unit[found.end() :]) if found else (1.0, unit)


def _amount(match: re.Match[str]) -> _Amount:
    times = _TIMES.get((match["many"] or "").strip(), 1.0)
    digits = re.sub("[, ]", "", match["number"])
    decimals = len(digits.partition(".")[2])
    value = float(digits) * times * (-1 if (match["sign"] or "+") != "+" else 1)
    written = (match["money"] or match["unit"] or "").strip()
    if written in _ONLY_BELOW_THE_LINE:
        written = ""
    if written == "度":
        written = _degrees(match)
    if match["per"]:
        written += "/" + _PER_SIGN.sub("", match["per"], count=1)
    unit = unit_named(written) if written else None
    # What the second of two numbers is for, the first one is for as well.
    end = match.start("per") if match["per"] and unit is None else match.end()
    return _Amount(value, unit, 0.5 * 10**-decimals * times, match.start(), end)


def _degrees(match: re.Match[str]) -> str:
    """What 度 stands for: electricity, warmth, or neither."""
    before = match.string[max(match.start() - 16, 0) : match.start()]
    if "电" in before or match.string[match.end() : match.end() + 3].find("电") >= 0:
        return "千瓦时"
    return "℃" if re.search("温|热|冷|℃", before) else "度"


def _is_former(text: str, first: _Amount, second: _Amount) -> bool:
    """Whether a number is only what was before a change to the next one."""
    between = text[first.end : second.start]
    if CHANGED_ZH.fullmatch(between):
        return True
    return bool(CHANGED_TO.fullmatch(between)) and bool(CHANGED.search(text[: first.start]))


def _together(text: str, first: _Amount, second: _Amount) -> Quantity | None:
    """Two amounts as a range or a value with its tolerance, if they are one."""
    between = text[first.end : second.start]
    unit = second.unit or first.unit
    if unit is None or (first.unit and second.unit and not _alike(first.unit, second.unit)):
        return None
    low = converted(first.value, first.unit, unit) if first.unit else first.value
    high, sense = second.value, Sense.SPREAD
    if TOLERANCE.fullmatch(between):
        low, high = low - high, low + high
    elif RANGE.fullmatch(between) and low < high:
        before = text[: first.start]
        if between.strip().lower() == "and" and not before.rstrip().lower().endswith("between"):
            return None
        if SPAN.search(before) or SPAN_AFTER.match(text, second.end):
            sense = Sense.SPAN
    else:
        return None
    return Quantity(low, high, unit, sense, second.half, first.start, second.end)


def _single(text: str, amount: _Amount, unit: str) -> Quantity:
    """One number, open to one side where the words around it say so."""
    before, after = text[: amount.start], text[amount.end :]
    low = high = amount.value
    sense = Sense.VALUE
    if REACH.search(before):
        low, sense = -INFINITY, Sense.REACH
    elif AT_MOST.search(before) or AND_LESS.match(after):
        low = -INFINITY
    elif AT_LEAST.search(before) or AND_MORE.match(after) or ABOVE.search(before):
        high = INFINITY
    elif BELOW.search(before):
        low = -INFINITY
    return Quantity(low, high, unit, sense, amount.half, amount.start, amount.end)


def _with_rates(text: str, quantity: Quantity) -> list[Quantity]:
    """The quantity, and once more for each thing that the words around it say it is for."""
    units = [quantity.unit, *rates_of(quantity.unit, text[: quantity.start], text[quantity.end :])]
    if quantity.unit.startswith("hundredth/"):
        units.append("hundredth")
    units += [unit.replace("gram_co2e", "gram") for unit in units if "gram_co2e" in unit]
    units += [unit.replace(_NORMAL, "meter**3") for unit in units if f"gram/({_NORMAL})" in unit]
    if not _WATER.search(text):
        units += [unit.replace("meter**3", _NORMAL) for unit in units if "gram/(meter**3)" in unit]
    if _WATER.search(text[max(quantity.start - 14, 0) : quantity.end + 14]):
        units += [f"meter**3{each[10:]}" for each in units if each.startswith("metric_ton")]
    if len(units) > 1 and quantity.unit in _MONEY:
        units = units[1:]  # what a cubic metre costs is no price of anything else
    return [_as_sizes(replace(quantity, unit=unit)) for unit in units]


def _as_sizes(quantity: Quantity) -> Quantity:
    """A spread of sizes as what it is: all of them can be ordered."""
    spread = quantity.sense is Sense.SPREAD
    if spread and are_sizes(quantity.low, quantity.high, quantity.unit):
        return replace(quantity, sense=Sense.SIZES)
    return quantity


def _alike(one: str, other: str) -> bool:
    return dimension(one) == dimension(other)

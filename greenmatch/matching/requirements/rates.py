"""What a number in a sentence is for each of: an hour, a tonne, a hectare.

People put the two apart: "140 kg of packaging a minute", "每处理一吨污水耗电0.4度".
"""

import re
from collections.abc import Iterator

from greenmatch.matching.requirements.units import ONE_UNIT, unit_named

_UNIT = rf"(?P<unit>{ONE_UNIT})"
_NEAR = r"[^.,;:，。；：\d]"
# Two amounts may be for the same thing: "180 kWh of heat and 1.5 kWh of power per tonne".
_AND_ANOTHER = rf"(?:(?: of)?(?: [a-z]+){{0,3}} (?:and|or) \d+(?:\.\d+)?\s?{ONE_UNIT})?"
_BEHIND = re.compile(
    rf"^{_AND_ANOTHER}{_NEAR}{{0,45}}?"
    rf"\b(?:per|each|every|in an?|(?:for|on) (?:each|every|one|a)|an?)\s+{_UNIT}",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    rf"(?:\b(?:each|every|per)\s+|(?:^|[.;:,]\s*)an?\s+"
    rf"|\ban?\s+(?=hectare|tonne|ton\b|kilogram|cubic|square|litre|liter))"
    rf"{_UNIT}{_NEAR}{{0,45}}$",
    re.IGNORECASE,
)
_BEFORE_ZH = re.compile(
    rf"(?:[每一](?:处理|生产|产出|利用|清运|消纳|输送)?一?|(?:^|[，。；]|[^\d万千百]\s?)(?=吨|百公里))"
    rf"{_UNIT}{_NEAR}{{0,16}}$"
)
_AVERAGE_ZH = re.compile(rf"{_UNIT}均{_NEAR}{{0,10}}$")
# A tonne of water is a cubic metre of it.
_OF_WATER = re.compile(rf"吨(?:污|废|清|淡|原)?水{_NEAR}{{0,10}}$")
_TIME_BEFORE = (
    ("day", re.compile(r"(?:日|每天|昼夜|daily)[^\d，。,;；]{0,12}$", re.IGNORECASE)),
    ("year", re.compile(r"(?:年|annual(?:ly)?)[^\d，。,;；]{0,12}$", re.IGNORECASE)),
)


_ADVERBS = (
    ("hour", re.compile(rf"^{_NEAR}{{0,45}}\bhourly\b", re.IGNORECASE)),
    ("day", re.compile(rf"^{_NEAR}{{0,45}}\bdaily\b", re.IGNORECASE)),
    ("year", re.compile(rf"^{_NEAR}{{0,45}}\b(?:annually|yearly)\b", re.IGNORECASE)),
)


def rates_of(unit: str, before: str, after: str) -> list[str]:
    """The units that a number with a unit has besides, for what stands before and behind it.

    Units are pint's names; none for a number that is a rate already.
    """
    if "/" in unit:
        return []
    found = [time for time, words in _TIME_BEFORE if words.search(before)]
    found += [time for time, words in _ADVERBS if words.search(after)]
    found += filter(None, map(unit_named, _written(before, after)))
    found += ["meter**3"] if _OF_WATER.search(before) else []
    return [f"{unit}/({each})" for each in dict.fromkeys(found) if each != unit]


def _written(before: str, after: str) -> Iterator[str]:
    for pattern, text in (
        (_BEHIND, after),
        (_BEFORE, before),
        (_BEFORE_ZH, before),
        (_AVERAGE_ZH, before),
    ):
        if found := pattern.search(text):
            yield found["unit"]

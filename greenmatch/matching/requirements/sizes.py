"""Sizes on offer: what is built in several sizes, joined to more, or told of one plant only.

Of power, energy, flows and areas a provider names the range that can be ordered ("50 to 1,200 m³ a
day"), what one module does, or what a plant somewhere does: none of them is the most there is.
"""

import re
from collections.abc import Sequence
from functools import cache

from greenmatch.matching.requirements.units import dimension

_SIZES = (
    "watt",
    "apparent_power",
    "watt_hour",
    "meter**2",
    "meter**3/hour",
    "normal_cubic_metre/hour",
    "kilogram/hour",
)
_FAR_APART = 2.0
"""How many times the lower end the upper one is where a range is one of sizes, not of doubt."""
_JOINED = re.compile(
    r"\b(?:modules|units|skids|lines|machines|containers|reactors|stacks|racks|blocks|several)\b"
    r"[^.;]{0,30}\b(?:combined|coupled|connected|parallel|side by side|share|added|linked|joined)\b"
    r"|\bcombined (?:in)?to plants\b|并联|多台|多套|可扩展|可扩容|叠加",
    re.IGNORECASE,
)
_OF_ONE = re.compile(
    r"\b(?:per|each|every|one|single) (?:unit|module|line|skid|machine|point|container)\b"
    r"|单台|单机|单套|单线|单个|每台",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(r"某[^，。；,;]{0,8}$")
_EXAMPLE_BEFORE = re.compile(
    r"(?:[，。；]以|按)$"
    r"|\b(?:plant|unit|system|line|project|site) (?:of|with)\s*$",
    re.IGNORECASE,
)
_EXAMPLE_AFTER = re.compile(
    r"\s*(?:的?(?:规模|机型|项目|工程|污水厂|电站|厂|示范|中试|样机)|计(?!量)"
    r"|(?:\w+ )?(?:demonstrat|prototype|pilot|project|test (?:rig|plant)))",
    re.IGNORECASE,
)


def are_sizes(low: float, high: float, unit: str) -> bool:
    """Whether the ends of a range are the smallest and the largest size on offer."""
    return dimension(unit) in _kinds() and high >= _FAR_APART * low > 0


def may_be_more(unit: str, subject: str, said: Sequence[str]) -> bool:
    """Whether one of several that are joined is told of, and the subject is not about one alone."""
    if dimension(unit) not in _kinds() or _OF_ONE.search(subject):
        return False
    return any(map(_JOINED.search, said))


def is_elsewhere(unit: str, before: str) -> bool:
    """Whether a number is the size of somebody's plant, of which the offer may be a small part."""
    return dimension(unit) in _kinds() and _ELSEWHERE.search(before) is not None


def is_example(unit: str, before: str, after: str) -> bool:
    """Whether a number tells how large some plant is of which a text tells something else."""
    if dimension(unit) not in _kinds():
        return False
    return bool(_EXAMPLE_BEFORE.search(before) or _EXAMPLE_AFTER.match(after))


@cache
def _kinds() -> frozenset[str]:
    return frozenset(map(dimension, _SIZES))

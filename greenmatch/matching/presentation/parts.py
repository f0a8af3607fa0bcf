"""The parts of a score in words, with whole points that add up to what is shown as the score."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from greenmatch.core.i18n import _, _l
from greenmatch.core.text import detect_language
from greenmatch.matching.explanation import Part
from greenmatch.matching.weighing import UNIT
from greenmatch.taxonomy import choice_name, country_name, region, sdg, sector_name

SHOWN_UNIT = 100
"""A score of one is shown as this many points."""

GROUPS = {
    "word": _l("Words"),
    "related": _l("Related words"),
    "pair": _l("Word pairs"),
    "concept": _l("Technical terms"),
    "sector": _l("Sectors"),
    "sector_group": _l("Sector groups"),
    "sdg": _l("Sustainable Development Goals"),
    "climate_objective": _l("Climate objective"),
    "patent_class": _l("Patent classes"),
    "country": _l("Countries"),
    "region": _l("Regions"),
    "cooperation": _l("Forms of cooperation"),
    "readiness": _l("Readiness"),
}
WRITTEN = frozenset({"word", "related", "pair", "concept"})
"""The groups whose texts are the listings' own words, not names in the reader's language."""


@dataclass(frozen=True)
class PartRow:
    """One part of a score in points as they are shown; less than half a point is shown as 0.

    `language` is that of the listing's own words, empty for a name in the reader's language.
    """

    text: str
    points: int
    language: str = ""


@dataclass(frozen=True)
class PartGroup:
    """The parts of one group of features, the largest first, and their sum.

    `share` is the sum's percentage of all positive parts, 0 for what takes points away.
    """

    name: str
    label: str
    rows: tuple[PartRow, ...]
    points: int
    share: int


def part_groups(parts: Sequence[Part], language: str) -> tuple[PartGroup, ...]:
    """All parts by group, the weightiest group first; their points add up to `shown_points`."""
    positive = sum(part.points for part in parts if part.points > 0) or 1
    rows: dict[str, list[PartRow]] = defaultdict(list)
    exact: dict[str, int] = defaultdict(int)
    for part, points in zip(parts, _rounded([part.points for part in parts]), strict=True):
        text = part_text(part, language)
        spoken = detect_language(text) if part.group in WRITTEN else ""
        rows[part.group].append(PartRow(text, points, spoken))
        exact[part.group] += part.points
    groups = [
        PartGroup(
            name,
            str(GROUPS.get(name, name)),
            tuple(own),
            sum(row.points for row in own),
            max(0, round(100 * exact[name] / positive)),
        )
        for name, own in rows.items()
    ]
    return tuple(sorted(groups, key=lambda group: (-group.points, -exact[group.name])))


def shown_points(points: int) -> int:
    """A score in points as they are shown."""
    return round(points * SHOWN_UNIT / UNIT)


def _rounded(exact: Sequence[int]) -> list[int]:
    """The parts in shown points, rounded so that they add up to their rounded sum."""
    floors = [points * SHOWN_UNIT // UNIT for points in exact]
    short = shown_points(sum(exact)) - sum(floors)
    rest = sorted(range(len(exact)), key=lambda i: floors[i] * UNIT - exact[i] * SHOWN_UNIT)
    for place in rest[:short]:
        floors[place] += 1
    return floors


def part_text(part: Part, language: str) -> str:
    """What a part stands for, in words: the term as it was written, or the code's name."""
    text = part.offered or part.wanted
    name = _NAMES.get(part.group)
    if name is not None:
        return name(text, language) if text else _("They state different things")
    if part.wanted and part.offered and part.wanted.casefold() != part.offered.casefold():
        return f"{part.wanted} / {part.offered}"
    return text


def _region_name(code: str, language: str) -> str:
    found = region(code)
    return found.name(language) if found else code


def _goal_name(number: str, language: str) -> str:
    goal = sdg(int(number)) if number.isdecimal() else None
    return f"{number} {goal.name(language)}" if goal else number


_NAMES: Mapping[str, Callable[[str, str], str]] = {
    "sector": sector_name,
    "sector_group": sector_name,
    "country": country_name,
    "region": _region_name,
    "sdg": _goal_name,
    "cooperation": lambda code, language: choice_name("cooperation", code, language),
    "climate_objective": lambda code, language: choice_name("climate_objective", code, language),
    "readiness": lambda text, _language: f"TRL {text}" if text.isdecimal() else text,
    "patent_class": lambda text, _language: text,
}

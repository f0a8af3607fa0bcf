"""What a score is made of."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from greenmatch.matching.features import STATED_GROUPS, feature_id
from greenmatch.matching.weighing import UNIT, Weighed
from greenmatch.matching.weighing.stated import STATED

WORD, RELATED, PAIR, CONCEPT = "word", "related", "pair", "concept"
_SIDES = {
    WORD: ("word", ("title", "body")),
    RELATED: ("word", ("related",)),
    PAIR: ("pair", ("pair",)),
    CONCEPT: ("concept", ("concept",)),
}
"""For each group of the texts: the need's component, and the technology's that it meets."""


@dataclass(frozen=True)
class RawPart:
    """What one feature contributes, in whole points. `feature` is 0 for a disagreement."""

    group: str
    feature: int
    points: int

    @property
    def value(self) -> float:
        """The contribution in units of the score."""
        return self.points / UNIT


def raw_parts(technology: Weighed, need: Weighed) -> list[RawPart]:
    """The parts of the score of two single listings; they add up to it exactly."""
    found: list[RawPart] = []
    for group, (wanted, offered) in _SIDES.items():
        wants = _component(need, wanted)
        points: dict[int, int] = {}
        for name in offered:
            for feature, weight in _component(technology, name).items():
                if feature in wants:
                    points[feature] = points.get(feature, 0) + weight * wants[feature]
        found += [RawPart(group, feature, each) for feature, each in points.items() if each]
    for group in STATED_GROUPS:
        found += _stated_parts(group, _component(technology, group), _component(need, group))
    return found


def _component(weighed: Weighed, name: str) -> Mapping[int, int]:
    ids, weights = weighed.components[name].row(0)
    return dict(zip(ids.tolist(), weights.tolist(), strict=True))


def _stated_parts(
    group: str, offers: Mapping[int, int], wants: Mapping[int, int]
) -> Iterator[RawPart]:
    """Shared values, each with its part of what was expected anyway; or the disagreement."""
    stated = feature_id(group, STATED)
    shared = sorted(set(offers) & set(wants) - {stated})
    expected = offers.get(stated, 0) * wants.get(stated, 0)
    if not shared:
        if expected:
            yield RawPart(group, 0, expected)
        return
    share, rest = divmod(expected, len(shared))
    for place, feature in enumerate(shared):
        points = offers[feature] * wants[feature] + share + (rest if place == 0 else 0)
        yield RawPart(group, feature, points)

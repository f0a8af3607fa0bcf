"""What a match is shown with: its parts in order, and the message that is prepared from it."""

from types import SimpleNamespace
from typing import Any, cast

from greenmatch.matching.asking import _answers
from greenmatch.matching.explanation import Part
from greenmatch.matching.presentation.parts import part_groups
from greenmatch.matching.presentation.requirements import RequirementRow
from greenmatch.matching.weighing import UNIT


def row(**values: Any) -> RequirementRow:
    return cast("RequirementRow", SimpleNamespace(threshold="", status="met", **values))


class TestParts:
    def test_groups_stand_in_the_order_of_the_points_that_are_shown(self) -> None:
        # Four of 0.6 points make 2.4 and are shown as 3, so that all adds up; one of 2.5 as 2.
        many = [Part("cooperation", 6 * UNIT // 1000, str(n), str(n)) for n in range(4)]
        parts = [Part("sdg", 25 * UNIT // 1000, "6", "6"), *many]

        groups = part_groups(parts, "en")

        assert [(group.name, group.points) for group in groups] == [("cooperation", 3), ("sdg", 2)]


class TestPreparedMessage:
    def test_what_must_not_be_there_is_not_said_to_be(self) -> None:
        rows = [
            row(text="Chlorine", strength="exclude", sentence="No chlorine."),
            row(text="Low power", strength="must", sentence="2 W."),
        ]

        _begin, lines = _answers(rows)

        assert lines.splitlines() == ["- without Chlorine: No chlorine.", "- Low power: 2 W."]

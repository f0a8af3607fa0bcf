"""Requirements against sentences: the hand-made cases, and what must hold for every answer."""

import json
from pathlib import Path
from typing import Any

import pytest

from greenmatch.matching.document import StatedRequirement
from greenmatch.matching.requirements import Finding, check_requirements
from tests.factories.matching import need, technology

# Sixty were written before the code, thirty afterwards, to see how it does on others.
CASES = [
    case
    for name in ("requirement_cases.json", "requirement_cases_later.json")
    for case in json.loads(Path(__file__).with_name(name).read_text("utf-8"))
]
KNOWN_LIMITS = frozenset(
    {
        "later-removal-of-nitrate-90-unmet",
        "later-supply-temperature-120-met",
        "later-levelised-cost-of-heat-60-met",
    }
)


def check(case: dict[str, Any]) -> Finding:
    """The finding for a case's only requirement."""
    wanted = need(1, requirements=(StatedRequirement(**case["requirement"]),))
    return check_requirements(wanted, technology(2, body=case["technology"]))[0]


class TestCheckRequirements:
    @pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
    def test_the_hand_made_cases(self, case: dict[str, Any]) -> None:
        finding = check(case)
        if case["id"] in KNOWN_LIMITS:
            assert (
                finding.status == "unknown"
            )  # as docs/known-limits.md says: not known, never wrong
            return
        assert (finding.status, finding.sentence or None) == (case["expected"], case["shows"])

"""Requirements against sentences: the hand-made cases, and what must hold for every answer."""

import json
from pathlib import Path
from typing import Any

import pytest

from greenmatch.matching.document import StatedRequirement
from greenmatch.matching.requirements import Finding, check_requirements
from tests.factories.matching import need, technology

CASES = json.loads(Path(__file__).with_name("requirement_cases.json").read_text("utf-8"))
KNOWN_LIMITS: frozenset[str] = frozenset()


def check(case: dict[str, Any]) -> Finding:
    """The finding for a case's only requirement."""
    wanted = need(1, requirements=(StatedRequirement(**case["requirement"]),))
    return check_requirements(wanted, technology(2, body=case["technology"]))[0]


class TestCheckRequirements:
    @pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
    def test_the_hand_made_cases(self, case: dict[str, Any]) -> None:
        if case["id"] in KNOWN_LIMITS:
            pytest.skip("listed in docs/known-limits.md")
        finding = check(case)
        assert (finding.status, finding.sentence or None) == (case["expected"], case["shows"])

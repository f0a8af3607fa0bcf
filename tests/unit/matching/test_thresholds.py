"""What number a requirement's own fields ask for."""

import pytest

from greenmatch.matching.document import StatedRequirement
from greenmatch.matching.requirements.quantities import INFINITY
from greenmatch.matching.requirements.thresholds import threshold_of


@pytest.mark.parametrize(
    ("written", "low", "high"),
    [
        ("<= 0,5", -INFINITY, 0.5),
        (">= 1,500", 1500, INFINITY),
        ("1 000 – 2 500", 1000, 2500),
        ("10..20", 10, 20),
        (">= 1e6", 1e6, INFINITY),
        ("−25–50", -25, 50),
        ("> -20", -20, INFINITY),
    ],
)
def test_numbers_are_read_as_people_write_them(written: str, low: float, high: float) -> None:
    threshold = threshold_of(StatedRequirement("Phosphorus", "must", written, "mg/L"))
    assert threshold is not None
    assert (threshold.low, threshold.high) == (low, high)


@pytest.mark.parametrize("written", ["1.500,5", "> 1-2", "many", "20 - 10"])
def test_what_is_no_number_asks_for_nothing(written: str) -> None:
    assert threshold_of(StatedRequirement("Phosphorus", "must", written, "mg/L")) is None

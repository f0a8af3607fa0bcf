"""Numbers as people type them."""

import pytest

from greenmatch.core.numbers import read_number


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("0,5", 0.5),
        ("12,5", 12.5),
        ("0,500", 0.5),
        ("1,500", 1500),
        ("10,000,000", 10_000_000),
        ("1 500.25", 1500.25),
        ("−20", -20),
        ("1e6", 1e6),
    ],
)
def test_a_comma_stands_before_decimals_or_between_thousands(typed: str, value: float) -> None:
    assert read_number(typed) == value

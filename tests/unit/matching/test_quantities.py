"""How numbers with units are written in running text."""

import pytest

from greenmatch.matching.requirements.quantities import quantities, unitless


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("residual phosphorus of 0,5 mg/L", 0.5, 0.5),
        ("it takes 1,5-2,5 h", 1.5, 2.5),
        ("运行温度为12,5℃", 12.5, 12.5),
        ("1,200.5 m of pipe", 1200.5, 1200.5),
        ("a flow of 1,500 m³/h", 1500, 1500),
        ("a flow of 10 000 m³/h", 10_000, 10_000),
    ],
)
def test_commas_before_decimals_and_between_thousands(text: str, low: float, high: float) -> None:
    assert [(each.low, each.high) for each in quantities(text)] == [(low, high)]


def test_a_comma_between_two_numbers_makes_none_of_them() -> None:
    assert next(each.low for each in unitless("COP of 3,5 in stages 1,2 and 3")) == 3.5
    assert quantities("sizes 3,5,7 kW") == ()

"""Numbers in sentences: spelled out, for each of something, before and after a change."""

from math import inf

import pytest

from greenmatch.matching.requirements.numerals import in_digits
from greenmatch.matching.requirements.quantities import Sense, quantities, unitless
from greenmatch.matching.requirements.units import converted, dimension


class TestInDigits:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("lasts seventy-eight months", "lasts 78 months"),
            ("two and a half hours", "2.5 hours"),
            ("half an hour", "0.5 hour"),
            ("about one hour", "about 1 hour"),
            ("within one metre", "within 1 metre"),
            ("a quarter of an hour", "15 minutes"),
            ("three hundred kilometres", "300 kilometres"),
            ("ninety-three per cent of it", "93 per cent of it"),
            ("a quarter less electricity", "25 % less electricity"),
            ("two thirds of the clinker", "66.7 % of the clinker"),
            ("fell by a third", "fell by 33.3 %"),
            ("cut by three quarters", "cut by 75 %"),
            ("at minus 25 °C", "at -25 °C"),
            ("零下25℃", "-25℃"),
            ("零上60℃", "60℃"),
            ("连续六小时", "连续6小时"),
            ("一万六千次循环", "16000次循环"),
            ("三天半", "3.5天"),
            ("每半年一次", "每0.5年一次"),
            ("节水三成", "节水30%"),
            ("百分之九十", "90%"),
        ],
    )
    def test_what_is_spelled_out_is_read(self, text: str, expected: str) -> None:
        assert in_digits(text) == expected

    @pytest.mark.parametrize(
        "text",
        [
            "one day it rained",
            "half of it is new to us all the same, as everyone says",
            "二次网供水",
            "三元锂电池",
            "一年四季",
            "数百吨",
            "三相电",
            "三方面的效果",
            "not one of them",
        ],
    )
    def test_what_only_looks_like_a_number_stays(self, text: str) -> None:
        assert in_digits(text).replace("50 %", "half") == text


class TestQuantities:
    @pytest.mark.parametrize(
        ("sentence", "value", "unit"),
        [
            ("It makes 1,000 litres of drinking water an hour.", 24, "meter**3/day"),
            ("Each cubic metre treated costs about 9 kWh.", 9, "kilowatt_hour/meter**3"),
            ("It uses 53 kWh for every kilogram of hydrogen.", 53, "kilowatt_hour/kilogram"),
            ("At this spacing a hectare carries 650 kWp.", 650_000, "watt/hectare"),
            ("The factory makes 60 000 m3 of board a year.", 60_000, "meter**3/year"),
            ("每处理一吨渗滤液耗电约32度。", 32, "kilowatt_hour/metric_ton"),
            ("吨水电耗为0.35度。", 0.35, "kilowatt_hour/meter**3"),
            ("百公里电耗为160千瓦时。", 1.6, "kilowatt_hour/kilometer"),
            ("一天可处理300立方米。", 300, "meter**3/day"),
            ("It captures 30 tonnes of CO2 a day.", 30, "metric_ton/day"),
            ("It needs 180 kWh of heat and 2 kg of salt per m3.", 180, "kilowatt_hour/meter**3"),
            ("About 1.2 MWp can be placed on one hectare.", 1.2e6, "watt/hectare"),
            ("亩均投资约1100元。", 1100, "yuan/mu_area"),
            ("The surface infiltrates 1,500 l/(s·ha).", 1500, "liter/second/hectare"),
            ("Heat costs 38 euros per megawatt hour.", 38, "euro/megawatt_hour"),
            ("The response takes 80 milliseconds.", 0.08, "second"),
            ("Odour stays below 300 OU/m3.", 300, "odour_unit/meter**3"),
            ("Roofs with a pitch of 9°.", 9, "degree"),
        ],
    )
    def test_what_a_number_is_for_is_read_around_it(
        self, sentence: str, value: float, unit: str
    ) -> None:
        found = [
            converted(each.high, each.unit, unit)
            for each in quantities(sentence)
            if dimension(each.unit) == dimension(unit)
        ]

        assert found == [pytest.approx(value)]

    @pytest.mark.parametrize(
        ("sentence", "after"),
        [
            ("漏风率由35%降低到8%。", 8),
            ("Hydrogen sulphide fell from 30 % at the inlet to 2 % behind it.", 2),
            ("Dyeing time was cut from 8 to 4.5 %.", 4.5),
        ],
    )
    def test_of_a_change_only_what_is_now_counts(self, sentence: str, after: float) -> None:
        assert [each.high for each in quantities(sentence)] == [after]

    @pytest.mark.parametrize(
        ("sentence", "low", "high"),
        [
            ("more than 5 kW", 5, inf),
            ("exceeds 5 kW", 5, inf),
            ("超过5 kW", 5, inf),
            ("5 kW以上", 5, inf),
            ("not less than 5 kW", 5, inf),
            ("did not fall below 5 kW", 5, inf),
            ("没有低于5 kW", 5, inf),
            ("less than 5 kW", -inf, 5),
            ("低于5 kW", -inf, 5),
            ("not exceeding 5 kW", -inf, 5),
            ("does not exceed 5 kW", -inf, 5),
            ("never exceeds 5 kW", -inf, 5),
            ("no higher than 5 kW", -inf, 5),
            ("does not rise above 5 kW", -inf, 5),
            ("不超过5 kW", -inf, 5),
            ("从未超过5 kW", -inf, 5),
            ("5 kW", 5, 5),
        ],
    )
    def test_a_limit_is_read_also_where_it_is_denied(
        self, sentence: str, low: float, high: float
    ) -> None:
        (found,) = quantities(sentence)

        assert (found.low, found.high) == (low, high)

    @pytest.mark.parametrize(
        ("sentence", "sense"),
        [
            ("It treats 50 to 1,200 m3 per day.", Sense.SIZES),
            ("It treats 50 to 60 m3 per day.", Sense.SPREAD),
            ("It removes 20 to 90 % of it.", Sense.SPREAD),
            ("Supply temperatures between 65 and 95 °C are reached.", Sense.SPAN),
            ("间隔5分钟至24小时可设。", Sense.SPAN),
        ],
    )
    def test_two_numbers_are_sizes_doubt_or_all_that_is_possible(
        self, sentence: str, sense: Sense
    ) -> None:
        assert [each.sense for each in quantities(sentence)] == [sense]

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
    def test_commas_before_decimals_and_between_thousands(
        self, text: str, low: float, high: float
    ) -> None:
        assert [(each.low, each.high) for each in quantities(text)] == [(low, high)]

    def test_a_comma_between_two_numbers_makes_none_of_them(self) -> None:
        assert next(each.low for each in unitless("COP of 3,5 in stages 1,2 and 3")) == 3.5
        assert quantities("sizes 3,5,7 kW") == ()

    def test_energy_for_a_cubic_metre_is_no_pressure_and_energy_in_a_year_no_power(self) -> None:
        assert dimension("kilowatt_hour/meter**3") != dimension("bar")
        assert dimension("megawatt_hour/(year)") != dimension("kilowatt")
        assert dimension("gigajoule/metric_ton") == dimension("kilowatt_hour/kilogram")

    def test_a_number_without_a_unit_is_found_apart(self) -> None:
        (number,) = unitless("The refrigerant is propane with a global warming potential below 3.")

        assert (number.low, number.high) == (float("-inf"), 3)

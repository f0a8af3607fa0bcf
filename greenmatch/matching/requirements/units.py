"""Units as people write them in either language, as units that can be compared.

pint knows the physical ones; what it lacks is defined here: currencies (never converted), CO2
equivalents, normal cubic metres, sound levels, charging cycles, peak watts, 亩.
"""

import re
from functools import cache, lru_cache
from typing import Any

import pint

_DEFINITIONS = """
watt_peak = watt = Wp
gram_co2e = [co2_equivalent] = gCO2e
normal_cubic_metre = [normal_volume] = Nm3
sound_level = [sound_level]
charge_cycle = [charge_cycle]
person = [person]
knot = 1.852 * kilometer / hour
euro = [euro]
euro_cent = 0.01 * euro
us_dollar = [us_dollar]
yuan = [yuan]
pound_sterling = [pound_sterling]
mu_area = 666.6667 * meter ** 2
hundred_km = 100 * kilometer
share = [share]
odour_unit = [odour]
apparent_power = [apparent_power] = AP
storey = [storey]
quality_grade = [quality_grade]
hundredth = 0.01 * share
millionth = 1e-6 * share
billionth = 1e-9 * share
"""

# What is written → pint's name. Spelling is kept where it matters (mW is not MW).
_SYMBOLS = {
    "°C": "degree_Celsius",
    "℃": "degree_Celsius",
    "degC": "degree_Celsius",
    "°F": "degree_Fahrenheit",
    "°": "degree",
    "K": "kelvin",
    **{f"{p}W": f"{n}watt" for p, n in (("", ""), ("k", "kilo"), ("M", "mega"), ("G", "giga"))},
    **{
        f"{p}W{s}": f"{n}watt"
        for p, n in (("", ""), ("k", "kilo"), ("M", "mega"), ("G", "giga"))
        for s in ("p", "e", "el", "th")
    },
    "mW": "milliwatt",
    "TW": "terawatt",
    **{
        f"{p}Wh": f"{n}watt_hour"
        for p, n in (("", ""), ("k", "kilo"), ("M", "mega"), ("G", "giga"), ("T", "tera"))
    },
    **{
        f"{p}J": f"{n}joule"
        for p, n in (("", ""), ("k", "kilo"), ("M", "mega"), ("G", "giga"), ("T", "tera"))
    },
    "m3": "meter**3",
    "m^3": "meter**3",
    "cm3": "centimeter**3",
    "Nm3": "normal_cubic_metre",
    "L": "liter",
    "l": "liter",
    "mL": "milliliter",
    "ml": "milliliter",
    "t": "metric_ton",
    "kt": "kilometric_ton",
    "Mt": "megametric_ton",
    "kg": "kilogram",
    "g": "gram",
    "mg": "milligram",
    "μg": "microgram",
    "ug": "microgram",
    "ng": "nanogram",
    "s": "second",
    "ms": "millisecond",
    "min": "minute",
    "h": "hour",
    "hr": "hour",
    "hrs": "hour",
    "d": "day",
    "a": "year",
    "yr": "year",
    "m": "meter",
    "mm": "millimeter",
    "cm": "centimeter",
    "km": "kilometer",
    "100 km": "hundred_km",
    "100km": "hundred_km",
    "μm": "micrometer",
    "um": "micrometer",
    "nm": "nanometer",
    "m2": "meter**2",
    "m^2": "meter**2",
    "cm2": "centimeter**2",
    "km2": "kilometer**2",
    "ha": "hectare",
    "Pa": "pascal",
    "kPa": "kilopascal",
    "MPa": "megapascal",
    "bar": "bar",
    "mbar": "millibar",
    "psi": "psi",
    "%": "hundredth",
    **{
        f"{before}{gap}%": "hundredth"
        for before in ("wt", "wt.", "vol", "vol.", "Vol.", "mol", "vol.-", "Vol.-", "wt.-")
        for gap in ("", " ")
    },
    **{f"% by {what}": "hundredth" for what in ("volume", "mass", "weight")},
    "N/mm2": "megapascal",
    "kN/m2": "kilopascal",
    **{
        f"W/{below}": "watt/(meter**2)/(kelvin)"
        for below in ("m2K", "(m2K)", "(m2·K)", "m2·K", "(m2 K)", "(m2*K)")
    },
    **{
        f"{p}W/{below}": f"{n}watt/(meter)/(kelvin)"
        for p, n in (("", ""), ("m", "milli"))
        for below in ("mK", "(mK)", "(m·K)", "m·K", "(m K)")
    },
    **{f"L/{below}": "liter/(second)/(hectare)" for below in ("(s·ha)", "(s*ha)", "(s ha)")},
    **{f"l/{below}": "liter/(second)/(hectare)" for below in ("(s·ha)", "(s*ha)", "(s ha)")},
    "lx": "lux",
    "ppm": "millionth",
    "ppb": "billionth",
    **dict.fromkeys(("ppm·m", "ppm*m"), "millionth*meter"),
    **dict.fromkeys(("OU", "OUE", "ou", "ouE"), "odour_unit"),
    **{f"{p}VA": f"{n}apparent_power" for p, n in (("", ""), ("k", "kilo"), ("M", "mega"))},
    "V": "volt",
    "kV": "kilovolt",
    "mV": "millivolt",
    "A": "ampere",
    "mA": "milliampere",
    "Ah": "ampere_hour",
    "mAh": "milliampere_hour",
    "Hz": "hertz",
    "kHz": "kilohertz",
    "lm": "lumen",
    "dB": "sound_level",
    "dB(A)": "sound_level",
    "dBA": "sound_level",
    "EUR": "euro",
    "€": "euro",
    "ct": "euro_cent",
    "USD": "us_dollar",
    "US$": "us_dollar",
    "$": "us_dollar",
    "CNY": "yuan",
    "RMB": "yuan",
    "¥": "yuan",
    "GBP": "pound_sterling",
    "£": "pound_sterling",
    **{
        f"{p}{join}CO2{end}": f"{n}gram_co2e"
        for p, n in (("t", "mega"), ("kt", "giga"), ("Mt", "tera"), ("kg", "kilo"), ("g", ""))
        for join in ("", " ", " of ")
        for end in ("e", "eq", "-eq", "-e", "")
    },
}
_WORDS = {
    **dict.fromkeys(("degree celsius", "degrees celsius", "deg c"), "degree_Celsius"),
    **dict.fromkeys(("cubic metre", "cubic meter", "cubic metres", "cubic meters"), "meter**3"),
    **dict.fromkeys(("square metre", "square meter", "square metres", "square meters"), "meter**2"),
    **dict.fromkeys(("kelvin",), "kelvin"),
    **dict.fromkeys(("litre", "liter", "litres", "liters"), "liter"),
    **dict.fromkeys(("ton", "tons", "tonne", "tonnes"), "metric_ton"),
    **dict.fromkeys(("kilogram", "kilograms"), "kilogram"),
    **dict.fromkeys(("gram", "grams"), "gram"),
    **dict.fromkeys(("second", "seconds"), "second"),
    **dict.fromkeys(("millisecond", "milliseconds"), "millisecond"),
    **dict.fromkeys(("storey", "storeys", "stories", "floors"), "storey"),
    **dict.fromkeys(("minute", "minutes"), "minute"),
    **dict.fromkeys(("hour", "hours"), "hour"),
    **dict.fromkeys(("day", "days"), "day"),
    **dict.fromkeys(("week", "weeks"), "week"),
    **dict.fromkeys(("month", "months"), "month"),
    **dict.fromkeys(("year", "years", "annum"), "year"),
    **dict.fromkeys(("metre", "meter", "metres", "meters"), "meter"),
    **dict.fromkeys(("millimetre", "millimeter", "millimetres", "millimeters"), "millimeter"),
    **dict.fromkeys(("centimetre", "centimeter", "centimetres", "centimeters"), "centimeter"),
    **dict.fromkeys(("kilometre", "kilometer", "kilometres", "kilometers"), "kilometer"),
    **dict.fromkeys(("hectare", "hectares"), "hectare"),
    **dict.fromkeys(("acre", "acres"), "acre"),
    **dict.fromkeys(("foot", "feet", "ft"), "foot"),
    **dict.fromkeys(("inch", "inches"), "inch"),
    **dict.fromkeys(("mile", "miles"), "mile"),
    **dict.fromkeys(("gallon", "gallons"), "gallon"),
    **dict.fromkeys(("kilowatt hour", "kilowatt hours", "kilowatt-hours"), "kilowatt_hour"),
    **dict.fromkeys(("megawatt hour", "megawatt hours", "megawatt-hours"), "megawatt_hour"),
    **dict.fromkeys(("gigawatt hour", "gigawatt hours", "gigawatt-hours"), "gigawatt_hour"),
    **dict.fromkeys(("percent", "per cent"), "hundredth"),
    **dict.fromkeys(("volt", "volts"), "volt"),
    **dict.fromkeys(("watt", "watts"), "watt"),
    **dict.fromkeys(("kilowatt", "kilowatts"), "kilowatt"),
    **dict.fromkeys(("megawatt", "megawatts"), "megawatt"),
    **dict.fromkeys(
        ("cycle", "cycles", "charge cycles", "charging cycles", "charge and discharge cycles"),
        "charge_cycle",
    ),
    **dict.fromkeys(("operating hours", "hours of operation", "service hours"), "hour"),
    **dict.fromkeys(("euro", "euros"), "euro"),
    **dict.fromkeys(("person", "persons", "people", "passengers", "inhabitants"), "person"),
    **dict.fromkeys(("knot", "knots"), "knot"),
    **dict.fromkeys(("nautical mile", "nautical miles"), "nautical_mile"),
    **dict.fromkeys(("dollar", "dollars", "us dollar", "us dollars"), "us_dollar"),
    **dict.fromkeys(("euro cent", "euro cents"), "euro_cent"),
    **{
        f"{word} {joint}co2{end}": "megagram_co2e"
        for word in ("ton", "tons", "tonne", "tonnes")
        for joint in ("", "of ")
        for end in ("", "e", "eq", "-eq", " equivalent")
    },
}
_CHINESE = {
    "摄氏度": "degree_Celsius",
    "千瓦时": "kilowatt_hour",
    "兆瓦时": "megawatt_hour",
    "度电": "kilowatt_hour",
    "度": "degree",
    "千瓦": "kilowatt",
    "兆瓦": "megawatt",
    "瓦": "watt",
    "立方米": "meter**3",
    "立方": "meter**3",
    "标方": "normal_cubic_metre",
    "方": "meter**3",
    "英亩": "acre",
    "千伏": "kilovolt",
    "升": "liter",
    "毫升": "milliliter",
    "吨二氧化碳当量": "megagram_co2e",
    "吨二氧化碳": "megagram_co2e",
    "吨CO2": "megagram_co2e",
    "吨": "metric_ton",
    "公斤": "kilogram",
    "千克": "kilogram",
    "克": "gram",
    "毫克": "milligram",
    "微克": "microgram",
    "毫秒": "millisecond",
    "秒": "second",
    "分钟": "minute",
    "小时": "hour",
    "天": "day",
    "日": "day",
    "周": "week",
    "个月": "month",
    "月": "month",
    "年": "year",
    "米": "meter",
    "毫米": "millimeter",
    "厘米": "centimeter",
    "公里": "kilometer",
    "百公里": "hundred_km",
    "千米": "kilometer",
    "微米": "micrometer",
    "平方米": "meter**2",
    "平方公里": "kilometer**2",
    "公顷": "hectare",
    "亩": "mu_area",
    "兆帕": "megapascal",
    "千帕": "kilopascal",
    "帕": "pascal",
    "分贝": "sound_level",
    "次循环": "charge_cycle",
    "循环": "charge_cycle",
    "次": "charge_cycle",
    "欧元": "euro",
    "美元": "us_dollar",
    "人民币": "yuan",
    "元": "yuan",
    "伏": "volt",
    "人": "person",
    "名": "person",
    "级": "quality_grade",
    "层": "storey",
    "流明": "lumen",
    "瓦/(米·开)": "watt/(meter)/(kelvin)",
    "瓦/(米·开尔文)": "watt/(meter)/(kelvin)",
    "节": "knot",
}
NO_UNIT = "dimensionless"
"""The unit of a count or a ratio."""
_PER = r"\s?/\s?|\s+per\s+|\s+an?\s+|每"


def _alternatives(table: dict[str, str]) -> str:
    return "|".join(map(re.escape, sorted(table, key=len, reverse=True)))


ONE_UNIT = (
    rf"(?:(?:{_alternatives(_SYMBOLS)})(?![A-Za-z0-9])"
    rf"|(?i:{_alternatives(_WORDS)})(?![A-Za-z])|{_alternatives(_CHINESE)})"
)
UNIT = rf"{ONE_UNIT}(?:(?:{_PER}){ONE_UNIT})*"
"""A regular expression for a unit, such as "kWh/m3", "tonnes per year" or "吨/天"."""
_SPLIT = re.compile(_PER)


@cache
def registry() -> pint.UnitRegistry[Any]:
    """pint's units with ours; read once, when a requirement first has a number."""
    units: pint.UnitRegistry[Any] = pint.UnitRegistry(autoconvert_offset_to_baseunit=True)
    for line in _DEFINITIONS.strip().splitlines():
        units.define(line)
    return units


@lru_cache(maxsize=4_096)
def unit_named(text: str) -> str | None:
    """The unit under pint's name; None for one that we do not know."""
    if whole := _name(text.strip()):
        return whole
    names = [_name(part.strip()) for part in _SPLIT.split(text.strip())]
    known = [name for name in names if name is not None]
    if not known or len(known) < len(names):
        return None
    return known[0] + "".join(f"/({name})" for name in known[1:])


@lru_cache(maxsize=4_096)
def dimension(unit: str) -> str:
    """What kind of quantity the unit measures: equal for units that convert into each other.

    Energy for each of something is a kind by itself: energy in a year would convert into power,
    energy for a cubic metre into pressure.
    """
    kind = str(registry().Quantity(1, unit).dimensionality)
    energy, _slash, each = unit.partition("/")
    return f"{kind} of energy" if each and energy.endswith(("watt_hour", "joule")) else kind


@lru_cache(maxsize=65_536)
def converted(value: float, unit: str, into: str) -> float:
    """The value in another unit of the same dimension."""
    return float(registry().Quantity(value, unit).to(into).magnitude)


def _name(part: str) -> str | None:
    return _SYMBOLS.get(part) or _WORDS.get(part.casefold()) or _CHINESE.get(part)

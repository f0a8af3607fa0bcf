"""Numbers that a text spells out, as digits: "three days" and "三天", "minus 5 °C" and "零下5℃"."""

import re

from greenmatch.matching.requirements.units import ONE_UNIT

_FROM_ZERO = """
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
    sixteen seventeen eighteen nineteen
"""
_FROM_TWENTY = "twenty thirty forty fifty sixty seventy eighty ninety"
_ONES = {word: value for value, word in enumerate(_FROM_ZERO.split())}
_TENS = {word: 10 * value for value, word in enumerate(_FROM_TWENTY.split(), start=2)}
_SMALL = rf"(?:(?:{'|'.join(_TENS)})(?:[- ](?:{'|'.join(_ONES)}))?|{'|'.join(_ONES)})"
_ENGLISH = re.compile(
    rf"(?<![\w-])(?P<small>{_SMALL})(?P<many>(?:[ -](?:hundred|thousand|dozen))?)"
    rf"(?P<half> and a half)?(?=[ -](?:{ONE_UNIT}|million\b|billion\b))",
    re.IGNORECASE,
)
_MANY = {"": 1, "hundred": 100, "thousand": 1_000, "dozen": 12}
_HALF_A_UNIT = re.compile(rf"(?<![\w-])half an? (?={ONE_UNIT})", re.IGNORECASE)
_ONE = re.compile(
    rf"(?P<before>\b(?:in|within|after|than|about|around) )one (?={ONE_UNIT})", re.IGNORECASE
)
_QUARTER_HOUR = re.compile(r"\b(?:a )?quarter of an hour\b", re.IGNORECASE)
_FRACTION = re.compile(
    r"(?<![\w-])(?P<count>a |an |one |two |three |four )?"
    r"(?P<part>half|thirds?|quarters?|fifths?|tenths?)"
    r"(?= (?:of (?!an? )|less\b|more\b|fewer\b|lower\b|higher\b))",
    re.IGNORECASE,
)
_BY_A_FRACTION = re.compile(
    r"(?<=\bby )(?P<count>(?:a |one |two |three |four )(?!half)|(?=half))"
    r"(?P<part>half|thirds?|quarters?|fifths?|tenths?)\b(?! of an?\b)",
    re.IGNORECASE,
)
_PARTS = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "tenth": 10}
_COUNTS = {"": 1, "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4}
_PLUS = re.compile(r"零上\s?(?=\d)")
_MINUS = re.compile(r"(?:\bminus |零下\s?|负)(?=\d)", re.IGNORECASE)

_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"两": 2}
_PLACES = {"十": 10, "百": 100, "千": 1_000}
_CHINESE = re.compile(
    rf"(?<![\d几数上第一二三四五六七八九十百千万]|之)"
    rf"(?P<number>[一二两三四五六七八九十半][一二两三四五六七八九十百千万]*)(?=个?{ONE_UNIT})"
)
_AND_A_HALF = re.compile(r"(?P<number>\d+)(?P<unit>年|个月|天|小时|分钟|吨|米)半")
_TENTHS = re.compile(
    r"(?P<number>[一二两三四五六七八九])成(?P<half>[半一二三四五六七八九]?)(?![本为立品分套功])"
)
_OF_A_HUNDRED = re.compile(r"百分之(?P<number>[一二两三四五六七八九十百]+)")
# What begins like a number with a unit and is none, or as good as none ("every single day").
_NO_NUMBER = re.compile(
    r"[一二三](?:次|元|日|月|度)|[一二三四五]方[面式案法向]|四周|一(?![十百千万])|[一二三四五六七八九十]+[月日]"
)


def in_digits(text: str) -> str:
    """The text with what it spells out in digits, where a unit follows; all else as it was."""
    text = _MINUS.sub("-", text)
    if not text.isascii():
        text = _PLUS.sub("", text)
        text = _OF_A_HUNDRED.sub(lambda found: f"{_chinese(found['number']):g}%", text)
        text = _TENTHS.sub(_tenths, text)
        text = _CHINESE.sub(_spelled_chinese, text)
        text = _AND_A_HALF.sub(r"\g<number>.5\g<unit>", text)
    text = _QUARTER_HOUR.sub("15 minutes", text)
    text = _BY_A_FRACTION.sub(_fraction, _FRACTION.sub(_fraction, text))
    text = _ONE.sub(r"\g<before>1 ", _HALF_A_UNIT.sub("0.5 ", text))
    return _ENGLISH.sub(_spelled, text)


def _spelled(found: re.Match[str]) -> str:
    parts = re.split("[- ]", found["small"].lower())
    value = sum(_ONES.get(part, _TENS.get(part, 0)) for part in parts)
    value *= _MANY[found["many"][1:].lower()]
    if value == 1 and not found["many"]:
        return found[0]  # "one day" mostly says nothing of a number
    return f"{value + 0.5:g}" if found["half"] else str(value)


def _fraction(found: re.Match[str]) -> str:
    count = _COUNTS[(found["count"] or "").strip().lower()]
    return f"{100 * count / _PARTS[found['part'].lower().removesuffix('s')]:.3g} %"


def _tenths(found: re.Match[str]) -> str:
    more = 5 if found["half"] == "半" else _DIGITS.get(found["half"], 0)
    return f"{10 * _DIGITS[found['number']] + more}%"


def _spelled_chinese(found: re.Match[str]) -> str:
    if _NO_NUMBER.match(found.string, found.start()):
        return found[0]
    if found["number"] == "半":
        return "0.5"
    return f"{_chinese(found['number']):g}"


def _chinese(written: str) -> float:
    """The value of a number such as 一万六千 or 二十."""
    whole = section = digit = 0
    for sign in written:
        if sign in _DIGITS:
            digit = _DIGITS[sign]
        elif sign in _PLACES:
            section, digit = section + (digit or 1) * _PLACES[sign], 0
        elif sign == "万":
            whole, section, digit = whole + (section + digit or 1) * 10_000, 0, 0
    return whole + section + digit

"""Patent numbers in one spelling, so that any usual spelling finds them.

Spellings follow WIPO ST.6 (publication numbers) and ST.13 (application numbers): an office
code, a year where there is one, a serial number, and a kind code that is left out of the key,
since A1 and B1 are stages of one right.
"""

import re
import unicodedata

_SEPARATORS = re.compile(r"[\s,./_\-]+")
# Of other offices too: EP12345678.9
_CHECK_DIGIT = re.compile(r"(?<=\d)\.[\dX]\s*$")
_PCT = re.compile(r"PCT([A-Z]{2})(\d{4}|\d{2})(\d{5,6})")
_WO = re.compile(r"WO(\d{4}|\d{2})(\d{5,6})([A-Z]\d?)?")
_CN_APPLICATION = re.compile(r"CN(?:ZL)?(\d{12})[\dX]")
_NATIONAL = re.compile(r"([A-Z]{2})([A-Z]?\d{4,13})([A-Z]\d?)?")
_LAST_TWO_DIGIT_YEAR = 77  # the PCT opened in 1978: "78" to "99" are of the last century


def patent_key(number: str) -> str | None:
    """The number in one spelling ("WO2012088469", "PCTCN2019087654"); None if it is none.

    >>> patent_key("WO 2012/088469"), patent_key("wo-2012088469-a1")
    ('WO2012088469', 'WO2012088469')
    """
    text = unicodedata.normalize("NFKC", number).upper()
    # A check digit is set off by a dot in Chinese application numbers: CN201910123456.7
    checked = re.fullmatch(r"\s*(?:CN|ZL|CN\s*ZL)?\s*(\d{12})\.[\dX]\s*", text)
    if checked:
        return f"CN{checked[1]}"
    text = _SEPARATORS.sub("", _CHECK_DIGIT.sub("", text))
    for pattern, spell in ((_PCT, _pct), (_WO, _wo), (_CN_APPLICATION, _cn), (_NATIONAL, _plain)):
        found = pattern.fullmatch(text)
        if found:
            return spell(found)
    return None


def _year(text: str) -> str:
    if len(text) == 4:
        return text
    return f"19{text}" if int(text) > _LAST_TWO_DIGIT_YEAR else f"20{text}"


def _pct(found: re.Match[str]) -> str:
    return f"PCT{found[1]}{_year(found[2])}{found[3].zfill(6)}"


def _wo(found: re.Match[str]) -> str:
    return f"WO{_year(found[1])}{found[2].zfill(6)}"


def _cn(found: re.Match[str]) -> str:
    return f"CN{found[1]}"


def _plain(found: re.Match[str]) -> str:
    return f"{found[1]}{found[2]}"

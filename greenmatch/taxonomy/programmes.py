"""Programmes of the European Union's research funding, as titles of their calls name them.

CORDIS has them at the end of a title, such as "(RIA)" or "(2ZERO Partnership)"; they say nothing
about what is needed. Abbreviations: Horizon Europe work programme 2021-2027.
"""

import re

_ACTIONS = r"(?:RIA|IA|CSA|COFUND|PCP|PPI|EIC|ERC|MSCA|JU|NCPs?|Topic)"
# Partnerships under Horizon Europe, as their topics abbreviate them.
_PROGRAMMES = (
    r"(?:2ZERO|Batt4EU|Batteries|Built4People|B4P|CCAM|ZEWT|Processes4Planet|P4Planet|DUT|"
    r"Made in Europe|Clean Steel|Water4All|Biodiversa\+?|CBE|EU-Rail|SESAR|Cities.? Mission)"
)
_LIST = r"(?:\s*(?:,|;|/|&|\+|and|or)\s*)"
_JARGON = re.compile(
    rf"{_ACTIONS}(?:{_LIST}{_ACTIONS})*"
    rf"|{_PROGRAMMES}(?:{_LIST}{_PROGRAMMES})*"
    r"|.*\b(?:Partnerships?|Joint Undertaking|Missions?|Initiative topic)\b.*",
    re.IGNORECASE,
)
_LAST_BRACKET = re.compile(r"\s*\(([^()]*)\)\s*$")


def without_programmes(title: str) -> str:
    """The title without the brackets at its end that only name a programme or type of action."""
    while (bracket := _LAST_BRACKET.search(title)) and _JARGON.fullmatch(bracket[1].strip()):
        title = title[: bracket.start()]
    return title.rstrip()

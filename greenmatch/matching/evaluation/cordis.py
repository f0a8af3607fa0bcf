"""CORDIS' way of writing, which every reader of its files has to undo (import, evaluation).

Titles of call topics end in the programme's own jargon, such as "(RIA)" or "(2ZERO Partnership)",
which says nothing about what is needed.
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
    r"|.*\b(?:Partnerships?|Joint Undertaking|Missions?)\b.*",
    re.IGNORECASE,
)
_LAST_BRACKET = re.compile(r"\s*\(([^()]*)\)\s*$")


def without_jargon(title: str) -> str:
    """The title without the brackets at its end that only name a programme or type of action."""
    while (bracket := _LAST_BRACKET.search(title)) and _JARGON.fullmatch(bracket[1].strip()):
        title = title[: bracket.start()]
    return title.rstrip()

"""How a patent class is written, and which other classes lie below it.

A symbol is a class (``F03``), a subclass (``F03D``), a main group (``F03D 1/00``) or a subgroup
(``F03D 1/06``); the crosswalk also has ranges (``H01L 31/00-31/078``). Each is a span between two
strings that sort like the classification: subclass, main group in four digits, subgroup in six as
a decimal fraction (in CPC 10/541 lies below 10/54). The indentation of IPC subgroups is not
known here, so a subgroup covers itself and its decimal continuations only; those of the CPC's
green tags are arranged by tens (Y02E 10/50 is above 10/52 and 10/541).
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_NOISE = re.compile(
    r"\(\d{4}\.\d\d\)|^\s*(?:int\.?\s*cl\.?|ipc|cpc)\s*[:.]?\s*", re.IGNORECASE | re.ASCII
)
_PLAIN = re.compile(r"([A-HY]\d\d)(?:([A-Z])(?:0*(\d{1,4})(?:/(\d{2,6}))?)?)?", re.ASCII)
_PADDED = re.compile(r"([A-HY]\d\d)([A-Z])(\d{4})(\d{6})", re.ASCII)
_RANGE_END = re.compile(r"(\d{1,4})/(\d{2,6})")
# The classes that each section has: "E10" is a petrol and "C60" a molecule.
_CLASSES = {
    "A": (1, *range(21, 25), *range(41, 48), 61, 62, 63, 99),
    "B": (*range(1, 10), *range(21, 34), *range(41, 45), *range(60, 69), 81, 82, 99),
    "C": (*range(1, 15), *range(21, 26), 30, 40, 99),
    "D": (*range(1, 8), 10, 21, 99),
    "E": (*range(1, 7), 21, 99),
    "F": (1, 2, 3, 4, 15, 16, 17, *range(21, 29), 41, 42, 99),
    "G": (*range(1, 13), 16, 21, 99),
    "H": (*range(1, 6), 10, 99),
    "Y": (2, 4, 10),
}


@dataclass(frozen=True, order=True)
class Span:
    """Everything that a symbol or range covers: from `first` to `last`, both included."""

    first: str
    last: str

    def covers(self, other: "Span") -> bool:
        """Whether the other lies wholly within this one."""
        return self.first <= other.first and other.last <= self.last

    @property
    def breadth(self) -> int:
        """A number that is larger the more the span covers."""
        return int(self.last[4:]) - int(self.first[4:]) + _letters(self.first, self.last)


@lru_cache(maxsize=20_000)
def normalise_symbol(text: str) -> str | None:
    """The symbol in its usual spelling (``H01L 31/042``), or None where the text is no symbol.

    Understands any case and spacing, ``H01L-031/042``, WIPO's padded ``H01L0031042000``, and a
    version behind it (``(2014.01)``). A main group alone gets its ``/00``.
    """
    plain = unicodedata.normalize("NFKC", _NOISE.sub("", text)).upper()
    packed = re.sub(r"[\s._-]+", "", plain)
    if not packed[1:3].isdecimal() or int(packed[1:3]) not in _CLASSES.get(packed[0], ()):
        return None
    if padded := _PADDED.fullmatch(packed):
        section, letter, group, subgroup = padded.groups()
        return f"{section}{letter} {int(group)}/{subgroup.rstrip('0').ljust(2, '0')}"
    if not (match := _PLAIN.fullmatch(packed)):
        return None
    section, letter, group, subgroup = match.groups()
    if not letter:
        return str(section)
    return f"{section}{letter} {group}/{subgroup or '00'}" if group else f"{section}{letter}"


def span(symbol: str) -> Span:
    """What a symbol in its usual spelling, or a range of the crosswalk, covers."""
    start, _, end = symbol.partition("-")
    head, _, place = start.partition(" ")
    if not place:
        return Span(head.ljust(4, "A") + "0" * 10, head.ljust(4, "Z") + "9" * 10)
    group, _, subgroup = place.partition("/")
    first = _position(head, group, "" if subgroup in ("", "00") else subgroup, "0")
    if _is_tag(head) and re.fullmatch("[1-9]0", subgroup):
        return Span(first, _position(head, group, subgroup[0], "9"))
    if match := _RANGE_END.fullmatch(end):
        group, subgroup = match.groups()
    return Span(first, _position(head, group, "" if subgroup in ("", "00") else subgroup, "9"))


def _position(head: str, group: str, subgroup: str, filler: str) -> str:
    return head + group.zfill(4) + subgroup.ljust(6, filler)


def _is_tag(head: str) -> bool:
    return head.startswith("Y")


def _letters(first: str, last: str) -> int:
    """A whole class is broader than any of its subclasses."""
    return 0 if first[:4] == last[:4] else 10**11

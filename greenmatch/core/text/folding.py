"""Folding: what looks or means the same becomes the same characters.

Everything is done one character at a time, through one table that fills itself: so a folded text
can be traced back to the original character by character (see :func:`fold_with_offsets`).
"""

import re
import unicodedata
from functools import cache
from importlib import resources

# Marks of the Latin, Greek and Cyrillic scripts. Marks of other scripts (Devanagari vowels, the
# voicing marks of kana) are letters in their own right and stay.
_MARKS = (
    (0x0300, 0x036F),
    (0x064B, 0x065F),
    (0x1AB0, 0x1AFF),
    (0x1DC0, 0x1DFF),
    (0x20D0, 0x20FF),
    (0xFE00, 0xFE0F),
    (0xFE20, 0xFE2F),
    (0xE0100, 0xE01EF),
)
# Letters that Unicode does not decompose although readers type them without the stroke.
_STROKED = {"ø": "o", "ł": "l", "đ": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"}


def normalise(text: str) -> str:
    """The text in its folded form: width, case, accents, invisible characters, simplified Chinese.

    Compatibility forms become plain ones (``ＣＯ₂`` → ``co2``), accents and zero-width characters
    go, traditional Chinese characters become simplified. Idempotent. The length may change.
    """
    return text.lower() if text.isascii() else _NON_ASCII.sub(_fold_run, text).lower()


def fold_with_offsets(text: str) -> tuple[str, list[int] | None]:
    """The folded text, and for each of its characters the index of its origin in ``text``.

    The list has one entry more than the folded text (the end); it is None where both run in step.
    """
    folded = normalise(text)
    if text.isascii():
        return folded, None
    if set(map(_LENGTHS.__getitem__, set(text))) == {1}:
        return folded, None
    offsets = [index for index, character in enumerate(text) for _ in range(_LENGTHS[character])]
    offsets.append(len(text))
    return folded, offsets


class _FoldTable(dict[int, str]):
    """Character number to folded text, worked out when a character is first met."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = _fold_character(chr(code))
        return folded


class _LengthTable(dict[str, int]):
    """Character to the length of what it becomes, worked out when it is first met."""

    def __missing__(self, character: str) -> int:
        length = self[character] = len(normalise(character))
        return length


def _fold_character(character: str) -> str:
    """What one character becomes; applied until nothing changes, so that folding is idempotent."""
    folded = "".join(_STROKED.get(part, part) for part in _decompose(character))
    folded = unicodedata.normalize("NFC", folded)
    folded = "".join(_simplified().get(part, part) for part in folded)
    return folded if folded == character else "".join(map(_fold_character, folded))


def _decompose(character: str) -> str:
    """Compatibility decomposition in lower case, without accents and invisible characters."""
    parts = unicodedata.normalize("NFKD", character).casefold()
    parts = unicodedata.normalize("NFKD", parts)
    return "".join(part for part in parts if not _is_dropped(part))


def _is_dropped(character: str) -> bool:
    """Whether a character is an accent or a format character (zero width, direction, hyphen)."""
    code = ord(character)
    return unicodedata.category(character) == "Cf" or any(
        first <= code <= last for first, last in _MARKS
    )


@cache
def _simplified() -> dict[str, str]:
    """Traditional Chinese characters and their simplified forms, from OpenCC's table.

    Of OpenCC only this table is used: one character for one, so positions stay, in microseconds.
    Phrase-level conversion would tell apart a few readings of the same character (乾, 著), which
    does not matter here, because documents and queries are folded alike.
    """
    table = resources.files("opencc").joinpath("dictionary/TSCharacters.txt")
    pairs = (line.split() for line in table.read_text(encoding="utf-8").splitlines())
    return {pair[0]: pair[1] for pair in pairs if len(pair) > 1 and pair[0] != pair[1]}


def _fold_run(match: re.Match[str]) -> str:
    """The folded form of a run of characters beyond ASCII."""
    return match[0].translate(_TABLE)


_TABLE = _FoldTable()
_LENGTHS = _LengthTable()
_NON_ASCII = re.compile(r"[^\x00-\x7f]+")

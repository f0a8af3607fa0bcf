"""Sentences of English and Chinese running text."""

import re

# After a full stop a sentence ends only where white space and something that can begin a sentence
# follow; the Chinese stops end one wherever they stand.
_END = re.compile(
    r"[。！？；]+[”’」』）)]*"
    r"|[.!?]+[\"'”’)\]]*(?=\s+[\"'“‘(\[]?[^\sa-z])"
    r"|\n(?=\s*(?:\n|[-*•–·#]|[^\sa-z]))"
)
# A capital letter by itself is an initial, unless it is a unit behind a number (60 °C., 5 V.).
_ABBREVIATION = re.compile(
    r"(?:\b(?:e\.g|i\.e|cf|vs|al|approx|ca|fig|figs|eq|no|nos|vol|dr|mr|mrs|ms|prof|st|inc|ltd|corp"
    r"|co|dept|est|max|min|resp|sec|ref|refs|u\.s|u\.k)|(?<![°\d/])(?<!\d\s)\b[A-Z])\.$",
    re.IGNORECASE,
)


def sentences(text: str) -> list[str]:
    """The sentences of a text in order, each stripped; list items and headings count as one."""
    found: list[str] = []
    start = 0
    for match in _END.finditer(text):
        if match[0][0] == "." and _goes_on(text[start : match.start() + 1]):
            continue
        found.append(text[start : match.end()])
        start = match.end()
    found.append(text[start:])
    return [sentence for piece in found if (sentence := piece.strip())]


def _goes_on(piece: str) -> bool:
    """Whether a full stop at the end of this piece belongs to an abbreviation or a list number."""
    return _ABBREVIATION.search(piece[-12:]) is not None or piece[:-1].strip().isdigit()

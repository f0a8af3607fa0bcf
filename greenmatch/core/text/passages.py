"""The passage of a text that answers a query best, cut into hit and plain segments."""

import re
from collections.abc import Collection, Iterator
from itertools import pairwise

from greenmatch.core.text.tokens import Token, find_tokens

Segment = tuple[str, bool]
ELLIPSIS = "…"
# A full stop inside of a number or a word ends no sentence.
_STOP = re.compile(r"[.!?](?=\s)|[。！？；\n]")


def best_passage(text: str, terms: Collection[str], width: int) -> list[Segment]:
    """About ``width`` characters of the text, as segments that say whether they were searched for.

    ``terms`` are terms as :func:`tokenise` makes them. The passage holds the most different ones
    (the first such passage), and begins at a sentence where that costs nothing; an ellipsis shows
    where it was cut. Joined, the segments are a part of the text: plain text, to be escaped.
    """
    hits = _merged(_hits(text, terms))
    start, end = _window(text, hits, width)
    segments = list(
        _segments(text, [h for h in hits if h.start < end and h.end > start], start, end)
    )
    if start > 0:
        segments.insert(0, (ELLIPSIS, False))
    if end < len(text.rstrip()):
        segments.append((ELLIPSIS, False))
    return segments


def _hits(text: str, terms: Collection[str]) -> list[Token]:
    """The tokens that were searched for, in order of place."""
    wanted = set(terms)
    # A single character of a searched Chinese word would light up all over the text.
    in_bigrams = {character for term in wanted if len(term) == 2 for character in term}
    wanted = {t for t in wanted if not (len(t) == 1 and t > "\u3000" and t in in_bigrams)}
    return find_tokens(text, frozenset(wanted))


def _merged(hits: list[Token]) -> list[Token]:
    """Overlapping and touching Chinese hits as one, so that a word is marked as a whole."""
    merged: list[Token] = []
    for hit in hits:
        if merged and hit.start < merged[-1].end:
            last = merged[-1]
            both = f"{last.term} {hit.term}"
            merged[-1] = last._replace(end=max(last.end, hit.end), term=both)
        else:
            merged.append(hit)
    return merged


def _window(text: str, hits: list[Token], width: int) -> tuple[int, int]:
    """Start and end of the passage: the window over the hits with the most different terms."""
    if len(text) <= width:
        return 0, len(text)
    best, best_value = hits[0].start if hits else 0, 0.0
    for index, first in enumerate(hits):
        within = [hit for hit in hits[index : index + 200] if hit.end <= first.start + width]
        value = len({hit.term for hit in within}) + 0.01 * min(len(within), 50)
        if value > best_value:
            best, best_value = first.start, value
    last = max((hit.end for hit in hits if hit.end <= best + width), default=best)
    start = _beginning(text, best, earliest=max(0, last - width))
    return start, _ending(text, start, min(len(text), start + width), keep=last)


def _beginning(text: str, first: int, *, earliest: int) -> int:
    """The start of the sentence of the first hit, else of a word near enough before it."""
    if earliest == 0 and first < 40:
        return 0
    stop = max((found.start() for found in _STOP.finditer(text, earliest, first)), default=-1)
    if stop < 0:
        stop = text.find(" ", max(earliest, first - 40), first)
    start = stop + 1 if stop >= 0 else first
    while start < first and text[start].isspace():
        start += 1
    return start


def _ending(text: str, start: int, end: int, *, keep: int) -> int:
    """The end of the last whole word in the window, not before ``keep``."""
    if end == len(text):
        return end
    cut = text.rfind(" ", max(keep, end - 30), end)
    return cut if cut > start else end


def _segments(text: str, hits: list[Token], start: int, end: int) -> Iterator[Segment]:
    """The window cut at the hits; the empty pieces are left out."""
    cuts = [start]
    for hit in hits:
        cuts += [max(hit.start, start), min(hit.end, end)]
    cuts.append(end)
    for index, (left, right) in enumerate(pairwise(cuts)):
        if right > left:
            yield text[left:right], index % 2 == 1

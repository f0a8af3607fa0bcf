"""Parts of texts: what stands under a Markdown heading, the first sentences."""

import re
from collections.abc import Iterator

from greenmatch.core.markup import plain_excerpt
from greenmatch.core.text import sentences

_MARK = re.compile(r"^(?:[-*•]|\d{1,2}\.)\s+")
_READ = 8
"""How many times the length wanted is read in search of it."""
_HEADING = re.compile(r"^(#{1,6})[ \t]+(.*?)[ \t#]*$", re.MULTILINE)


def section(text: str, headings: tuple[str, ...]) -> str:
    """What stands under these headings, without the headings themselves."""
    inside = [body for heading, body in _sections(text) if _is_one(heading, headings)]
    return "\n\n".join(_below_heading(body) for body in inside if body).strip()


def without(text: str, headings: tuple[str, ...]) -> str:
    """The text without these headings and what stands under them.

    Where one heading alone is left, and nothing before it, it says nothing and goes too.
    """
    parts = [(name, body) for name, body in _sections(text) if not _is_one(name, headings)]
    left = [(name, body.strip()) for name, body in parts if body.strip()]
    if len(left) == 1 and left[0][0]:
        return _below_heading(left[0][1])
    return "\n\n".join(body for _name, body in left)


def leading(text: str, longest: int) -> str:
    """Whole sentences from the beginning, at most `longest` characters, without headings.

    A first sentence that is longer alone is cut between words, with an ellipsis.
    """
    begin = _HEADING.sub("", text[: longest * _READ])
    kept = ""
    for sentence in sentences(begin):
        longer = f"{kept} {_MARK.sub('', ' '.join(sentence.split()))}".strip()
        if len(longer) > longest:
            break
        kept = longer
    return kept or plain_excerpt(begin, longest - 1)


def _sections(text: str) -> Iterator[tuple[str, str]]:
    """Heading and whole text of each part between headings of the highest level in the text.

    What stands before the first heading has an empty one.
    """
    found = list(_HEADING.finditer(text))
    highest = min((len(match[1]) for match in found), default=0)
    tops = [match for match in found if len(match[1]) == highest]
    ends = [*(match.start() for match in tops), len(text)]
    yield "", text[: ends[0]]
    for match, end in zip(tops, ends[1:], strict=True):
        yield match[2], text[match.start() : end]


def _is_one(heading: str, headings: tuple[str, ...]) -> bool:
    return heading.casefold() in {name.casefold() for name in headings}


def _below_heading(body: str) -> str:
    return body.partition("\n")[2].strip()

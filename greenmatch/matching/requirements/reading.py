"""What a need requires where nobody has listed it: read from its sentences.

Imported needs are running text. A sentence that says what must be or must not, or a limit with a
number, is taken as it stands; what speaks of the application instead of the technology is left out.
"""

import re
from collections.abc import Iterator

from greenmatch.core.text import detect_language, sentences
from greenmatch.matching.document import StatedRequirement, TextFields
from greenmatch.matching.requirements.quantities import quantities

MOST = 10
_LONGEST = {"en": 45, "zh": 90}
_MUST = re.compile(
    r"\b(?:must|shall|required|requires?|need(?:s|ed)? to|has to|have to|mandatory)\b"
    r"|必须|须|应当?|要求|不得",
    re.IGNORECASE,
)
_WISH = re.compile(
    r"\b(?:should|capable of|able to|ability to|suitable for|prefer\w*|desir\w+|at least|at most|"
    r"no (?:more|less) than|minimum|maximum)\b"
    r"|能够|可以|最好|优先|不低于|不高于|不超过|不少于|至少|以上|以内",
    re.IGNORECASE,
)
_LIMIT = re.compile(r"[<>≤≥±]")
_ABOUT_APPLYING = re.compile(
    r"\b(?:proposals?|propos(?:er|ing)s?|applicants?|applications? (?:that|must|should)|projects?|"
    r"actions? (?:should|must|under)|participation|topic|attachments?|submi\w+|consorti\w+|"
    r"offerors?|awardees?|phase (?:[i1-3]+|one|two)|deliverables?|budget|eligib\w+|"
    r"grant|funding|beneficiar\w+|work programme|annex|letters? of|commission)\b"
    r"|申请人|投标|申报|项目组",
    re.IGNORECASE,
)
_MARKS = re.compile(r"^(?:[-*•–·#>\s]+|\(?\d{1,2}[.)]\s+)|\*\*|__")


def requirements_in(text: TextFields) -> tuple[StatedRequirement, ...]:
    """What a need's text requires, in its order; those with numbers first where there are many."""
    found = list(dict.fromkeys(_found(text.running_text())))
    chosen = sorted(found, key=lambda each: not quantities(each.text))[:MOST]
    return tuple(each for each in found if each in chosen)


def _found(text: str) -> Iterator[StatedRequirement]:
    for sentence in sentences(text):
        plain = _MARKS.sub("", sentence).strip()
        if _too_long(plain) or _ABOUT_APPLYING.search(plain):
            continue
        if _MUST.search(plain):
            yield StatedRequirement(plain, "must")
        elif _WISH.search(plain) or (_LIMIT.search(plain) and quantities(plain)):
            yield StatedRequirement(plain, "prefer")


def _too_long(sentence: str) -> bool:
    language = detect_language(sentence)
    size = len(sentence) if language == "zh" else len(sentence.split())
    return not sentence or size > _LONGEST[language]

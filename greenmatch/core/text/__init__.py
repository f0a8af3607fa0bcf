"""Text as search and matching see it: folded, cut into terms, split into sentences and passages."""

from greenmatch.core.text.folding import normalise
from greenmatch.core.text.language import detect_language
from greenmatch.core.text.lines import one_line
from greenmatch.core.text.passages import Segment, best_passage
from greenmatch.core.text.sentences import sentences
from greenmatch.core.text.tokens import (
    Token,
    positioned,
    spaced_words,
    stem,
    tokenise,
    tokens,
    words,
)

__all__ = [
    "Segment",
    "Token",
    "best_passage",
    "detect_language",
    "normalise",
    "one_line",
    "positioned",
    "sentences",
    "spaced_words",
    "stem",
    "tokenise",
    "tokens",
    "words",
]

"""Lines of text: what stands on one line everywhere is kept as one."""

import re

_BREAK = re.compile(r"\s*[\n\r\v\f\x85\u2028\u2029]\s*")


def one_line(text: str) -> str:
    """The text with each line break, and the blanks around it, folded to one blank."""
    return _BREAK.sub(" ", text).strip()

"""Numbers as people type them into a field."""

import re

NUMBER = r"[+\-−]?(?:\d{1,3}(?:[ ,]\d{3})+|\d+)(?:[.,]\d+)?(?:[eE][+\-−]?\d+)?"
"""A number with or without separators of thousands, decimals behind a point or a comma."""
BETWEEN = r"\s*(?:-|–|—|to|~|至|到|\.\.)\s*"
"""What stands between the two ends of a range."""
# With three digits behind it a comma is one of thousands, but not behind a 0 alone.
_THOUSANDS = re.compile(r"(?<=[1-9]),(?=\d{3}(?!\d))|(?<=\d\d),(?=\d{3}(?!\d))| ")


def read_number(text: str) -> float:
    """The value of a :data:`NUMBER`; ValueError where it is none."""
    return float(_THOUSANDS.sub("", text).replace("−", "-").replace(",", "."))

"""How people say that a number is a limit, a range or a rate, in English and Chinese."""

import re

_ABOUT = r"\s*(?:about|around|approximately|approx\.?|ca\.?|a|an|约|大约|等于)?\s*$"


def _ending_in(*phrases: str) -> re.Pattern[str]:
    """A pattern for a text that ends in one of these phrases, perhaps with an "about"."""
    return re.compile(f"(?:{'|'.join(phrases)}){_ABOUT}", re.IGNORECASE)


REACH = _ending_in(
    "up to",
    "as high as",
    "maximum(?: of)?",
    r"max\.?",
    "最高可达",
    "最高达?",
    "最大可?达?",
    "可达到?",
    "高达",
)
ABOVE = _ending_in(
    "(?<!no )(?<!not )more than",
    "over",
    "above",
    "at least",
    "greater than",
    "exceed(?:s|ing)?",
    "higher than",
    "no less than",
    "not less than",
    "minimum(?: of)?",
    r"min\.?",
    ">=?",
    "≥",
    "不低于",
    "不少于",
    "不小于",
    "(?<!不)大于",
    "(?<!不)高于",
    "(?<!不)超过",
    "至少",
)
BELOW = _ending_in(
    "(?<!no )(?<!not )less than",
    "below",
    "under",
    "at most",
    "lower than",
    "no more than",
    "not more than",
    "not exceeding",
    "<=?",
    "≤",
    "不高于",
    "不超过",
    "不大于",
    "(?<!不)小于",
    "(?<!不)低于",
    "(?<!不)少于",
    "至多",
)
AND_MORE = re.compile(r"\s*(?:以上|(?:or|and) (?:more|above|higher|longer))", re.IGNORECASE)
AND_LESS = re.compile(r"\s*(?:以下|以内|之内|(?:or|and) (?:less|below|lower|under))", re.IGNORECASE)
RANGE = re.compile(r"\s*(?:-|–|—|~|〜|to|and|至|到)\s*", re.IGNORECASE)
"""What stands between the two ends of a range."""
TOLERANCE = re.compile(r"\s*(?:±|\+/-|\+-)\s*")
SPAN = re.compile(r"\brange\b|\bfrom\b|\bavailable\b|范围|适用", re.IGNORECASE)
"""What says that everything between two numbers is possible."""
TIME_BEFORE = (
    ("day", re.compile(r"(?:日|每天|daily)[^\d，。,;；]{0,12}$")),
    ("year", re.compile(r"(?:年|annual(?:ly)?)[^\d，。,;；]{0,12}$")),
)
"""What makes a number before which it stands one per day or year ("日处理能力为300立方米")."""

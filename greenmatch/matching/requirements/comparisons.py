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
_MORE = (
    r"\b(?:more|greater|higher|longer|later) than",
    r"\bover",
    r"\babove",
    r"\bexceed(?:s|ed|ing)?",
    r"\b(?:rises?|rose|goes|go) (?:above|over)",
    "大于",
    "高于",
    "超过",
)
_LESS = (
    r"\b(?:less|fewer|lower|shorter|smaller) than",
    r"\bbelow",
    r"\bunder",
    r"\b(?:falls?|fell|drops?|dropped|sinks?|goes|go) (?:below|under)",
    "小于",
    "低于",
    "少于",
)
_NOT = r"(?:\b(?:no|not|never|cannot) |不会?|未|没有)"
ABOVE = _ending_in(*_MORE)
BELOW = _ending_in(*_LESS)
# To be asked before the two above: what is not below is at least that.
AT_LEAST = _ending_in(
    *(_NOT + words for words in _LESS), "at least", "minimum(?: of)?", r"min\.?", ">=?", "≥", "至少"
)
AT_MOST = _ending_in(
    *(_NOT + words for words in _MORE), "at most", "within", "<=?", "≤", "至多", "不到", "不足"
)
AND_MORE = re.compile(r"\s*(?:以上|(?:or|and) (?:more|above|higher|longer))", re.IGNORECASE)
AND_LESS = re.compile(r"\s*(?:以下|以内|之内|(?:or|and) (?:less|below|lower|under))", re.IGNORECASE)
RANGE = re.compile(r"\s*(?:-|–|—|~|〜|to|and|至|到)\s*", re.IGNORECASE)
"""What stands between the two ends of a range."""
CHANGED_ZH = re.compile(
    r"\s*(?:的\w{1,4})?(?:降低|下降|降|减少|缩短|提高|提升|增加|上升|升高|升)(?:到|至|为)\s*(?:约)?\s*"
)
CHANGED_TO = re.compile(r"[^.,;\d]{0,40}\bto\s+(?:only |just |about )?", re.IGNORECASE)
CHANGED = re.compile(
    r"\b(?:reduc|cut|lower|shorten|rais|increas|improv|fall|fell|drop|rise|rose|grow|grew|shrink|brought|bring|took)\w*"
    r"\b[^.;]{0,60}\bfrom\s*$",
    re.IGNORECASE,
)
"""What says of two numbers that the first is what was before."""
TOLERANCE = re.compile(r"\s*(?:±|\+/-|\+-)\s*")
SPAN = re.compile(
    r"\bcan be (?:moved|varied|set|adjusted|controlled)\b|"
    r"\brange\b|\branges\b|\bfrom\b|\bavailable\b|\badjustable\b|\boperates?\b|\bworks?\b|范围|适用|可在|在\s*$|从|自",
    re.IGNORECASE,
)
"""What says before two numbers that everything between them is possible."""
SPAN_AFTER = re.compile(
    r"\s*(?:(?:之间)?(?:可|任意|连续|灵活)(?:调|选|设|配置|定制)"
    r"|are (?:reached|possible|available|offered)|(?:adjustable|selectable|configurable)\b)",
    re.IGNORECASE,
)
"""The same behind them."""

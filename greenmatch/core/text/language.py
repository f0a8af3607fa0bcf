"""Which of the two languages of the site a text is written in."""

import re
from typing import Literal

Language = Literal["en", "zh"]

_HAN = re.compile("[㐀-䶿一-鿿豈-﫿\U00020000-\U0003ffff]")
_OTHER_LETTERS = re.compile("[^\\W\\d_㐀-䶿一-鿿豈-﫿\U00020000-\U0003ffff]")
_SAMPLE = 4_000


def detect_language(text: str) -> Language:
    """``zh`` where at least a fifth of the letters are Chinese, else ``en``.

    A fifth, because Chinese technical texts carry many Latin names and units, while an English
    text rarely carries more than a Chinese name or two.
    """
    sample = text[:_SAMPLE]
    han = len(_HAN.findall(sample))
    return "zh" if han and han * 4 >= len(_OTHER_LETTERS.findall(sample)) else "en"

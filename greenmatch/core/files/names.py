"""What people called a file, made fit to be shown and to be offered as a download's name."""

import re
import unicodedata

LONGEST_NAME = 120
_SEPARATORS = re.compile(r"[\\/]")
# What one operating system or another does not take in a name.
_FORBIDDEN = re.compile(r'[<>:"|?*%\s]+')
# Controls, invisible and direction-turning characters, lone surrogates, unassigned ones.
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def clean_file_name(name: str | None, suffix: str, fallback: str = "file") -> str:
    """The name without path, hidden characters and old suffix, shortened, with the true suffix.

    `suffix` (".pdf") follows from the content, so a name cannot pretend to be something else.
    """
    last = _SEPARATORS.split(name or "")[-1]
    visible = "".join(
        " " if letter.isspace() else letter
        for letter in unicodedata.normalize("NFC", last)
        if letter.isspace() or unicodedata.category(letter) not in _HIDDEN
    )
    stem = re.sub(r"\.[A-Za-z0-9]{1,5}$", "", visible)
    words = _FORBIDDEN.sub(" ", stem).strip(" .")
    return (words[: LONGEST_NAME - len(suffix)].rstrip(" .") or fallback) + suffix


def suffix_of(name: str | None) -> str:
    """The last suffix of a name in lower case with its dot, or nothing."""
    found = re.search(r"\.[A-Za-z0-9]{1,10}$", name or "")
    return found[0].lower() if found else ""

"""What changed between two contents, field by field and word by word."""

import difflib
import re
from dataclasses import dataclass

from greenmatch.catalogue.content import Content
from greenmatch.catalogue.presentation.fields import FieldText, field_texts

# Words with the blanks behind them; every Chinese character is a word.
_WORDS = re.compile(r"[\u3400-\u9fff]|[^\s\u3400-\u9fff]+\s*|\s+")
_LONGEST = 4_000  # words; beyond, comparing word by word costs seconds and helps nobody


@dataclass(frozen=True)
class FieldDifference:
    """A field that differs; `segments` are (same | old | new, text), or None where too long."""

    key: str
    label: str
    old: str
    new: str
    segments: tuple[tuple[str, str], ...] | None


def differences(old: Content | None, new: Content, language: str) -> list[FieldDifference]:
    """The fields in which two contents differ; every filled one where there is no old."""
    before = {field.key: field for field in field_texts(old, language)} if old else {}
    after = {field.key: field for field in field_texts(new, language)}
    keys = [*after, *(key for key in before if key not in after)]
    rows = [_compare(before.get(key), after.get(key)) for key in keys]
    return [row for row in rows if row.old != row.new]


def _compare(old: FieldText | None, new: FieldText | None) -> FieldDifference:
    label = new or old
    assert label is not None  # noqa: S101 - a key comes from one of the two
    before, after = (old.text if old else ""), (new.text if new else "")
    segments = _segments(before, after) if before and after and before != after else None
    return FieldDifference(label.key, label.label, before, after, segments)


def _segments(old: str, new: str) -> tuple[tuple[str, str], ...] | None:
    before, after = _WORDS.findall(old), _WORDS.findall(new)
    if len(before) + len(after) > _LONGEST:
        return None
    found: list[tuple[str, str]] = []
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    for operation, i, j, k, m in matcher.get_opcodes():
        if operation == "equal":
            found.append(("same", "".join(before[i:j])))
            continue
        if i < j:
            found.append(("old", "".join(before[i:j])))
        if k < m:
            found.append(("new", "".join(after[k:m])))
    return tuple(found)

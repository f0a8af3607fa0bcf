"""A version beside what is public, field by field, as a moderator reads it."""

from dataclasses import dataclass

from greenmatch.catalogue.content import Content
from greenmatch.catalogue.presentation import FieldDifference, differences, field_texts
from greenmatch.catalogue.services.drafting import kind_of
from greenmatch.core.i18n import current_language
from greenmatch.moderation.fields import form_field


@dataclass(frozen=True)
class ReviewRow:
    """A field of the version; `field` is the form's field that notes belong to, if any.

    `difference` is None where the public version has the same. Of several rows of one form's
    field (two languages) only the first takes the note.
    """

    key: str
    label: str
    text: str
    field: str | None
    difference: FieldDifference | None


@dataclass(frozen=True)
class Comparison:
    """What a version changes, what it leaves as it is, and what it says nothing about.

    Of a first version all that it says counts as changed.
    """

    changed: tuple[ReviewRow, ...]
    same: tuple[ReviewRow, ...]
    empty: tuple[ReviewRow, ...]


def compare(old: Content | None, new: Content) -> Comparison:
    """The version `new` beside the public content, if there is one."""
    language = current_language()
    found = {each.key: each for each in differences(old, new, language)}
    rows = [*_rows_of(new, found), *_removed(new, found)]
    changed = [row for row in rows if row.difference is not None]
    same = [row for row in rows if row.difference is None and row.text]
    empty = [row for row in rows if row.difference is None and not row.text]
    taken: set[str | None] = set()
    return Comparison(_once(changed, taken), _once(same, taken), _once(empty, taken))


def _rows_of(new: Content, found: dict[str, FieldDifference]) -> list[ReviewRow]:
    kind = kind_of(new)
    rows = []
    for each in field_texts(new, current_language()):
        field, difference = form_field(kind, each.key), found.get(each.key)
        if each.text or difference is not None or field is not None:
            rows.append(ReviewRow(each.key, each.label, each.text, field, difference))
    return rows


def _removed(new: Content, found: dict[str, FieldDifference]) -> list[ReviewRow]:
    """What only the public version has (a whole language, say)."""
    known = {each.key for each in field_texts(new, current_language())}
    kind = kind_of(new)
    return [
        ReviewRow(key, each.label, "", form_field(kind, key), each)
        for key, each in found.items()
        if key not in known
    ]


def _once(rows: list[ReviewRow], taken: set[str | None]) -> tuple[ReviewRow, ...]:
    """The rows, each form's field named in the first of them only."""
    kept = []
    for row in rows:
        first = row.field not in taken
        taken.add(row.field)
        kept.append(
            ReviewRow(row.key, row.label, row.text, row.field if first else None, row.difference)
        )
    return tuple(kept)

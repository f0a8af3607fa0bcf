"""What steps with repeatable rows have in common, and the readiness levels they offer."""

from typing import Any

import msgspec
from wtforms import FieldList, FormField
from wtforms.validators import StopValidation

from greenmatch.catalogue.content import Content
from greenmatch.catalogue.forms.rows import Row
from greenmatch.catalogue.forms.step import StepForm
from greenmatch.core.i18n import _, current_language
from greenmatch.taxonomy import enumeration

ROWS_LIMIT = 30
# An import may have brought more rows; what is beyond this was never a person's.
MOST_ROWS = 300


def level_choices() -> list[tuple[str, str]]:
    """Readiness levels with their meaning; "" is unknown."""
    language = current_language()
    levels = [(level.code, f"{level.code}: {level.name(language)}") for level in enumeration("trl")]
    return [("", _("Unknown")), *levels]


class RowList(FieldList):  # type: ignore[type-arg]
    """Rows that come and go; rows too many are shown and refused, never dropped in silence."""

    def __init__(self, row: type[Row], label: str, **options: Any) -> None:
        super().__init__(FormField(row), label, [few_enough], **options)

    def process(self, *arguments: Any, **options: Any) -> None:
        """Take the rows that were typed or stored."""
        self.max_entries = MOST_ROWS
        super().process(*arguments, **options)
        self.max_entries = ROWS_LIMIT

    @property
    def full(self) -> bool:
        """Whether no row may be added."""
        return len(self.entries) >= ROWS_LIMIT


def few_enough(_form: Any, field: RowList) -> None:
    """Stop where there are too many rows."""
    if len(field.entries) > ROWS_LIMIT:
        raise StopValidation(_("Give at most %(limit)d rows.", limit=ROWS_LIMIT))


class RowsForm(StepForm):
    """A step whose main field is a list of rows."""

    rows_field = ""

    @classmethod
    def show(cls, content: Content) -> dict[str, Any]:
        """The values that the form starts with."""
        rows = [msgspec.structs.asdict(row) for row in getattr(content, cls.rows_field)]
        return {**super().show(content), cls.rows_field: rows}

    def take(self, content: Content) -> Content:
        """The content with the rows in which something was typed."""
        entries = (entry.form for entry in getattr(self, self.rows_field))
        rows = tuple(form.value_of() for form in entries if form.filled)
        return msgspec.structs.replace(super().take(content), **{self.rows_field: rows})

"""What steps with repeatable rows have in common, and the readiness levels they offer."""

from typing import Any

import msgspec

from greenmatch.catalogue.content import Content
from greenmatch.catalogue.forms.step import StepForm
from greenmatch.core.i18n import _, current_language
from greenmatch.taxonomy import enumeration

ROWS_LIMIT = 30


def level_choices() -> list[tuple[str, str]]:
    """Readiness levels with their meaning; "" is unknown."""
    language = current_language()
    levels = [(level.code, f"{level.code}: {level.name(language)}") for level in enumeration("trl")]
    return [("", _("Unknown")), *levels]


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

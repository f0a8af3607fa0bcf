"""What forms say of values that WTForms itself refuses, in our words and languages."""

from typing import Any

from greenmatch.core.i18n import _l

_OURS = {
    "Invalid Choice: could not coerce.": _l("Choose one of these."),
    "Not a valid choice.": _l("Choose one of these."),
    "'%(value)s' is not a valid choice for this field.": _l("Choose among these."),
    "Not a valid date value.": _l("Write the day as 2026-05-31."),
    "This field is required.": _l("Please fill this in."),
}


class Messages:
    """WTForms' translations with our words in front; what we have none for stays theirs."""

    def __init__(self, theirs: Any) -> None:
        self._theirs = theirs

    def gettext(self, message: str) -> str:
        """The message in the reader's language."""
        ours = _OURS.get(message)
        return str(ours) if ours is not None else str(self._theirs.gettext(message))

    def ngettext(self, singular: str, plural: str, number: int) -> str:
        """The message in the form that fits the number."""
        ours = _OURS.get(singular)
        if ours is not None:
            return str(ours)
        return str(self._theirs.ngettext(singular, plural, number))

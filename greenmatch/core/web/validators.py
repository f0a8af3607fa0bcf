"""Validators that several features' forms share."""

from typing import Any

from wtforms import Field
from wtforms.validators import InputRequired, StopValidation

from greenmatch.core.i18n import _, _l


class Required(InputRequired):
    """Something must have been filled in; blanks are nothing."""

    def __init__(self) -> None:
        super().__init__(message=_l("Please fill this in."))

    def __call__(self, form: Any, field: Field) -> None:
        """Stop where nothing is left once the text has been cleaned."""
        super().__call__(form, field)
        if not field.data:
            raise StopValidation(str(self.message))


class Ticked(InputRequired):
    """A box must have been ticked."""

    def __call__(self, form: Any, field: Field) -> None:
        """Stop where it was not."""
        if not field.data:
            raise StopValidation(str(self.message))


def has_letters(_form: Any, field: Field) -> None:
    """Stop where a text holds signs and pictures only, so that nobody could say it."""
    if field.data and not any(letter.isalnum() for letter in field.data):
        raise StopValidation(_("Use some letters or digits."))


def is_name(form: Any, field: Field) -> None:
    """Stop where a name could not be one.

    Names stand in mails to people who did not ask for them: no web address may travel so.
    """
    has_letters(form, field)
    name = (field.data or "").casefold()
    if "://" in name or "www." in name:
        raise StopValidation(_("A name holds no web address."))
    if "\n" in name:
        raise StopValidation(_("A name stands on one line."))

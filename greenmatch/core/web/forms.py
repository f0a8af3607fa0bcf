"""Forms: one base that cleans what was typed and never loses it."""

import re
import secrets
import unicodedata
from typing import Any

from flask_wtf import FlaskForm
from flask_wtf.file import FileField, MultipleFileField
from wtforms import Field, HiddenField
from wtforms.validators import Length, StopValidation

from greenmatch.core.i18n import _
from greenmatch.core.text import one_line
from greenmatch.core.web.messages import Messages

__all__ = [
    "FileField",
    "FormToken",
    "MultipleFileField",
    "PlatformForm",
    "at_most",
    "clean_text",
    "filled",
    "new_token",
]

# Invisible characters with a meaning in some scripts (joiners) stay; those that only hide or
# turn text around (zero width space, bidi overrides, byte order mark) go.
_HIDDEN = dict.fromkeys(
    [0x200B, 0x2060, 0xFEFF, 0x00AD, *range(0x202A, 0x202F), *range(0x2066, 0x206A)]
)


def clean_text(value: str | None) -> str | None:
    """Text in NFC without control characters, hidden characters and outer blanks."""
    if value is None:
        return None
    text = unicodedata.normalize("NFC", value.replace("\r\n", "\n").replace("\r", "\n"))
    text = text.translate(_HIDDEN)
    kept = (c for c in text if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs"))
    return "".join(kept).strip()


def clean_line(value: str | None) -> str | None:
    """The same for a field of one line: a browser sends no line break from it, a script may."""
    text = clean_text(value)
    return text and one_line(text)


class Cleaning:
    """Part of a form's Meta: cleans what was typed into every text field, and speaks our words."""

    def get_translations(self, form: Any) -> Messages:
        """What the form says where WTForms itself refuses a value."""
        return Messages(super().get_translations(form))  # type: ignore[misc]

    def bind_field(self, form: Any, unbound_field: Any, options: dict[str, Any]) -> Field:
        """The field, with our cleaning in front of its own filters."""
        filters = list(unbound_field.kwargs.get("filters", ()))
        clean = _CLEANERS.get(unbound_field.field_class.__name__)
        if clean is not None and clean not in filters:
            unbound_field.kwargs["filters"] = [clean, *filters]
        return unbound_field.bind(form=form, **options)  # type: ignore[no-any-return]


class PlatformForm(FlaskForm):  # type: ignore[misc]
    """A form whose text fields are cleaned and whose errors stand next to their fields."""

    form_errors: list[str]

    class Meta(Cleaning, FlaskForm.Meta):  # type: ignore[misc]
        """Flask-WTF's settings (CSRF, translations) and our cleaning."""

    class RowMeta(Cleaning, FlaskForm.Meta):  # type: ignore[misc]
        """The same for a row inside of a form, which needs no token of its own."""

        csrf = False

    def refuse(self, fields: dict[str, list[str]]) -> None:
        """Put a service's messages next to the fields that caused them."""
        for name, messages in fields.items():
            field = self._fields.get(name)
            if field is not None:
                field.errors = [*field.errors, *messages]
            else:
                self.form_errors = [*self.form_errors, *messages]


_CLEANERS = {
    "TextAreaField": clean_text,
    **dict.fromkeys(("StringField", "EmailField", "URLField", "SearchField"), clean_line),
}


def new_token() -> str:
    """A token for a form of one button; `FormToken` makes its own."""
    return secrets.token_urlsafe(20)


class FormToken(HiddenField):
    """A random text that makes two sendings of one form the same; None where it is not ours."""

    def __init__(self, **options: Any) -> None:
        super().__init__(default=new_token, **options)

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Take what has the form of our tokens only."""
        text = str(valuelist[0]) if valuelist else ""
        self.data = text if re.fullmatch(r"[\w-]{20,40}", text, re.ASCII) else None


def filled(field: Field) -> str:
    """What was typed into a text field; empty where nothing was."""
    return field.data or ""


def at_most(limit: int) -> Length:
    """A validator for a text's greatest length, with a message that says both numbers."""
    return TextLength(max=limit)


class TextLength(Length):
    """A length limit whose message says how long the text is."""

    def __call__(self, form: Any, field: Field) -> None:
        """Stop when the text is too long or too short."""
        length = len(field.data or "")
        if self.max >= 0 and length > self.max:
            raise StopValidation(
                _(
                    "Use at most %(limit)d characters; this has %(length)d.",
                    limit=self.max,
                    length=length,
                )
            )
        if length < self.min:
            raise StopValidation(_("Use at least %(limit)d characters.", limit=self.min))

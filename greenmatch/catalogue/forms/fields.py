"""Field types of the listing's forms."""

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from wtforms import Field, SelectField, SelectMultipleField
from wtforms.form import BaseForm
from wtforms.validators import StopValidation
from wtforms.widgets import TextInput

from greenmatch.core.i18n import LANGUAGES, _, current_language
from greenmatch.core.web.forms import clean_text
from greenmatch.taxonomy import country_name, normalise_country, offices, protection_name
from greenmatch.taxonomy.enumerations import enumeration

_BETWEEN = re.compile(r"[,;，；、\n]+")
Choices = list[tuple[str, str]]


def enumeration_choices(name: str, *, empty: bool = True, prompt: str = "") -> Choices:
    """An enumeration's values for a choice field, in the reader's language.

    The empty value comes first, as `prompt` or else "Unknown".
    """
    language = current_language()
    first: Choices = [("", str(prompt) or _("Unknown"))] if empty else []
    return first + [(choice.code, choice.name(language)) for choice in enumeration(name)]


class EnumField(SelectField):
    """A choice out of an enumeration of the taxonomy; "" is unknown, or asks to choose."""

    def __init__(
        self, label: str, *, name_of: str, empty: bool = True, prompt: str = "", **options: Any
    ) -> None:
        super().__init__(
            label,
            choices=lambda: enumeration_choices(name_of, empty=empty, prompt=prompt),
            **options,
        )


class EnumsField(SelectMultipleField):
    """Any number of choices out of an enumeration of the taxonomy."""

    def __init__(self, label: str, *, name_of: str, **options: Any) -> None:
        super().__init__(
            label, choices=lambda: enumeration_choices(name_of, empty=False), **options
        )


class ListField(Field):
    """Several short texts in one box, separated by commas; its data is a tuple."""

    widget = TextInput()
    data: tuple[str, ...] | None
    limit = 50
    length = 120

    def __init__(
        self, label: str, *, limit: int | None = None, length: int | None = None, **options: Any
    ) -> None:
        super().__init__(label, **options)
        self.limit = limit or self.limit
        self.length = length or self.length

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return self.written(self.data or ())

    def written(self, values: Iterable[str]) -> str:
        """The values as somebody would type them."""
        return ("、" if current_language() == "zh" else ", ").join(values)

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Take the text apart; each text once."""
        if valuelist:
            parts = (part.strip() for part in _BETWEEN.split(clean_text(str(valuelist[0])) or ""))
            self.data = tuple(dict.fromkeys(part for part in parts if part))

    def pre_validate(self, form: BaseForm) -> None:
        """Refuse too many and too long texts."""
        values: Sequence[str] = self.data or ()
        if len(values) > self.limit:
            raise StopValidation(
                _("Give at most %(limit)d, separated by commas.", limit=self.limit)
            )
        if any(len(value) > self.length for value in values):
            raise StopValidation(
                _("Each may have at most %(limit)d characters.", limit=self.length)
            )


class CodesField(ListField):
    """Names or codes in one box that stand for codes; its data is a tuple of codes."""

    def __init__(
        self,
        label: str,
        *,
        read: Callable[[str], str | None],
        write: Callable[[str, str], str],
        unknown: Callable[[str], str],
        **options: Any,
    ) -> None:
        super().__init__(label, **options)
        self.read, self.write, self.unknown = read, write, unknown
        self.not_understood: list[str] = []

    def written(self, values: Iterable[str]) -> str:
        """The codes by name in the reader's language."""
        return super().written(self.write(code, current_language()) for code in values)

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Take the names apart and find their codes."""
        super().process_formdata(valuelist)
        found = [(name, self.read(name)) for name in self.data or ()]
        self.not_understood = [name for name, code in found if code is None]
        self.data = tuple(dict.fromkeys(code for _name, code in found if code))

    def pre_validate(self, form: BaseForm) -> None:
        """Refuse names that nobody knows, and say which."""
        if self.not_understood:
            raise StopValidation(self.unknown(", ".join(self.not_understood)[:200]))
        super().pre_validate(form)


def countries_field(label: str, **options: Any) -> CodesField:
    """A field for several countries by name in English or Chinese, or by code."""
    return CodesField(
        label,
        read=normalise_country,
        write=country_name,
        unknown=lambda names: _("These countries are not known: %(names)s", names=names),
        limit=250,
        **options,
    )


def protection_field(label: str, **options: Any) -> CodesField:
    """A field for several countries and patent offices of several countries."""
    return CodesField(
        label,
        read=read_protection,
        write=protection_name,
        unknown=lambda names: _("These offices or countries are not known: %(names)s", names=names),
        limit=250,
        **options,
    )


def read_protection(name: str) -> str | None:
    """The code of an office (by code or name) or a country; None where it is neither."""
    for office in offices():
        names = {office.code.casefold(), *(office.name(lang).casefold() for lang in LANGUAGES)}
        if name.casefold() in names:
            return office.code
    return normalise_country(name)

"""What a step's form is: it shows a part of a content and gives a content back."""

from collections.abc import Iterable
from typing import Any, ClassVar, TypeVar

import msgspec
from wtforms import HiddenField

from greenmatch.catalogue.content import Content, TextBlock, original_text
from greenmatch.core.fingerprint import fingerprint
from greenmatch.core.web.forms import FormToken, PlatformForm

T = TypeVar("T")


def seen_edits(text: str | None) -> int:
    """The number of edits that a hidden field carries; 0, which no version has, for nonsense."""
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 9 else 0


class StepForm(PlatformForm):
    """A form for some fields of a content.

    `texts` are fields of the original language's text block, `plain` fields of the content
    itself; what needs more than that, a step does in `show` and `take`.
    """

    texts: ClassVar[tuple[str, ...]] = ()
    plain: ClassVar[tuple[str, ...]] = ()

    seen = HiddenField(default="0")
    shown = HiddenField()
    token = FormToken()

    @classmethod
    def for_content(cls, content: Content) -> "type[StepForm]":
        """The form's class for a content, where its fields depend on it."""
        return cls

    @property
    def seen_edits(self) -> int:
        """The number of edits that the form was opened with."""
        return seen_edits(self.seen.data)

    @classmethod
    def mark(cls, content: Content) -> str:
        """A short text that is another one as soon as what the form shows is."""
        return fingerprint(f"{name}={value!r}" for name, value in cls.show(content).items())

    @classmethod
    def show(cls, content: Content) -> dict[str, Any]:
        """The values that the form starts with."""
        text = original_text(content)
        return {
            **{name: getattr(text, name) for name in cls.texts},
            **{name: getattr(content, name) for name in cls.plain},
        }

    def take(self, content: Content) -> Content:
        """The content with what was typed."""
        plain = {name: self._fields[name].data for name in self.plain}
        values = {
            name: in_order(value, getattr(content, name)) if isinstance(value, list) else value
            for name, value in plain.items()
        }
        return msgspec.structs.replace(self.take_texts(content), **values)

    def take_texts(self, content: Content) -> Content:
        """The content with the original language's texts replaced by what was typed."""
        if not self.texts:
            return content
        fields = {name: self._fields[name] for name in self.texts if name in self._fields}
        typed = {name: field.data or EMPTY.get(name, "") for name, field in fields.items()}
        block = msgspec.structs.replace(original_text(content), **typed)
        return with_text(content, content.original, block)

    def help_from(self, content: Content) -> None:
        """Adapt the form to the content (suggestions, fields that it does not need)."""


def in_order(chosen: Iterable[T], before: Iterable[T]) -> tuple[T, ...]:
    """What was chosen, in the order that it had before: the page's order would be a change."""
    ticked = list(chosen)
    kept = [value for value in before if value in ticked]
    return (*kept, *(value for value in ticked if value not in kept))


EMPTY: dict[str, Any] = {"keywords": ()}


def with_text(content: Content, language: str, block: TextBlock) -> Content:
    """The content with its texts in a language replaced; an empty block is left out."""
    texts = {key: value for key, value in content.texts.items() if key != language}
    if block != TextBlock():
        texts[language] = block
    return msgspec.structs.replace(content, texts=texts)

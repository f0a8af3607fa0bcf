"""What a step's form is: it shows a part of a content and gives a content back."""

from typing import Any, ClassVar

import msgspec
from wtforms import HiddenField

from greenmatch.catalogue.content import Content, TextBlock, original_text
from greenmatch.core.web.forms import PlatformForm


class StepForm(PlatformForm):
    """A form for some fields of a content.

    `texts` are fields of the original language's text block, `plain` fields of the content
    itself; what needs more than that, a step does in `show` and `take`.
    """

    texts: ClassVar[tuple[str, ...]] = ()
    plain: ClassVar[tuple[str, ...]] = ()

    seen = HiddenField(default="0")

    @property
    def seen_edits(self) -> int:
        """The number of edits that the form was opened with."""
        text = self.seen.data or "0"
        return int(text) if text.isdecimal() and len(text) < 9 else 0

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
        plain = {name: getattr(self, name).data for name in self.plain}
        values = {name: tuple(v) if isinstance(v, list) else v for name, v in plain.items()}
        return msgspec.structs.replace(self.take_texts(content), **values)

    def take_texts(self, content: Content) -> Content:
        """The content with the original language's texts replaced by what was typed."""
        if not self.texts:
            return content
        typed = {name: getattr(self, name).data or EMPTY.get(name, "") for name in self.texts}
        block = msgspec.structs.replace(original_text(content), **typed)
        return with_text(content, content.original, block)

    def help_from(self, content: Content) -> None:
        """Adapt the form to the content (suggestions, fields that it does not need)."""


EMPTY: dict[str, Any] = {"keywords": ()}


def with_text(content: Content, language: str, block: TextBlock) -> Content:
    """The content with its texts in a language replaced; an empty block is left out."""
    texts = {key: value for key, value in content.texts.items() if key != language}
    if block != TextBlock():
        texts[language] = block
    return msgspec.structs.replace(content, texts=texts)

"""The step in which the texts are given in the other language."""

from typing import Any

import msgspec
from wtforms import StringField, TextAreaField

from greenmatch.catalogue.completeness import (
    DESCRIPTION_LIMIT,
    KEYWORDS_LIMIT,
    SUMMARY_LIMIT,
    TITLE_LIMIT,
)
from greenmatch.catalogue.content import Content, TextBlock
from greenmatch.catalogue.forms.classification import KEYWORD_LENGTH
from greenmatch.catalogue.forms.fields import ListField
from greenmatch.catalogue.forms.step import EMPTY, StepForm, with_text
from greenmatch.core.i18n import LANGUAGES, _, _l
from greenmatch.core.web.forms import at_most


class TranslationForm(StepForm):
    """The same texts in the other language; all of it is optional."""

    own: tuple[str, ...] = ()

    title = StringField(_l("Title"), [at_most(TITLE_LIMIT)])
    summary = TextAreaField(_l("Summary"), [at_most(SUMMARY_LIMIT)])
    keywords = ListField(_l("Keywords"), limit=KEYWORDS_LIMIT, length=KEYWORD_LENGTH)
    problem = TextAreaField(_l("Problem"), [at_most(DESCRIPTION_LIMIT)])

    @classmethod
    def show(cls, content: Content) -> dict[str, Any]:
        """The values that the form starts with."""
        block = content.texts.get(other_language(content), TextBlock())
        return {name: getattr(block, name) for name in cls.own}

    def take(self, content: Content) -> Content:
        """The content with the other language's texts."""
        language = other_language(content)
        typed = {name: getattr(self, name).data or EMPTY.get(name, "") for name in self.own}
        block = content.texts.get(language, TextBlock())
        return with_text(content, language, msgspec.structs.replace(block, **typed))

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether each field is sound, and texts do not stand there without a title."""
        sound = super().validate(extra_validators)
        if any(getattr(self, name).data for name in self.own) and not self.title.data:
            self.refuse({"title": [_("Give the title in this language too.")]})
            return False
        return bool(sound)


class TechnologyTranslationForm(TranslationForm):
    """A technology's texts in the other language."""

    own = ("title", "summary", "keywords", "problem", "how_it_works", "novelty", "partner_sought")

    how_it_works = TextAreaField(_l("How it works"), [at_most(DESCRIPTION_LIMIT)])
    novelty = TextAreaField(_l("What is new"), [at_most(DESCRIPTION_LIMIT)])
    partner_sought = TextAreaField(_l("Partner sought"), [at_most(1_000)])


class NeedTranslationForm(TranslationForm):
    """A need's texts in the other language."""

    own = ("title", "summary", "keywords", "problem", "outcome", "site_conditions")

    outcome = TextAreaField(_l("Desired outcome"), [at_most(DESCRIPTION_LIMIT)])
    site_conditions = TextAreaField(_l("Site conditions"), [at_most(2_000)])


def other_language(content: Content) -> str:
    """The language that the listing was not written in."""
    return next(code for code in LANGUAGES if code != content.original)

"""The steps in which a listing is described in words."""

from typing import Any

import msgspec
from wtforms import SelectField, StringField, TextAreaField

from greenmatch.catalogue.completeness import DESCRIPTION_LIMIT, SUMMARY_LIMIT, TITLE_LIMIT
from greenmatch.catalogue.content import Content, original_text
from greenmatch.catalogue.forms.step import StepForm
from greenmatch.core.i18n import LANGUAGE_NAMES, LANGUAGES, _, _l
from greenmatch.core.web.forms import at_most
from greenmatch.core.web.validators import Required, has_letters

STORED_LIMIT = 50_000
LANGUAGE_CHOICES = {code: LANGUAGE_NAMES[code] for code in LANGUAGES}


class BasicsForm(StepForm):
    """Title, summary, and the language that the listing is written in."""

    texts = ("title", "summary")

    original = SelectField(
        _l("Language of your texts"),
        choices=LANGUAGE_CHOICES,
        description=_l("You can add a version in the other language in a later step."),
    )
    title = StringField(_l("Title"), [Required(), at_most(TITLE_LIMIT), has_letters])
    summary = TextAreaField(
        _l("Summary"),
        [at_most(SUMMARY_LIMIT)],
        description=_l("Two or three sentences; search results and emails show them."),
    )

    @classmethod
    def show(cls, content: Content) -> dict[str, Any]:
        """The values that the form starts with."""
        return {**super().show(content), "original": content.original}

    def take(self, content: Content) -> Content:
        """The content with what was typed.

        A change of language takes the texts along, unless there are some in that language: then
        each stays what it is, and those become the original.
        """
        chosen = self.original.data
        if chosen == content.original:
            return super().take(content)
        if chosen in content.texts:
            return msgspec.structs.replace(super().take(content), original=chosen)
        texts = {**content.texts, chosen: original_text(content)}
        texts.pop(content.original, None)
        return super().take(msgspec.structs.replace(content, original=chosen, texts=texts))


class DescriptionForm(StepForm):
    """A long description in parts, whose lengths count together."""

    parts: tuple[str, ...] = ()

    description = TextAreaField(
        _l("Description"),
        [at_most(STORED_LIMIT)],
        description=_l("Imported in one piece. Move it into the parts above as you like."),
    )

    def help_from(self, content: Content) -> None:
        """Show the undivided description only where an import has brought one."""
        if not original_text(content).description:
            del self.description

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether each field is sound and all parts together are short enough."""
        sound = super().validate(extra_validators)
        together = sum(len(getattr(self, name).data or "") for name in self.parts)
        if together > DESCRIPTION_LIMIT:
            self.refuse({self.parts[0]: [_too_long_together(together)]})
            return False
        return bool(sound)


class TechnologyDescriptionForm(DescriptionForm):
    """What a technology does, how, and what is new about it."""

    texts = ("problem", "how_it_works", "novelty", "partner_sought", "description")
    parts = ("problem", "how_it_works", "novelty")

    problem = TextAreaField(
        _l("Problem it solves"),
        [at_most(DESCRIPTION_LIMIT)],
        description=_l("Who has it, and what they do about it today."),
    )
    how_it_works = TextAreaField(
        _l("How it works"),
        [at_most(DESCRIPTION_LIMIT)],
        description=_l("Principle, main components, inputs and outputs, scale."),
    )
    novelty = TextAreaField(
        _l("What is new"),
        [at_most(DESCRIPTION_LIMIT)],
        description=_l("Against the usual solution. Numbers follow in a later step."),
    )
    partner_sought = TextAreaField(
        _l("Partner sought"),
        [at_most(1_000)],
        description=_l("Who should write to you, and what they would do."),
    )


class NeedDescriptionForm(DescriptionForm):
    """What is wrong today, and when it would count as solved."""

    texts = ("problem", "outcome", "site_conditions", "description")
    parts = ("problem", "outcome")

    problem = TextAreaField(
        _l("The problem"),
        [at_most(DESCRIPTION_LIMIT)],
        description=_l("What is wrong today, where, for whom, and how large it is."),
    )
    outcome = TextAreaField(
        _l("Desired outcome"),
        [at_most(DESCRIPTION_LIMIT)],
        description=_l("How you would recognise that it is solved."),
    )
    site_conditions = TextAreaField(
        _l("Site conditions"),
        [at_most(2_000)],
        description=_l("Climate, power supply, space, regulations, what is there already."),
    )


def _too_long_together(length: int) -> str:
    return _(
        "The parts of the description may have %(limit)d characters together; "
        "they have %(length)d.",
        limit=DESCRIPTION_LIMIT,
        length=length,
    )

"""The step in which a listing is classified."""

from typing import Any

import msgspec
from wtforms import SelectMultipleField
from wtforms.validators import StopValidation

from greenmatch.catalogue.completeness import KEYWORDS_LIMIT, SECTORS_LIMIT
from greenmatch.catalogue.content import Content, SectorTag, original_text
from greenmatch.catalogue.forms.fields import CodesField, EnumField, ListField
from greenmatch.catalogue.forms.step import StepForm, in_order
from greenmatch.core.i18n import _, _l, current_language
from greenmatch.taxonomy import ip_class, sdgs, sector_groups, suggest_sectors

KEYWORD_LENGTH = 60


class SectorsField(SelectMultipleField):
    """Sectors by group; `first_open` says that the first group is to be seen at once."""

    first_open = False


class ClassificationForm(StepForm):
    """Sectors, keywords, climate objective, goals and patent classes."""

    texts = ("keywords",)
    plain = ("climate_objective", "classes")

    sectors = SectorsField(
        _l("Sectors"),
        description=_l("Choose one to three: matches are made by sector and keyword."),
    )
    keywords = ListField(
        _l("Keywords"),
        limit=KEYWORDS_LIMIT,
        length=KEYWORD_LENGTH,
        description=_l("Up to ten, separated by commas: what else would somebody search for?"),
    )
    climate_objective = EnumField(_l("Climate objective"), name_of="climate_objective")
    sdgs = SelectMultipleField(_l("Sustainable Development Goals"), coerce=int)
    classes = CodesField(
        _l("Patent classes (IPC or CPC)"),
        read=lambda text: known.symbol if (known := ip_class(text)) else None,
        write=lambda code, _language: code,
        unknown=lambda names: _("These are not patent classes: %(names)s", names=names),
        limit=20,
        description=_l("If you know them, for example: C02F 1/44, Y02A 20/131"),
    )

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        language = current_language()
        self.sectors.choices = _sector_choices(language, ())
        self.sdgs.choices = [
            (goal.number, f"{goal.number} {goal.name(language)}") for goal in sdgs()
        ]

    def help_from(self, content: Content) -> None:
        """Put the sectors that the text speaks of first."""
        text = original_text(content)
        words = f"{text.summary} {text.problem} {text.how_it_works} {text.outcome}"
        found = suggest_sectors(f"{words} {text.description}", limit=4, title=text.title)
        suggested = tuple(suggestion.code for suggestion in found)
        self.sectors.choices = _sector_choices(current_language(), suggested)
        self.sectors.first_open = bool(suggested)

    def validate_sectors(self, field: SelectMultipleField) -> None:
        """Accept at most three."""
        if len(field.data or ()) > SECTORS_LIMIT:
            raise StopValidation(_("Choose at most %(limit)d sectors.", limit=SECTORS_LIMIT))

    @classmethod
    def show(cls, content: Content) -> dict[str, Any]:
        """The values that the form starts with."""
        codes = [tag.code for tag in content.sectors]
        return {**super().show(content), "sectors": codes, "sdgs": list(content.sdgs)}

    def take(self, content: Content) -> Content:
        """The content with what was chosen; a sector that a person ticked is no suggestion."""
        before = [tag.code for tag in content.sectors]
        return msgspec.structs.replace(
            super().take(content),
            sectors=tuple(SectorTag(code) for code in in_order(self.sectors.data or (), before)),
            sdgs=in_order(self.sdgs.data or (), content.sdgs),
        )


def _sector_choices(language: str, first: tuple[str, ...]) -> dict[str, list[tuple[str, str]]]:
    groups: dict[str, list[tuple[str, str]]] = {_("Suggested from your text"): []} if first else {}
    top = next(iter(groups.values()), [])
    for group in sector_groups():
        rest: list[tuple[str, str]] = []
        for member in group.members:
            entry = (member.code, member.name(language))
            (top if member.code in first else rest).append(entry)
        groups[group.sector.name(language)] = rest
    return {name: entries for name, entries in groups.items() if entries}

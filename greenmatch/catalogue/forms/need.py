"""The steps that only a need has."""

from typing import Any

import msgspec
from wtforms import BooleanField, DateField, SelectField, StringField
from wtforms.validators import Optional, StopValidation

from greenmatch.catalogue.content import Content
from greenmatch.catalogue.forms.fields import EnumField, EnumsField
from greenmatch.catalogue.forms.rows import RequirementForm
from greenmatch.catalogue.forms.rows_step import RowList, RowsForm, level_choices
from greenmatch.catalogue.forms.step import StepForm
from greenmatch.catalogue.forms.values import coming_day, web_link
from greenmatch.core.i18n import _, _l, current_language
from greenmatch.core.web.forms import at_most
from greenmatch.taxonomy import country_name, normalise_country


class RequirementsForm(RowsForm):
    """What a solution must, should and must not be."""

    rows_field = "requirements"

    requirements = RowList(
        RequirementForm,
        _l("Requirements"),
        description=_l("Each is checked against every technology, so that you see what fits."),
    )
    least_trl = SelectField(_l("Minimum readiness level (TRL)"))

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.least_trl.choices = level_choices()

    @classmethod
    def show(cls, content: Content) -> dict[str, Any]:
        """The values that the form starts with."""
        return {**super().show(content), "least_trl": str(getattr(content, "least_trl", "") or "")}

    def take(self, content: Content) -> Content:
        """The content with what was typed."""
        level = int(self.least_trl.data) if self.least_trl.data else None
        return msgspec.structs.replace(super().take(content), least_trl=level)


class ProjectForm(StepForm):
    """Where, by when, with what means, and whether the organisation is named."""

    plain = ("cooperation", "budget_band", "enquiry_deadline", "anonymous", "link")

    country = StringField(_l("Country of the site"), [at_most(80)])
    cooperation = EnumsField(_l("Forms of cooperation you accept"), name_of="cooperation")
    budget_band = EnumField(_l("Budget (EUR)"), name_of="budget_band")
    enquiry_deadline = DateField(
        _l("Deadline for enquiries"),
        [Optional(), coming_day],
        description=_l("After this day nobody can write to you about the need."),
    )
    anonymous = BooleanField(
        _l("Do not show our organisation’s name"),
        description=_l(
            "Only its type and country are shown, here and everywhere else on the site. Documents "
            "that you add are shown as they are: see that neither their text nor their properties "
            "(author, company) name you."
        ),
    )
    link = StringField(_l("Web page about the need"), [at_most(500), web_link])

    def validate_country(self, field: StringField) -> None:
        """Accept a country by name or code."""
        if field.data and normalise_country(field.data) is None:
            raise StopValidation(_("This country is not known: %(names)s", names=field.data))

    @classmethod
    def show(cls, content: Content) -> dict[str, Any]:
        """The values that the form starts with."""
        code = getattr(content, "country", "")
        return {
            **super().show(content),
            "country": country_name(code, current_language()) if code else "",
        }

    def take(self, content: Content) -> Content:
        """The content with what was typed."""
        country = normalise_country(self.country.data or "") or ""
        return msgspec.structs.replace(super().take(content), country=country)

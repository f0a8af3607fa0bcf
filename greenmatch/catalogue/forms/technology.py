"""The steps that only a technology has."""

from typing import Any

import msgspec
from wtforms import SelectField, StringField
from wtforms.validators import StopValidation

from greenmatch.catalogue.completeness import contradiction
from greenmatch.catalogue.content import Content, Technology
from greenmatch.catalogue.forms.fields import EnumField, EnumsField, countries_field
from greenmatch.catalogue.forms.rows import ClaimForm, RightForm, claim_form
from greenmatch.catalogue.forms.rows_step import RowList, RowsForm, level_choices
from greenmatch.catalogue.forms.step import StepForm
from greenmatch.catalogue.forms.values import web_link
from greenmatch.catalogue.rights import denies_rights
from greenmatch.core.i18n import _l
from greenmatch.core.web.forms import at_most


class ReadinessForm(StepForm):
    """How ready a technology is, and where."""

    plain = ("developed_in", "deployed_in", "countries_wanted")

    trl = SelectField(_l("Readiness level (TRL)"))
    developed_in = countries_field(_l("Developed in"), description=_l("For example: China, Kenya"))
    deployed_in = countries_field(_l("Already in use in"))
    countries_wanted = countries_field(_l("Countries where you look for partners"))

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.trl.choices = level_choices()

    @classmethod
    def show(cls, content: Content) -> dict[str, Any]:
        """The values that the form starts with."""
        assert isinstance(content, Technology)  # noqa: S101 - the step is of technologies only
        return {**super().show(content), "trl": str(content.trl or "")}

    def take(self, content: Content) -> Content:
        """The content with what was typed."""
        level = int(self.trl.data) if self.trl.data else None
        return msgspec.structs.replace(super().take(content), trl=level)


def claims_field(row: type[ClaimForm]) -> RowList:
    """The field for benefits in rows of a class."""
    return RowList(
        row,
        _l("Benefits"),
        description=_l(
            "A number, what it is compared with, and how you know it: "
            "seekers trust that more than adjectives."
        ),
    )


class BenefitsForm(RowsForm):
    """What gets better, in numbers."""

    rows_field = "claims"
    claims = claims_field(ClaimForm)

    @classmethod
    def for_content(cls, content: Content) -> type[StepForm]:
        """The form whose rows may refer to the documents that the listing has."""
        documents = [item for item in content.attachments if item.kind == "document"]
        if not documents:
            return cls
        return type("BenefitsForm", (cls,), {"claims": claims_field(claim_form(documents))})


class RightsForm(RowsForm):
    """What is protected, where, and who may speak for it."""

    rows_field = "ip_rights"
    plain = ("role", "ip_situation")

    role = EnumField(_l("Your organisation's role"), name_of="uploader_role")
    ip_situation = EnumField(_l("Intellectual property"), name_of="ip_situation")
    ip_rights = RowList(RightForm, _l("Intellectual property rights"))

    def validate_ip_situation(self, field: EnumField) -> None:
        """Refuse a situation that the rows contradict."""
        rights = [entry.form.value_of() for entry in self.ip_rights if entry.form.filled]
        if denies_rights(field.data or "", rights):
            raise StopValidation(contradiction())


class OfferForm(StepForm):
    """What a provider can be asked for."""

    plain = ("cooperation", "link")

    cooperation = EnumsField(_l("Forms of cooperation offered"), name_of="cooperation")
    link = StringField(_l("Web page about the technology"), [at_most(500), web_link])

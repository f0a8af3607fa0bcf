"""The repeatable rows of the listing's forms."""

from typing import Any, ClassVar

from wtforms import DateField, Form, SelectField, StringField, TextAreaField
from wtforms.validators import Optional

from greenmatch.catalogue.content import Attachment, Claim, IpRight, Requirement
from greenmatch.catalogue.forms.fields import EnumField, protection_field
from greenmatch.catalogue.forms.values import figure, past_day, threshold
from greenmatch.core.i18n import _, _l
from greenmatch.core.web.forms import PlatformForm, at_most


class Row(Form):
    """A row; one that is left empty does not count.

    `preset` are choices that are made from the start, `main` the field that every filled row has.
    """

    Meta = PlatformForm.RowMeta

    preset: ClassVar[tuple[str, ...]] = ()
    main: ClassVar[str] = ""

    @property
    def filled(self) -> bool:
        """Whether anything was typed or chosen (a preset choice alone is nothing)."""
        return any(bool(field.data) for field in self if field.short_name not in self.preset)

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether each field is sound, and the main one filled where any other is."""
        sound = bool(super().validate(extra_validators))
        main = self._fields[self.main]
        if self.filled and not main.data and not main.errors:
            main.errors = [_("Fill this in, or remove the row.")]
            return False
        return sound


class ClaimForm(Row):
    """A benefit with its number."""

    main = "metric"

    metric = StringField(
        _l("What improves"),
        [at_most(200)],
        description=_l("For example: electricity used per cubic metre"),
    )
    value = StringField(
        _l("Number or range"), [at_most(60), figure], description=_l("For example: -35 or 20-30")
    )
    unit = StringField(_l("Unit"), [at_most(40)], description=_l("For example: kWh/m3 or %"))
    baseline = StringField(
        _l("Compared with"),
        [at_most(300)],
        description=_l("The usual solution that the number is measured against"),
    )
    evidence = EnumField(_l("Evidence"), name_of="claim_evidence")

    def value_of(self) -> Claim:
        """The row as a claim."""
        document = self._fields.get("document")
        return Claim(
            metric=self.metric.data or "",
            value=self.value.data or "",
            unit=self.unit.data or "",
            baseline=self.baseline.data or "",
            evidence=self.evidence.data or "",
            document=(document.data or None) if document else None,
        )


def claim_form(documents: list[Attachment]) -> type[ClaimForm]:
    """The claim's row with a choice among a listing's documents."""
    names = [(item.file, item.title or item.file) for item in documents]
    choice = SelectField(
        _l("Document that shows it"),
        choices=lambda: [("", _("None")), *names],
        description=_l("One of this listing's documents"),
    )
    return type("ClaimWithDocumentForm", (ClaimForm,), {"document": choice})


class RightForm(Row):
    """An intellectual property right."""

    main = "kind"

    kind = EnumField(_l("Kind of right"), name_of="ip_kind")
    number = StringField(
        _l("Number"),
        [at_most(60)],
        description=_l("As the office writes it: PCT/CN2019/087654, WO2012088469A1, EP1234567B1"),
    )
    number_type = EnumField(_l("What the number is"), name_of="ip_number_type")
    family = StringField(
        _l("Patent family"), [at_most(120)], description=_l("Family number or its first member")
    )
    status = EnumField(_l("Status"), name_of="patent_legal_state")
    countries = protection_field(
        _l("Protected in"), description=_l("Countries or offices, for example: China, Kenya, EP")
    )
    priority_date = DateField(_l("Priority date"), [Optional(), past_day])

    def value_of(self) -> IpRight:
        """The row as an intellectual property right."""
        return IpRight(
            kind=self.kind.data or "",
            number=self.number.data or "",
            number_type=self.number_type.data or "",
            family=self.family.data or "",
            status=self.status.data or "",
            countries=tuple(self.countries.data or ()),
            priority_date=self.priority_date.data,
        )


class RequirementForm(Row):
    """What a need asks for."""

    preset = ("strength",)
    main = "text"

    text = TextAreaField(
        _l("Requirement"),
        [at_most(500)],
        description=_l("One property, for example: treats water with high salt content"),
    )
    strength = EnumField(_l("How important"), name_of="requirement_strength", empty=False)
    threshold = StringField(
        _l("Threshold"), [at_most(40), threshold], description=_l("For example: >= 40 or 10-20")
    )
    unit = StringField(_l("Unit"), [at_most(40)], description=_l("For example: °C or m3/d"))

    def value_of(self) -> Requirement:
        """The row as a requirement."""
        return Requirement(
            text=self.text.data or "",
            strength=self.strength.data or "must",
            threshold=self.threshold.data or "",
            unit=self.unit.data or "",
        )

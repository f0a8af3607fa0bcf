"""The steps in their order, for each kind."""

from dataclasses import dataclass

from greenmatch.catalogue.forms.classification import ClassificationForm
from greenmatch.catalogue.forms.files import FilesForm
from greenmatch.catalogue.forms.need import ProjectForm, RequirementsForm
from greenmatch.catalogue.forms.step import StepForm
from greenmatch.catalogue.forms.technology import (
    BenefitsForm,
    OfferForm,
    ReadinessForm,
    RightsForm,
)
from greenmatch.catalogue.forms.texts import (
    BasicsForm,
    NeedDescriptionForm,
    TechnologyDescriptionForm,
)
from greenmatch.catalogue.forms.translation import NeedTranslationForm, TechnologyTranslationForm
from greenmatch.catalogue.states import Kind
from greenmatch.core.i18n import _l


@dataclass(frozen=True)
class Step:
    """A step: its name in the address, its title, its form, and what it is good for."""

    name: str
    title: str
    form: type[StepForm]
    lead: str


BASICS = "basics"

_BASICS = Step(
    BASICS, _l("Basics"), BasicsForm, _l("A title and a summary that an outsider understands.")
)
_CLASSIFICATION = Step(
    "classification",
    _l("Classification"),
    ClassificationForm,
    _l("By these the right people find you, and matches are made."),
)
_FILES = Step(
    "files",
    _l("Images and documents"),
    FilesForm,
    _l("A picture of the real thing, a data sheet, a test report."),
)
_TRANSLATION_LEAD = _l("Optional. Readers of the other language find you by these texts.")

STEPS: dict[Kind, tuple[Step, ...]] = {
    Kind.TECHNOLOGY: (
        _BASICS,
        Step(
            "description",
            _l("Description"),
            TechnologyDescriptionForm,
            _l("Written for an engineer on the other side. Markdown works for lists and emphasis."),
        ),
        _CLASSIFICATION,
        Step(
            "readiness", _l("Readiness and places"), ReadinessForm, _l("How far it is, and where.")
        ),
        Step("benefits", _l("Benefits"), BenefitsForm, _l("What gets better, in numbers.")),
        Step(
            "rights",
            _l("Intellectual property"),
            RightsForm,
            _l("What is protected, where, and who may speak for it."),
        ),
        Step("offer", _l("Cooperation"), OfferForm, _l("What you can be asked for.")),
        _FILES,
        Step("translation", _l("Other language"), TechnologyTranslationForm, _TRANSLATION_LEAD),
    ),
    Kind.NEED: (
        _BASICS,
        Step(
            "description",
            _l("Description"),
            NeedDescriptionForm,
            _l("In your own words. You need not know the solution."),
        ),
        _CLASSIFICATION,
        Step(
            "requirements",
            _l("Requirements"),
            RequirementsForm,
            _l("What a solution must, should and must not be, with numbers where you have them."),
        ),
        Step(
            "project",
            _l("Project"),
            ProjectForm,
            _l("Where, by when, with what means, and whether you are named."),
        ),
        _FILES,
        Step("translation", _l("Other language"), NeedTranslationForm, _TRANSLATION_LEAD),
    ),
}

_ELSEWHERE = {"ip": "rights", "attachments": "files", "least_trl": "requirements"}


def step_named(kind: Kind, name: str) -> Step | None:
    """The kind's step with this name."""
    return next((step for step in STEPS[kind] if step.name == name), None)


def step_of_field(kind: Kind, field: str) -> str:
    """The name of the step in which a field of the content is edited."""
    for step in STEPS[kind]:
        if hasattr(step.form, field):
            return step.name
    return _ELSEWHERE.get(field, BASICS)


def step_forms() -> list[type[StepForm]]:
    """Every step's form."""
    return list(dict.fromkeys(step.form for steps in STEPS.values() for step in steps))

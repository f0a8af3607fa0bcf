"""The listing's forms: one a step, each reading from and writing to the typed content."""

from greenmatch.catalogue.forms.progress import done_steps
from greenmatch.catalogue.forms.step import StepForm, seen_edits
from greenmatch.catalogue.forms.steps import (
    BASICS,
    STEPS,
    Step,
    step_forms,
    step_named,
    step_of_field,
)
from greenmatch.catalogue.forms.whole import StartForm, SubmitForm

__all__ = [
    "BASICS",
    "STEPS",
    "StartForm",
    "Step",
    "StepForm",
    "SubmitForm",
    "done_steps",
    "seen_edits",
    "step_forms",
    "step_named",
    "step_of_field",
]

"""How far the writing of a listing has come, step by step."""

from greenmatch.catalogue.completeness import missing_for_submission
from greenmatch.catalogue.content import Content
from greenmatch.catalogue.forms.steps import STEPS, Step, step_of_field
from greenmatch.catalogue.services.drafting import kind_of


def done_steps(content: Content) -> frozenset[str]:
    """The names of the steps in which something is filled in and nothing is still needed."""
    kind = kind_of(content)
    lacking = {step_of_field(kind, field) for field in missing_for_submission(content)}
    return frozenset(
        step.name
        for step in STEPS[kind]
        if step.name not in lacking and _is_filled_in(step, content)
    )


def _is_filled_in(step: Step, content: Content) -> bool:
    empty = type(content)(original=content.original)
    return step.form.show(content) != step.form.show(empty)

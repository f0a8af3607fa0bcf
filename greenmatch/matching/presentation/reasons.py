"""Why others did not follow up, with the step of the form where it could be mended."""

from collections.abc import Mapping
from dataclasses import dataclass

from greenmatch.catalogue.forms import STEPS
from greenmatch.catalogue.states import Kind
from greenmatch.matching.changing import ABOUT
from greenmatch.taxonomy import choice_name


@dataclass(frozen=True)
class ReasonRow:
    """A reason in words, how many gave it, and the step that could remove it ("" for none)."""

    name: str
    count: int
    step: str
    step_label: str


def reason_rows(counts: Mapping[str, int], kind: Kind, language: str) -> tuple[ReasonRow, ...]:
    """The counted reasons as rows, in their order."""
    labels = {step.name: str(step.title) for step in STEPS[kind]}
    rows = []
    for reason, count in counts.items():
        about = ABOUT[kind].get(reason)
        step = about.step if about else ""
        name = choice_name("decline_reason", reason, language)
        rows.append(ReasonRow(name, count, step, labels.get(step, "")))
    return tuple(rows)

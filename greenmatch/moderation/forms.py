"""The form in which a moderator decides."""

from collections.abc import Mapping
from typing import Any

from wtforms import HiddenField, RadioField, SelectMultipleField, TextAreaField
from wtforms.validators import InputRequired, StopValidation

from greenmatch.core.i18n import _, _l
from greenmatch.core.web.forms import PlatformForm, at_most
from greenmatch.moderation.models import Outcome
from greenmatch.moderation.reasons import REASONS

MESSAGE_LIMIT = 4_000
NOTE_LIMIT = 1_000
_NOTE = "note_"

OUTCOME_NAMES = {
    Outcome.APPROVED: _l("Approve"),
    Outcome.CHANGES_REQUESTED: _l("Request changes"),
    Outcome.REJECTED: _l("Reject"),
}


def reason_choices() -> dict[str, str]:
    """The titles of the reasons by code, in the reader's language."""
    return {reason.code: str(reason.title) for reason in REASONS.values()}


def outcome_choices() -> dict[str, str]:
    """The names of the decisions, in the reader's language."""
    return {outcome.value: str(name) for outcome, name in OUTCOME_NAMES.items()}


class DecisionForm(PlatformForm):
    """Decision, reasons and message; `review_form` adds a note for each field of the version."""

    seen = HiddenField()
    reasons = SelectMultipleField(_l("Reasons"), choices=reason_choices)
    message = TextAreaField(
        _l("Message to the author"),
        [at_most(MESSAGE_LIMIT)],
        description=_l("It follows the texts of the reasons. The author's organisation reads it."),
    )
    decision = RadioField(
        _l("Decision"),
        [InputRequired(_l("Choose a decision."))],
        choices=outcome_choices,
        validate_choice=False,
    )

    def validate_decision(self, field: RadioField) -> None:
        """Accept our outcomes only."""
        if field.data not in {outcome.value for outcome in Outcome}:
            raise StopValidation(_("Choose a decision."))

    @property
    def seen_edits(self) -> int:
        """The number of edits that the form was opened with."""
        text = self.seen.data or "0"
        return int(text) if text.isdecimal() and len(text) < 9 else 0

    @property
    def outcome(self) -> Outcome:
        """What was decided, once the form has been validated."""
        return Outcome(self.decision.data)

    @property
    def notes(self) -> dict[str, str]:
        """The notes by the name of the author's field; empty ones left out."""
        return {
            field.short_name.removeprefix(_NOTE): field.data
            for field in self
            if field.short_name.startswith(_NOTE) and field.data
        }

    @property
    def noted(self) -> set[str]:
        """The author's fields whose note holds something, be it sound or not."""
        mine = (field for field in self if field.short_name.startswith(_NOTE))
        return {
            field.short_name.removeprefix(_NOTE) for field in mine if field.data or field.errors
        }

    def note_on(self, name: str) -> Any:
        """The field for the note on one of the author's fields; None where there is none."""
        return self._fields.get(_NOTE + name)


def review_form(labels: Mapping[str, str], *, seen: int) -> DecisionForm:
    """The form for a version whose fields have these labels by name.

    `seen` is the version's number of edits now; a form that was sent says its own.
    """
    notes = {
        _NOTE + name: TextAreaField(label, [at_most(NOTE_LIMIT)]) for name, label in labels.items()
    }
    form: DecisionForm = type("ReviewForm", (DecisionForm,), notes)(data={"seen": str(seen)})
    return form

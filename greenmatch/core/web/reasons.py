"""The reason that somebody gives who edits for an organisation that they do not act for."""

from typing import TypeVar

from wtforms import StringField

from greenmatch.core.i18n import _l
from greenmatch.core.web.forms import PlatformForm, at_most
from greenmatch.core.web.validators import Required

F = TypeVar("F", bound=PlatformForm)


def asking_why(form: type[F]) -> type[F]:
    """The form's class with a field for the reason."""
    reason = StringField(
        _l("Why you change it"),
        [Required(), at_most(500)],
        description=_l(
            "You do not act for this organisation: your reason is kept in the audit log."
        ),
    )
    return type(form.__name__, (form,), {"reason": reason})


def given_reason(form: PlatformForm) -> str:
    """What was given; empty where nobody is asked."""
    field = form._fields.get("reason")
    return str(field.data or "") if field else ""

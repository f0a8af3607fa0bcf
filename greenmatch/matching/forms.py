"""Forms of matches."""

from wtforms import TextAreaField
from wtforms.validators import InputRequired

from greenmatch.catalogue.forms.fields import EnumField
from greenmatch.core.i18n import _l
from greenmatch.core.web.forms import PlatformForm, at_most


class DismissForm(PlatformForm):
    """Why a suggestion does not fit; the other side learns it as a count of three and more."""

    reason = EnumField(
        _l("Why is it not for you?"),
        name_of="decline_reason",
        prompt=_l("Please choose"),
        validators=[InputRequired(_l("Choose a reason: it makes suggestions better."))],
    )
    note = TextAreaField(
        _l("A note for yourselves"),
        [at_most(1_000)],
        description=_l("Seen by your organisation only."),
    )

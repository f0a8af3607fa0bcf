"""Forms of enquiries."""

from wtforms import BooleanField, SelectField, TextAreaField
from wtforms.validators import InputRequired

from greenmatch.catalogue.forms.fields import EnumField
from greenmatch.core.i18n import _l
from greenmatch.core.web.forms import FormToken, PlatformForm, at_most
from greenmatch.core.web.validators import Required

MESSAGE_LIMIT = 5_000


class MessageForm(PlatformForm):
    """A message; the token makes two clicks one message."""

    body = TextAreaField(_l("Your message"), [Required(), at_most(MESSAGE_LIMIT)])
    token = FormToken()


class EnquiryForm(PlatformForm):
    """The first message: who asks, what for, and the questions."""

    organisation = SelectField(_l("You are writing for"))
    cooperation = EnumField(
        _l("What kind of cooperation do you have in mind?"),
        name_of="cooperation",
        prompt=_l("Not decided yet"),
    )
    body = TextAreaField(
        _l("Your message"),
        [Required(), at_most(MESSAGE_LIMIT)],
        description=_l(
            "Who you are, what you have in mind, and what is not clear to you. "
            "Good questions get answers."
        ),
    )
    token = FormToken()


class AcceptForm(PlatformForm):
    """Accepting; an unnamed organisation chooses whether to be named now."""

    reveal = BooleanField(_l("Show our organisation's name to the other side from now on"))


class DeclineForm(PlatformForm):
    """Declining, with a reason that helps the other side."""

    reason = EnumField(
        _l("Reason"),
        name_of="decline_reason",
        prompt=_l("Please choose"),
        validators=[InputRequired(_l("Choose a reason: the other side learns from it."))],
    )
    note = TextAreaField(_l("A word to the other side"), [at_most(1_000)])

"""Forms about a listing as a whole: beginning it, submitting it."""

from wtforms import BooleanField, HiddenField, SelectField

from greenmatch.catalogue.forms.texts import BasicsForm
from greenmatch.core.i18n import _l
from greenmatch.core.web.forms import PlatformForm
from greenmatch.core.web.validators import Ticked


class StartForm(BasicsForm):
    """The first step of a new listing, which also says whose it is."""

    organisation = SelectField(_l("Organisation"), description=_l("Who offers or seeks this."))


class SubmitForm(PlatformForm):
    """The last look before a moderator gets the listing.

    Publishing an invention before a patent application is filed can cost the right to a
    patent, so the author has to say that they know. `seen` is the number of edits looked at.
    """

    seen = HiddenField()

    disclosure = BooleanField(
        _l("I know that publishing can make a later patent application impossible."),
        [Ticked(_l("Please read the warning and confirm it, or remove the details first."))],
    )

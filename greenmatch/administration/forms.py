"""The forms of administration."""

from wtforms import BooleanField, HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import Optional, StopValidation

from greenmatch.core.i18n import _, _l
from greenmatch.core.permissions import Role
from greenmatch.core.site import SiteSettings
from greenmatch.core.web.forms import FileField, PlatformForm, at_most, filled
from greenmatch.core.web.validators import Required, has_letters, is_name

REASON_LIMIT = 1_000
TEXT_LIMIT = 60_000

ROLE_NAMES = {
    Role.PERSON: _l("Person"),
    Role.MODERATOR: _l("Moderator"),
    Role.ADMIN: _l("Administrator"),
}


def role_choices() -> dict[str, str]:
    """The roles by code, named in the reader's language."""
    return {role.value: str(name) for role, name in ROLE_NAMES.items()}


class ReasonForm(PlatformForm):
    """Why something is done; those whom it concerns read it."""

    reason = TextAreaField(
        _l("Reason"),
        [Required(), at_most(REASON_LIMIT), has_letters],
        description=_l("It is sent to those it concerns, and is kept in the audit log."),
    )


class RoleForm(PlatformForm):
    """What a person may do on the platform."""

    role = SelectField(
        _l("Role"),
        choices=role_choices,
        description=_l(
            "Moderators decide on what is submitted. Administrators can do everything, and "
            "give roles."
        ),
    )


class ClaimDecisionForm(PlatformForm):
    """Whether somebody takes an organisation over; a refusal needs a reason."""

    reason = TextAreaField(
        _l("Reason for declining"),
        [at_most(REASON_LIMIT)],
        description=_l("It is sent to the person who asked."),
    )
    decision = HiddenField()

    def validate_decision(self, field: HiddenField) -> None:
        """Accept our two buttons only, and no refusal without a reason."""
        if field.data not in ("accept", "decline"):
            raise StopValidation(_("Choose whether to accept or to decline."))
        if field.data == "decline" and not self.reason.data:
            self.refuse({"reason": [_("Please fill this in.")]})
            raise StopValidation(_("Say why you decline."))

    @property
    def accepts(self) -> bool:
        """Whether the request was accepted."""
        return bool(self.decision.data == "accept")


class HandOverForm(ReasonForm):
    """Whose a listing is to be; `found` is one of several organisations of a name."""

    organisation = StringField(
        _l("New organisation"),
        [Required(), at_most(300)],
        description=_l("Its name, the id in its address, or the address of its page."),
    )
    found = RadioField(_l("Which one?"), [Optional()], choices=list, validate_choice=False)


class SiteForm(PlatformForm):
    """The site's names, operator, contact, logo and the names that its mails come from."""

    name_en = StringField(_l("Name in English"), [Optional(), at_most(60), is_name])
    name_zh = StringField(_l("Name in Chinese"), [Optional(), at_most(60), is_name])
    operator = TextAreaField(
        _l("Operator"),
        [at_most(500)],
        description=_l("Who runs this site: name and postal address. The legal pages show it."),
    )
    contact_mail = StringField(
        _l("Contact address"),
        [at_most(254)],
        description=_l("An email address that everybody can see at the foot of each page."),
    )
    sender_en = StringField(
        _l("Sender of emails in English"),
        [Optional(), at_most(60), is_name],
        description=_l("The name beside the email address; without one, the site’s name."),
    )
    sender_zh = StringField(_l("Sender of emails in Chinese"), [Optional(), at_most(60), is_name])
    logo = FileField(
        _l("Logo"), description=_l("PNG, JPEG or WebP; it is shown about 32 pixels high.")
    )
    no_logo = BooleanField(_l("Show our own mark instead of the logo"))
    based_on = HiddenField()

    def values(self) -> dict[str, str]:
        """The typed values by the names of the settings; empty where nothing was typed.

        A setting that has a default gets it back where it was emptied.
        """
        texts = ("name_en", "name_zh", "operator", "contact_mail", "sender_en", "sender_zh")
        typed = {name: " ".join(filled(self[name]).split()) for name in texts}
        return {name: value or getattr(SiteSettings, name) for name, value in typed.items()}


class TextForm(PlatformForm):
    """The text of a fixed page, in Markdown. `based_on` is the number of the version shown."""

    text = TextAreaField(
        _l("Text"),
        [Required(), at_most(TEXT_LIMIT)],
        description=_l(
            "Markdown. {site}, {operator} and {contact} stand for what the site settings say."
        ),
    )
    based_on = HiddenField()

    def based_on_number(self) -> int:
        """The version that the person saw; -1 where the form does not say."""
        typed = filled(self.based_on)
        return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 9 else -1

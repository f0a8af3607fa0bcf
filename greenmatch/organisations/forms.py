"""The forms around organisations."""

from typing import Any
from urllib.parse import urlsplit

from wtforms import (
    BooleanField,
    EmailField,
    Field,
    HiddenField,
    SelectField,
    StringField,
    TextAreaField,
    URLField,
)
from wtforms.validators import Optional, StopValidation

from greenmatch.accounts.addresses import LONGEST_ADDRESS
from greenmatch.accounts.forms import mail_address
from greenmatch.core.i18n import _, _l, current_language
from greenmatch.core.web.forms import FileField, PlatformForm, at_most, filled
from greenmatch.core.web.validators import Required, has_letters, is_name
from greenmatch.organisations.models import MemberRole
from greenmatch.organisations.services.founding import Profile
from greenmatch.taxonomy import countries, enumeration

LONGEST_NAME = 200
LONGEST_ABOUT = 5000
LONGEST_WEBSITE = 300
LONGEST_MESSAGE = 2000

ROLE_NAMES = {MemberRole.MEMBER: _l("Member"), MemberRole.OWNER: _l("Owner")}


def role_choices() -> dict[str, str]:
    """The roles by code, named in the reader's language."""
    return {role.value: str(name) for role, name in ROLE_NAMES.items()}


def web_address(_form: Any, field: Field) -> None:
    """Bring a web address into full form, or stop where it cannot be one."""
    typed = field.data or ""
    address = typed if "://" in typed else f"https://{typed}"
    if not _is_web_address(address):
        raise StopValidation(_("This is not a web address. One looks like https://example.org."))
    field.data = address


def _is_web_address(address: str) -> bool:
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        return False
    plain = "@" not in parts.netloc and not any(letter.isspace() for letter in address)
    return parts.scheme in ("http", "https") and "." in host.strip(".") and plain


def type_choices() -> dict[str, str]:
    """The organisation types by code, named in the reader's language, after an empty choice."""
    language = current_language()
    types = enumeration("organisation_type")
    return {"": _("Please choose")} | {each.code: each.name(language) for each in types}


def country_choices() -> dict[str, str]:
    """The countries by code, in the reader's language and order, after an empty choice."""
    language = current_language()
    places = countries(language)
    return {"": _("Please choose")} | {each.code: each.name(language) for each in places}


class ProfileForm(PlatformForm):
    """What an organisation says of itself. `based_on` is the revision that was shown."""

    name = StringField(_l("Name"), [Required(), at_most(LONGEST_NAME), is_name])
    name_zh = StringField(
        _l("Name in Chinese"),
        [at_most(LONGEST_NAME), is_name],
        description=_l("If it has one. Readers of the Chinese pages see it."),
    )
    type = SelectField(_l("Type"), [Required()], choices=type_choices)
    country = SelectField(_l("Country or region"), [Required()], choices=country_choices)
    website = URLField(_l("Website"), [Optional(), at_most(LONGEST_WEBSITE), web_address])
    about = TextAreaField(
        _l("About, in English"),
        [at_most(LONGEST_ABOUT)],
        description=_l(
            "What it does and what it is looking for. Markdown is understood. Leave out email"
            " addresses and telephone numbers: enquiries reach you through this site."
        ),
    )
    about_zh = TextAreaField(_l("About, in Chinese"), [at_most(LONGEST_ABOUT)])
    based_on = HiddenField()

    def profile(self) -> Profile:
        """What was typed, as services take it."""
        return Profile(
            name=filled(self.name),
            name_zh=filled(self.name_zh),
            type=filled(self.type),
            country=filled(self.country),
            website=filled(self.website),
            about=filled(self.about),
            about_zh=filled(self.about_zh),
        )

    def based_on_revision(self) -> int:
        """The revision that the person saw; 0 where the form does not say."""
        typed = filled(self.based_on)
        return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 10 else 0


class LogoForm(PlatformForm):
    """A picture to show as the logo, or none."""

    file = FileField(_l("Picture"), description=_l("PNG, JPEG or WebP; square ones look best."))
    remove = BooleanField(_l("Show no logo"))


class InviteForm(PlatformForm):
    """Somebody to act for the organisation."""

    email = EmailField(_l("Email address"), [Required(), at_most(LONGEST_ADDRESS), mail_address])
    role = SelectField(
        _l("Role"),
        choices=role_choices,
        description=_l(
            "Members work on listings and enquiries. Owners also edit the profile and decide"
            " who is a member."
        ),
    )


class RoleForm(PlatformForm):
    """Another role for a member."""

    role = SelectField(_l("Role"), choices=role_choices)


class ClaimForm(PlatformForm):
    """Why an imported organisation should be the person's to run."""

    message = TextAreaField(
        _l("How can we see that you act for it?"),
        [Required(), at_most(LONGEST_MESSAGE), has_letters],
        description=_l(
            "Your position, a page of its website that names you, or an email address at its "
            "domain. Only the administrators read this."
        ),
    )

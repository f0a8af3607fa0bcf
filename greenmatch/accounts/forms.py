"""The forms around a person's account."""

from typing import Any

from wtforms import (
    BooleanField,
    EmailField,
    Field,
    HiddenField,
    PasswordField,
    SelectField,
    StringField,
)
from wtforms.validators import StopValidation

from greenmatch.accounts.addresses import LONGEST_ADDRESS, normal_address
from greenmatch.accounts.passwords import LONGEST, SHORTEST
from greenmatch.core.i18n import LANGUAGE_NAMES, _, _l
from greenmatch.core.web.forms import PlatformForm, at_most
from greenmatch.core.web.validators import Required, Ticked, is_name

LONGEST_NAME = 100


def mail_address(_form: Any, field: Field) -> None:
    """Bring the address into normal form, or stop where it cannot be one."""
    address = normal_address(field.data or "")
    if address is None:
        raise StopValidation(_("This is not an email address. One looks like name@example.org."))
    field.data = address


def _mail_field(label: Any, **options: Any) -> EmailField:
    return EmailField(label, [Required(), at_most(LONGEST_ADDRESS), mail_address], **options)


def _name_field() -> StringField:
    return StringField(
        _l("Your name"),
        [Required(), at_most(LONGEST_NAME), is_name],
        description=_l("As the people you write to will see it."),
    )


def _password_field(label: Any, **options: Any) -> PasswordField:
    return PasswordField(label, [Required(), at_most(LONGEST)], **options)


def _new_password_field(label: Any) -> PasswordField:
    return _password_field(
        label,
        description=_l("At least %(limit)d characters; several words work well.", limit=SHORTEST),
    )


class SignUpForm(PlatformForm):
    """A new account. `next` is where the person goes once the address is confirmed."""

    name = _name_field()
    email = _mail_field(_l("Email address"))
    password = _new_password_field(_l("Password"))
    terms = BooleanField(
        _l("I accept the terms of use and have read the privacy statement"),
        [Ticked(_l("Please accept the terms to create an account."))],
    )
    next = HiddenField()


class SignInForm(PlatformForm):
    """Mail address and password; `resume` carries a form that was typed before."""

    email = _mail_field(_l("Email address"))
    password = _password_field(_l("Password"))
    next = HiddenField()
    resume = HiddenField()


class AddressForm(PlatformForm):
    """Where a link shall be mailed."""

    email = _mail_field(_l("Email address"))


class ConfirmForm(PlatformForm):
    """The password chosen at sign-up, which shows that it was the mailbox's owner who chose it."""

    password = _password_field(_l("Password"))
    next = HiddenField()


class NewPasswordForm(PlatformForm):
    """A password in place of a forgotten one."""

    new_password = _new_password_field(_l("New password"))


class ProfileForm(PlatformForm):
    """Name and language. `based_on` is the mark of what was shown."""

    name = _name_field()
    language = SelectField(
        _l("Language"),
        choices=LANGUAGE_NAMES,
        description=_l("Emails to you are written in this language."),
    )
    based_on = HiddenField()


class PasswordForm(PlatformForm):
    """A new password in place of a known one."""

    current_password = _password_field(_l("Current password"))
    new_password = _new_password_field(_l("New password"))


class MailForm(PlatformForm):
    """A new mail address."""

    email = _mail_field(_l("New email address"))
    current_password = _password_field(_l("Current password"))


class DeleteForm(PlatformForm):
    """The last word before an account goes."""

    current_password = _password_field(_l("Current password"))

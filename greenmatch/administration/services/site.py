"""The site's settings as one form changes them."""

from collections.abc import Mapping
from dataclasses import asdict

from sqlalchemy.orm import Session

from greenmatch.core.errors import Conflict
from greenmatch.core.fingerprint import fingerprint
from greenmatch.core.i18n import _
from greenmatch.core.mail import OutgoingMail, send_mail
from greenmatch.core.site import SiteSettings, change_site_settings, site_settings


def settings_mark(settings: SiteSettings) -> str:
    """What a form remembers of the settings that it was filled with."""
    return fingerprint(f"{key}={value}" for key, value in sorted(asdict(settings).items()))


def save_site(
    session: Session, *, values: Mapping[str, str], based_on: str, actor_id: int
) -> SiteSettings:
    """The settings with new values; Conflict where somebody changed them since `based_on`."""
    now_set = site_settings(session)
    same = all(getattr(now_set, key) == value for key, value in values.items())
    if settings_mark(now_set) != based_on and not same:
        raise Conflict(_("Somebody else has changed the settings in the meantime."))
    return change_site_settings(session, values=values, actor_id=actor_id)


def send_test_mail(session: Session, *, to: str, language: str) -> OutgoingMail:
    """A mail that says that mails arrive."""
    return send_mail(session, to=to, language=language, template="administration/test")

"""The site's name, logo and addresses, as an administrator set them."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields

from email_validator import EmailNotValidError, validate_email
from sqlalchemy import select
from sqlalchemy.orm import Session

from greenmatch.core import audit
from greenmatch.core.errors import Invalid
from greenmatch.core.i18n import _
from greenmatch.core.site.models import SiteSetting

LONGEST = {"name_en": 60, "name_zh": 60, "sender_en": 60, "sender_zh": 60, "operator": 500}


@dataclass(frozen=True)
class LocalSite:
    """The site as readers of one language see it."""

    name: str
    operator: str
    contact: str
    logo: str


@dataclass(frozen=True)
class SiteSettings:
    """All settings with their defaults; the keys of the table are the names of the fields.

    `operator` says who runs the site (name and postal address), `contact_mail` where people
    reach them, `logo` is the public id of a file, `sender_*` names the sender of mails.
    """

    name_en: str = "GreenMatch"
    name_zh: str = "GreenMatch"
    operator: str = ""
    contact_mail: str = ""
    logo: str = ""
    sender_en: str = ""
    sender_zh: str = ""

    def name(self, language: str) -> str:
        """The site's name in a language."""
        return self.name_zh if language == "zh" else self.name_en

    def in_language(self, language: str) -> LocalSite:
        """What pages and mails in a language show of the site."""
        return LocalSite(self.name(language), self.operator, self.contact_mail, self.logo)

    def mail_sender(self, language: str) -> str:
        """The name that mails come from in a language: its own, or the site's."""
        sender = self.sender_zh if language == "zh" else self.sender_en
        return sender or self.name(language)


KEYS = tuple(field.name for field in fields(SiteSettings))


_ALL = select(SiteSetting.key, SiteSetting.value).where(SiteSetting.key.in_(KEYS))
"""Built once: every page asks it."""


def site_settings(session: Session) -> SiteSettings:
    """The settings in force, in one query."""
    return SiteSettings(**{row.key: row.value for row in session.execute(_ALL)})


def change_site_settings(
    session: Session, *, values: Mapping[str, str], actor_id: int | None
) -> SiteSettings:
    """Set some settings and return all; an empty value of one that has a default restores it.

    Invalid names the fields with values that cannot be used; KeyError for an unknown setting.
    """
    before = asdict(site_settings(session))
    cleaned = {key: " ".join(value.split()) for key, value in values.items()}
    changed = {key: value for key, value in cleaned.items() if before[key] != value}
    _refuse_unusable(changed)
    for key, value in changed.items():
        _set(session, key, value, actor_id)
    session.flush()
    if changed:
        audit.record(
            session,
            actor_id=actor_id,
            action="site.settings",
            subject_type="site",
            subject_id="settings",
            details={key: [before[key], value] for key, value in changed.items()},
        )
    return site_settings(session)


def _set(session: Session, key: str, value: str, actor_id: int | None) -> None:
    row = session.get(SiteSetting, key)
    default = getattr(SiteSettings, key)
    if not value or value == default:
        if row is not None:
            session.delete(row)
        return
    if row is None:
        row = SiteSetting(key=key)
        session.add(row)
    row.value, row.updated_by = value, actor_id


def _refuse_unusable(values: Mapping[str, str]) -> None:
    problems: dict[str, list[str]] = {}
    for key, value in values.items():
        if len(value) > (limit := LONGEST.get(key, 254)):
            problems[key] = [_("Use at most %(limit)d characters.", limit=limit)]
    if (address := values.get("contact_mail")) and not _is_mail_address(address):
        problems["contact_mail"] = [_("This is not an email address.")]
    if problems:
        raise Invalid(_("Some settings cannot be used."), problems)


def _is_mail_address(address: str) -> bool:
    try:
        validate_email(address, check_deliverability=False)
    except EmailNotValidError:
        return False
    return True

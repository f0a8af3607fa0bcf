"""Puts mails into the outbox, and takes a person's mails out of it."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import delete
from sqlalchemy.orm import Session

from greenmatch.core.i18n import LANGUAGES
from greenmatch.core.mail.message import mail_address
from greenmatch.core.mail.models import OutgoingMail
from greenmatch.core.mail.rendering import render_mail
from greenmatch.core.site import site_settings


def send_mail(
    session: Session,
    *,
    to: str,
    language: str,
    template: str,
    context: Mapping[str, Any] | None = None,
) -> OutgoingMail:
    """Put a mail into the outbox; it is sent only if this transaction is committed.

    Rendered at once, in the recipient's language, from templates/mail/<template>.txt, whose
    first line is the subject, and .html; both see the context, `site` (a LocalSite) and its
    name in that language as `site_name`.
    ValueError for a language that we don't have or an address that is none.
    """
    if language not in LANGUAGES:
        raise ValueError("no such language")
    mail_address(to)
    site = site_settings(session)
    known = {"site": site.in_language(language), "site_name": site.name(language)}
    content = render_mail(template, language, {**(context or {}), **known})
    mail = OutgoingMail(
        recipient=to.strip(),
        language=language,
        sender_name=site.mail_sender(language),
        template=template,
        subject=content.subject,
        text=content.text,
        html=content.html,
    )
    session.add(mail)
    return mail


def forget_mails(session: Session, address: str) -> None:
    """Remove every mail to an address from the outbox, waiting or sent."""
    session.execute(delete(OutgoingMail).where(OutgoingMail.recipient == address.strip()))

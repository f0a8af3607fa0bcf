"""Connects an application with what lies outside of the process: mail server and files."""

from datetime import timedelta
from pathlib import Path

from flask import Flask
from sqlalchemy.orm import Session

from greenmatch.config import Settings
from greenmatch.core.files import FolderStore, init_files, register_file_references
from greenmatch.core.jobs import register_job
from greenmatch.core.limits import purge_hits
from greenmatch.core.mail import FolderTransport, MailTransport, SmtpTransport, init_mail
from greenmatch.core.site import site_settings

_LOCAL_SENDER = "noreply@localhost.localdomain"


def init_outside(app: Flask, settings: Settings) -> None:
    """Give the application its mail transport and file store, and the worker what goes with it."""
    init_files(app, FolderStore(settings.instance / "files"))
    init_mail(app, mail_transport(settings), sender=settings.mail_from or _LOCAL_SENDER)
    register_job("limits.purge", timedelta(hours=1), purge_hits)
    register_file_references("site", _site_logo)


def _site_logo(session: Session) -> set[str]:
    return {logo} if (logo := site_settings(session).logo) else set()


def mail_transport(settings: Settings) -> MailTransport:
    """The mail server of the settings; without one, the folder of kept mails."""
    if not settings.smtp_host:
        return FolderTransport(mail_folder(settings))
    return SmtpTransport(
        settings.smtp_host,
        settings.smtp_port,
        security=settings.smtp_security,
        user=settings.smtp_user,
        password=settings.smtp_password,
    )


def mail_folder(settings: Settings) -> Path:
    """Where mails are kept when there is no mail server."""
    return settings.instance / "mail"

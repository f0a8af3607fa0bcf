"""Mail: an outbox in the database, rendered at once, sent later by the worker."""

from greenmatch.core.mail.delivery import deliver_waiting
from greenmatch.core.mail.jobs import Mailer, current_mailer, init_mail
from greenmatch.core.mail.models import OutgoingMail
from greenmatch.core.mail.queries import KeptMail, kept_mail, kept_mails
from greenmatch.core.mail.services import forget_mails, send_mail
from greenmatch.core.mail.transports import (
    FolderTransport,
    MailTransport,
    MemoryTransport,
    NotDelivered,
    SmtpTransport,
)

__all__ = [
    "FolderTransport",
    "KeptMail",
    "MailTransport",
    "Mailer",
    "MemoryTransport",
    "NotDelivered",
    "OutgoingMail",
    "SmtpTransport",
    "current_mailer",
    "deliver_waiting",
    "forget_mails",
    "init_mail",
    "kept_mail",
    "kept_mails",
    "send_mail",
]

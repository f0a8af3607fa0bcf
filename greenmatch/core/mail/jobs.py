"""How the running application sends its mail, and the worker's part in it."""

from dataclasses import dataclass
from datetime import timedelta

from flask import Flask, current_app
from sqlalchemy.orm import Session

from greenmatch.core.clock import now
from greenmatch.core.jobs import register_job
from greenmatch.core.mail.delivery import KEEP_SETTLED, deliver_waiting, purge_outbox
from greenmatch.core.mail.transports import MailTransport
from greenmatch.core.work import unit_of_work

DELIVER_EVERY = timedelta(seconds=0.5)  # people wait for the mail that lets them in
PURGE_EVERY = timedelta(hours=12)
_EXTENSION = "greenmatch.mail"


@dataclass(frozen=True)
class Mailer:
    """How mails leave this application, and the address that they come from."""

    transport: MailTransport
    sender: str


def init_mail(app: Flask, transport: MailTransport, *, sender: str) -> None:
    """Have the application send its mails over a transport, from an address."""
    app.extensions[_EXTENSION] = Mailer(transport, sender)
    register_job("mail.deliver", DELIVER_EVERY, deliver)
    register_job("mail.purge", PURGE_EVERY, purge)


def current_mailer() -> Mailer:
    """How the current application sends; KeyError before `init_mail`."""
    mailer: Mailer = current_app.extensions[_EXTENSION]
    return mailer


def deliver(session: Session) -> None:
    """Send what is due."""
    mailer = current_mailer()
    deliver_waiting(session, mailer.transport, sender=mailer.sender)


def purge(session: Session) -> None:
    """Forget whom old mails went to."""
    with unit_of_work(session):
        purge_outbox(session, before=now() - KEEP_SETTLED)

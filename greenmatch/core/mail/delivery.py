"""Sends what waits in the outbox.

No transaction is open while a mail server is talked to: it may take its time, and SQLite
would let nobody else write meanwhile. Each mail is therefore claimed, sent and settled in two
short transactions. A crash between them sends that one mail once more, never another one.
"""

import logging
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from greenmatch.core.clock import now
from greenmatch.core.mail.message import UnusableAddress, compose_message
from greenmatch.core.mail.models import OutgoingMail
from greenmatch.core.mail.transports import MailTransport, NotDelivered
from greenmatch.core.work import unit_of_work

log = logging.getLogger(__name__)

# How long a claimed mail is left alone: longer than any transport may take.
LEASE = timedelta(minutes=10)
FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=6)
MOST_ATTEMPTS = 16  # with these waits some two days
KEEP_SETTLED = timedelta(days=30)


def deliver_waiting(
    session: Session, transport: MailTransport, *, sender: str, limit: int = 100
) -> int:
    """Send up to `limit` mails that are due, those that wait longest first; how many were sent.

    Commits for each mail. `sender` is the address that mails come from. What fails is tried
    again after a wait that doubles, or given up where the transport says that it is no use.
    """
    sent = 0
    for _turn in range(limit):
        number = _claim(session)
        if number is None:
            break
        failure = _attempt(session, transport, number, sender)
        with unit_of_work(session):
            _settle(session, number, failure)
        sent += failure is None
    return sent


def _claim(session: Session) -> int | None:
    """Take the next due mail for ourselves, or None.

    Looks before it begins to write: mostly nothing waits, and this runs all the time.
    """
    due = (
        select(OutgoingMail)
        .where(OutgoingMail.next_attempt_at <= now(), OutgoingMail.attempts < MOST_ATTEMPTS)
        .order_by(OutgoingMail.next_attempt_at, OutgoingMail.id)
        .limit(1)
    )
    waits = session.scalar(due) is not None
    session.rollback()
    if not waits:
        return None
    with unit_of_work(session):
        mail = session.scalar(due.with_for_update(skip_locked=True))
        if mail is None:
            return None
        mail.attempts += 1
        mail.next_attempt_at = now() + LEASE
        return mail.id


def _attempt(
    session: Session, transport: MailTransport, number: int, sender: str
) -> NotDelivered | None:
    """Send a mail while no transaction is open; None where it went out."""
    try:
        message = compose_message(session.get_one(OutgoingMail, number), sender)
    except UnusableAddress:
        return NotDelivered("unusable address", for_good=True)
    finally:
        session.rollback()
    try:
        transport.send(message)
    except NotDelivered as failure:
        return failure
    return None


def _settle(session: Session, number: int, failure: NotDelivered | None) -> None:
    mail = session.get(OutgoingMail, number)
    if mail is None:
        return  # its recipient has left meanwhile
    if failure is None:
        mail.sent_at = now()
    else:
        mail.last_error = str(failure)[:200]
        log.warning("mail %d: attempt %d failed: %s", number, mail.attempts, mail.last_error)
    if failure is None or failure.for_good or mail.attempts >= MOST_ATTEMPTS:
        mail.next_attempt_at = None
        mail.blank()
    else:
        mail.next_attempt_at = now() + wait_after(mail.attempts)


def wait_after(attempts: int) -> timedelta:
    """How long to wait after so many failed attempts."""
    return min(LONGEST_WAIT, FIRST_WAIT * (1 << (attempts - 1)))


def purge_outbox(session: Session, *, before: datetime) -> None:
    """Remove the mails made before a moment, with whom they went to."""
    session.execute(delete(OutgoingMail).where(OutgoingMail.created_at < before))

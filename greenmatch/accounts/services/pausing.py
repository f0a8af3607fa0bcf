"""A pause between two mails of one kind to one address, the same whoever has an account."""

from sqlalchemy.orm import Session

from greenmatch.accounts.models import Purpose
from greenmatch.accounts.services.links import SAME_CLICK
from greenmatch.core.errors import TooMany
from greenmatch.core.i18n import _n
from greenmatch.core.limits import Rate, check_rate, count_hit

_PAUSE = Rate(1, SAME_CLICK)


def pause_between_mails(session: Session, *, email: str, purpose: Purpose) -> None:
    """Count a mail of this kind to the address; TooMany, in words, soon after the last one.

    Addresses with and without an account are counted alike, so the answer tells nobody which.
    """
    try:
        check_rate(session, bucket=_bucket(purpose), key=email, limit=_PAUSE)
    except TooMany as early:
        raise TooMany(
            _n(
                "An email was sent to this address a moment ago: please look for that one. "
                "Another one can be sent in %(num)d second.",
                "An email was sent to this address a moment ago: please look for that one. "
                "Another one can be sent in %(num)d seconds.",
                early.retry_after,
            ),
            early.retry_after,
        ) from None


def note_mail(session: Session, *, email: str, purpose: Purpose) -> None:
    """Count a mail that is sent without a pause."""
    count_hit(session, bucket=_bucket(purpose), key=email)


def _bucket(purpose: Purpose) -> str:
    return f"mail-{purpose.value}"

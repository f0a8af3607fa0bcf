"""Mails that wait in the outbox, and the links in them."""

import re
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from greenmatch.core.mail import OutgoingMail


def mails_to(session: Session, address: str | None) -> Sequence[OutgoingMail]:
    """What has been written to an address, oldest first."""
    session.flush()
    query = select(OutgoingMail).where(OutgoingMail.recipient == address)
    return session.scalars(query.order_by(OutgoingMail.id)).all()


def link_in(text: str, part: str) -> str:
    """The first address in a text that has the part in it."""
    found = re.search(rf"https?://\S*{re.escape(part)}\S*", text)
    assert found is not None, text
    return found.group(0)


def token_to(session: Session, address: str | None, part: str) -> str:
    """The token at the end of the link in the latest mail to an address."""
    link = link_in(mails_to(session, address)[-1].text, part)
    return link.partition("?")[0].rpartition("/")[2]

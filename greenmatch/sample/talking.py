"""The sample enquiries: threads between sample organisations."""

from collections.abc import Mapping
from datetime import timedelta

from sqlalchemy.orm import Session

from greenmatch.accounts.models import User
from greenmatch.catalogue.models import Listing
from greenmatch.core.clock import now
from greenmatch.core.mail import forget_mails
from greenmatch.enquiries.models import EnquiryThread, ThreadReading
from greenmatch.enquiries.services import add_message, start_enquiry
from greenmatch.organisations.models import Organisation
from greenmatch.sample.files import SampleEnquiry, enquiries
from greenmatch.sample.people import PEOPLE

BETWEEN = timedelta(hours=19)


def add_enquiries(
    session: Session, added: Mapping[str, Listing], houses: Mapping[str, Organisation]
) -> None:
    """Add the threads about the listings that were added; nobody gets a mail."""
    for row in enquiries():
        listing = added.get(row.listing)
        if listing is not None:
            _date(session, _enquiry(session, row, listing, houses[row.sender]))
    for person in PEOPLE:  # their addresses lead nowhere
        forget_mails(session, person.email)


def _enquiry(
    session: Session, row: SampleEnquiry, listing: Listing, sender: Organisation
) -> EnquiryThread:
    sides = {"sender": sender, "owner": listing.organisation}
    first, *replies = row.messages
    thread = start_enquiry(
        session,
        listing=listing,
        sender=sender,
        author_id=_writer(sender).id,
        body=first.body,
    )
    for reply in replies:
        house = sides[reply.side]
        add_message(
            session, thread=thread, sender=house, author_id=_writer(house).id, body=reply.body
        )
    session.flush()
    return thread


def _writer(house: Organisation) -> User:
    return house.memberships[0].user


def _date(session: Session, thread: EnquiryThread) -> None:
    """Spread the messages over the last days; who wrote one has read the thread up to it."""
    messages = thread.messages
    for number, message in enumerate(messages):
        message.created_at = now() - BETWEEN * (len(messages) - number)
        reading = session.get_one(ThreadReading, (thread.id, message.author_id))
        reading.read_at = message.created_at
    thread.created_at, thread.last_message_at = messages[0].created_at, messages[-1].created_at

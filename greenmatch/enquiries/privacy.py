"""What this feature holds of a person: the messages that they wrote."""

from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from greenmatch.catalogue.models import Listing
from greenmatch.catalogue.queries.titles import public_titles
from greenmatch.core.i18n import current_language
from greenmatch.core.privacy import register_personal_data
from greenmatch.enquiries.models import EnquiryMessage, EnquiryThread, ThreadReading


def export_messages(session: Session, user_id: int) -> dict[str, Any]:
    """The person's own messages, each with its thread and the listing that it is about."""
    query = (
        select(EnquiryMessage, EnquiryThread.public_id, Listing)
        .join(EnquiryMessage.thread)
        .join(EnquiryThread.listing)
        .where(EnquiryMessage.author_id == user_id)
        .order_by(EnquiryMessage.id)
    )
    rows = session.execute(query).all()
    titles = public_titles(session, {row.Listing.id for row in rows}, current_language())
    return {
        "messages": [
            {
                "enquiry": thread,
                "listing": listing.public_id,
                "title": titles.get(listing.id, ""),
                "at": message.created_at,
                "body": message.body,
            }
            for message, thread, listing in rows
        ]
    }


def erase_messages(session: Session, user_id: int) -> None:
    """Take the person's name off their messages; the threads stay for the organisations."""
    session.execute(
        update(EnquiryMessage).where(EnquiryMessage.author_id == user_id).values(author_id=None)
    )
    session.execute(
        update(EnquiryThread).where(EnquiryThread.started_by == user_id).values(started_by=None)
    )
    session.execute(delete(ThreadReading).where(ThreadReading.user_id == user_id))


def init_privacy() -> None:
    """Have the person's messages exported and their name erased with the account."""
    register_personal_data("enquiries", export_messages, erase_messages)

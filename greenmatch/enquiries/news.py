"""What enquiries learn from organisations: nobody answers for one that has ended."""

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from greenmatch.enquiries.models import EnquiryThread
from greenmatch.enquiries.services import ENDED, close_enquiry
from greenmatch.organisations.models import Organisation
from greenmatch.organisations.signals import organisation_closed


def end_threads(session: Session, organisation: Organisation, actor_id: int | None) -> None:
    """End every thread in which an organisation that has ended takes part."""
    query = select(EnquiryThread).where(
        or_(EnquiryThread.owner_id == organisation.id, EnquiryThread.sender_id == organisation.id),
        EnquiryThread.state.not_in(ENDED),
    )
    for thread in session.scalars(query).all():
        close_enquiry(session, thread=thread, actor_id=actor_id, closer_id=organisation.id)


def init_news() -> None:
    """Listen to what happens to organisations."""
    organisation_closed.connect(end_threads)

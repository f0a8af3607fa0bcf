"""Enquiries, with people on both sides."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from greenmatch.accounts.models import User
from greenmatch.catalogue.content import Content
from greenmatch.catalogue.models import Listing
from greenmatch.enquiries.models import EnquiryThread
from greenmatch.enquiries.services import start_enquiry
from greenmatch.organisations.models import Organisation
from tests.factories.catalogue import make_published
from tests.factories.organisations import make_provider

QUESTION = "How much power does it need?"


@dataclass(frozen=True)
class Talk:
    """A thread, and a person on each of its sides."""

    thread: EnquiryThread
    listing: Listing
    asker: User
    sender: Organisation
    answerer: User
    owner: Organisation

    @property
    def address(self) -> str:
        """Where the thread stands, on the English pages."""
        return f"/en/enquiries/{self.thread.public_id}"


def make_talk(
    session: Session,
    *,
    content: Content | None = None,
    body: str = QUESTION,
    asker: tuple[User, Organisation] | None = None,
    answerer: tuple[User, Organisation] | None = None,
) -> Talk:
    """An enquiry that waits for an answer."""
    asking, sender = asker or make_provider(session)
    answering, owner = answerer or make_provider(session)
    listing = make_published(session, content=content, author=answering, organisation=owner)
    thread = start_enquiry(session, listing=listing, sender=sender, author_id=asking.id, body=body)
    session.flush()
    return Talk(thread, listing, asking, sender, answering, owner)

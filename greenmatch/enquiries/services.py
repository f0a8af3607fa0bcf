"""Writes: enquiries are begun, answered, accepted, declined and closed."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from greenmatch.catalogue.content import content_from_json
from greenmatch.catalogue.models import Listing
from greenmatch.catalogue.queries import present
from greenmatch.catalogue.queries.versions import public_version
from greenmatch.catalogue.states import ListingState
from greenmatch.core.audit import record
from greenmatch.core.clock import now
from greenmatch.core.errors import Conflict, Invalid
from greenmatch.core.i18n import _
from greenmatch.enquiries.models import (
    EnquiryMessage,
    EnquiryThread,
    ThreadReading,
    ThreadState,
)
from greenmatch.enquiries.queries import open_thread_between
from greenmatch.enquiries.telling import tell_other_side
from greenmatch.organisations.models import Organisation, OrganisationState

ENDED = (ThreadState.DECLINED, ThreadState.CLOSED)


def start_enquiry(
    session: Session,
    *,
    listing: Listing,
    sender: Organisation,
    author_id: int,
    body: str,
    cooperation: str = "",
    token: str | None = None,
) -> EnquiryThread:
    """The thread with its first message; the one that is open already where there is one.

    Conflict where the listing takes no enquiries, Invalid for one's own listing.
    """
    _refuse_where_not_possible(listing, sender)
    before = open_thread_between(session, listing_id=listing.id, sender_id=sender.id)
    if before is not None and before.state not in ENDED:
        add_message(
            session, thread=before, sender=sender, author_id=author_id, body=body, token=token
        )
        return before
    thread = EnquiryThread(
        listing=listing,
        sender=sender,
        owner=listing.organisation,
        started_by=author_id,
        state=ThreadState.OPEN,
        cooperation=cooperation,
        masked=_is_anonymous(session, listing),
        created_at=now(),
        last_message_at=now(),
    )
    session.add(thread)
    session.flush()
    add_message(session, thread=thread, sender=sender, author_id=author_id, body=body, token=token)
    _audit(session, thread, author_id, "enquiry.start")
    return thread


def add_message(
    session: Session,
    *,
    thread: EnquiryThread,
    sender: Organisation,
    author_id: int,
    body: str,
    token: str | None = None,
) -> EnquiryMessage:
    """The message, mailed to the other side; the one that is there already on a second click."""
    if token is not None:
        query = select(EnquiryMessage).where(EnquiryMessage.token == token)
        if (same := session.scalars(query).first()) is not None:
            return same
    if thread.state in ENDED:
        raise Conflict(_("This enquiry has ended; nothing can be added."))
    message = EnquiryMessage(
        thread=thread,
        organisation_id=sender.id,
        author_id=author_id,
        body=body,
        token=token,
        created_at=now(),
    )
    session.add(message)
    thread.last_message_at = message.created_at
    session.flush()
    mark_read(session, thread=thread, user_id=author_id)
    tell_other_side(session, thread, writer_id=sender.id, template="enquiries/message", body=body)
    return message


def accept_enquiry(
    session: Session, *, thread: EnquiryThread, actor_id: int, reveal: bool = False
) -> EnquiryThread:
    """The thread, accepted: the two sides go on talking. `reveal` names an unnamed owner."""
    _expect(thread, ThreadState.OPEN)
    thread.state = ThreadState.ACCEPTED
    thread.revealed = thread.revealed or reveal
    return _decided(session, thread, actor_id, "enquiry.accept", "enquiries/accepted")


def decline_enquiry(
    session: Session, *, thread: EnquiryThread, actor_id: int, reason: str, note: str = ""
) -> EnquiryThread:
    """The thread, declined with a reason of the taxonomy and perhaps a note."""
    _expect(thread, ThreadState.OPEN)
    thread.state = ThreadState.DECLINED
    thread.reason, thread.note = reason, note
    return _decided(session, thread, actor_id, "enquiry.decline", "enquiries/declined")


def close_enquiry(session: Session, *, thread: EnquiryThread, actor_id: int) -> EnquiryThread:
    """The thread, ended; it can still be read."""
    _expect(thread, ThreadState.OPEN, ThreadState.ACCEPTED)
    thread.state = ThreadState.CLOSED
    thread.decided_at = now()
    _audit(session, thread, actor_id, "enquiry.close")
    return thread


def mark_read(session: Session, *, thread: EnquiryThread, user_id: int) -> None:
    """Remember that the person has seen the thread up to now."""
    session.merge(ThreadReading(thread_id=thread.id, user_id=user_id, read_at=now()))
    session.flush()


def _refuse_where_not_possible(listing: Listing, sender: Organisation) -> None:
    if listing.organisation_id == sender.id:
        raise Invalid(
            _("This is your own organisation's listing."),
            {"organisation": [_("This is your own organisation's listing.")]},
        )
    owner = listing.organisation
    live = listing.state is ListingState.PUBLISHED and owner.state is OrganisationState.ACTIVE
    if not live or not listing.open_for_enquiries:
        raise Conflict(_("This listing does not take enquiries at present."))
    if not owner.claimed:
        raise Conflict(
            _("This entry was imported and nobody has claimed it: contact through the source.")
        )


def _is_anonymous(session: Session, listing: Listing) -> bool:
    version = public_version(session, listing)
    if version is None:
        return False
    content = content_from_json(version.content_json)
    return present(listing, listing.organisation, content).organisation.anonymous


def _expect(thread: EnquiryThread, *states: ThreadState) -> None:
    if thread.state not in states:
        raise Conflict(_("Somebody has answered or ended this enquiry in the meantime."))


def _decided(
    session: Session, thread: EnquiryThread, actor_id: int, action: str, template: str
) -> EnquiryThread:
    thread.decided_at = now()
    mark_read(session, thread=thread, user_id=actor_id)
    _audit(session, thread, actor_id, action)
    tell_other_side(session, thread, writer_id=thread.owner_id, template=template, body="")
    return thread


def _audit(session: Session, thread: EnquiryThread, actor_id: int, action: str) -> None:
    record(
        session,
        actor_id=actor_id,
        action=action,
        subject_type="enquiry",
        subject_id=thread.public_id,
    )

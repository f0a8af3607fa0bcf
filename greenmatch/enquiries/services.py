"""Writes: enquiries are begun, answered, accepted, declined and closed."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from greenmatch.catalogue.models import Listing
from greenmatch.catalogue.queries import PublicListing, public_listings
from greenmatch.catalogue.services.locking import lock_listing
from greenmatch.core.audit import record
from greenmatch.core.clock import now
from greenmatch.core.errors import Conflict
from greenmatch.core.i18n import _
from greenmatch.enquiries.models import (
    EnquiryMessage,
    EnquiryThread,
    ThreadReading,
    ThreadState,
)
from greenmatch.enquiries.queries import going_threads
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
    """The thread with its first message; the one that is going on already where there is one.

    After a listing has changed hands, that is one with its new owner.
    Conflict where the listing takes no enquiries or is the sender's own.
    """
    listing = lock_listing(session, listing)
    _refuse_where_not_possible(session, listing, sender)
    sent = _sent_before(session, token)
    if sent is not None and sent.body == body:
        return sent.thread
    before = going_threads(session, listing_id=listing.id, sender_ids=[sender.id])
    if before:
        add_message(
            session, thread=before[0], sender=sender, author_id=author_id, body=body, token=token
        )
        return before[0]
    thread = EnquiryThread(
        listing=listing,
        sender=sender,
        owner=listing.organisation,
        started_by=author_id,
        state=ThreadState.OPEN,
        cooperation=cooperation,
        masked=_public_face(session, listing).organisation.anonymous,
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
    """The message, mailed to the other side; the one that is there already on a second click.

    The same form with other words, from somebody who went back to it, is another message.
    """
    _hold(session, thread)
    sent = _sent_before(session, token)
    if sent is not None and sent.body == body:
        return sent
    if thread.state in ENDED:
        raise Conflict(_("This enquiry has ended; nothing can be added."))
    message = EnquiryMessage(
        thread=thread,
        organisation_id=sender.id,
        author_id=author_id,
        body=body,
        token=None if sent else token,
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
    if _hold(session, thread) is ThreadState.ACCEPTED:
        return thread
    expect_state(thread, ThreadState.OPEN)
    thread.state = ThreadState.ACCEPTED
    thread.revealed = thread.revealed or reveal
    return _decided(session, thread, actor_id, "enquiry.accept", "enquiries/accepted")


def decline_enquiry(
    session: Session, *, thread: EnquiryThread, actor_id: int, reason: str, note: str = ""
) -> EnquiryThread:
    """The thread, declined with a reason of the taxonomy and perhaps a note.

    Conflict where somebody has declined it in other words, which stand.
    """
    state = _hold(session, thread)
    if state is ThreadState.DECLINED and (thread.reason, thread.note) == (reason, note):
        return thread
    expect_state(thread, ThreadState.OPEN)
    thread.state = ThreadState.DECLINED
    thread.reason, thread.note = reason, note
    return _decided(session, thread, actor_id, "enquiry.decline", "enquiries/declined")


def close_enquiry(
    session: Session, *, thread: EnquiryThread, actor_id: int | None, closer_id: int
) -> EnquiryThread:
    """The thread, ended by one of its two organisations; it can still be read."""
    if _hold(session, thread) is ThreadState.CLOSED:
        return thread
    expect_state(thread, ThreadState.OPEN, ThreadState.ACCEPTED)
    thread.state = ThreadState.CLOSED
    thread.decided_at = now()
    _audit(session, thread, actor_id, "enquiry.close")
    tell_other_side(session, thread, writer_id=closer_id, template="enquiries/closed", body="")
    return thread


def mark_read(session: Session, *, thread: EnquiryThread, user_id: int) -> None:
    """Remember that the person has seen the thread up to now."""
    session.merge(ThreadReading(thread_id=thread.id, user_id=user_id, read_at=now()))
    session.flush()


def _sent_before(session: Session, token: str | None) -> EnquiryMessage | None:
    if token is None:
        return None
    return session.scalars(select(EnquiryMessage).where(EnquiryMessage.token == token)).first()


def _refuse_where_not_possible(session: Session, listing: Listing, sender: Organisation) -> None:
    if listing.organisation_id == sender.id:
        raise Conflict(_("This is your own organisation's listing."))
    if sender.state is not OrganisationState.ACTIVE:
        raise Conflict(_("This organisation is suspended or closed."))
    shown = _public_face(session, listing)
    if not shown.organisation.claimed:
        raise Conflict(
            _("This entry was imported and nobody has claimed it: contact through the source.")
        )
    if not shown.takes_enquiries:
        raise Conflict(_("This listing does not take enquiries at present."))


def _public_face(session: Session, listing: Listing) -> PublicListing:
    found = public_listings(session, [listing.id]).get(listing.id)
    if found is None:
        raise Conflict(_("This listing does not take enquiries at present."))
    return found


def _hold(session: Session, thread: EnquiryThread) -> ThreadState:
    """The thread's state as it is now; whoever else acts on it waits for this transaction.

    The words of a decline are those of now too.
    """
    session.flush()
    session.refresh(thread, ["state", "reason", "note"], with_for_update=True)
    return thread.state


def expect_state(thread: EnquiryThread, *states: ThreadState) -> None:
    """Pass where the thread is in one of the states; Conflict otherwise."""
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


def _audit(session: Session, thread: EnquiryThread, actor_id: int | None, action: str) -> None:
    record(
        session,
        actor_id=actor_id,
        action=action,
        subject_type="enquiry",
        subject_id=thread.public_id,
    )

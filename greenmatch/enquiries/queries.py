"""Reads: a person's inbox, one thread as its reader may see it, and what is unread."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Select, and_, exists, func, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from greenmatch.catalogue.models import Listing, NeedDetails
from greenmatch.catalogue.queries.titles import public_titles
from greenmatch.catalogue.states import ListingState
from greenmatch.core.audit import audit_entries
from greenmatch.core.database import is_public_id
from greenmatch.core.permissions import Actor
from greenmatch.enquiries.models import EnquiryMessage, EnquiryThread, ThreadReading, ThreadState
from greenmatch.organisations.models import Organisation, OrganisationState

WITH_ALL = (
    joinedload(EnquiryThread.listing),
    joinedload(EnquiryThread.sender),
    joinedload(EnquiryThread.owner),
)
# What the log calls the acts that a thread shows between its messages.
_ACTS = {
    "enquiry.accept": ThreadState.ACCEPTED,
    "enquiry.decline": ThreadState.DECLINED,
    "enquiry.close": ThreadState.CLOSED,
}


@dataclass(frozen=True)
class Side:
    """An organisation of a thread as its reader may know it; unnamed, only type and country.

    `shown` says that it has a page that the reader may see.
    """

    name: str
    name_zh: str
    type: str
    country: str
    public_id: str | None
    shown: bool

    @property
    def named(self) -> bool:
        """Whether the reader may know who it is."""
        return self.public_id is not None

    def name_in(self, language: str) -> str:
        """Its name for a reader; empty where it is not named."""
        return self.name_zh if language == "zh" and self.name_zh else self.name


@dataclass(frozen=True)
class Happening:
    """One line of a thread's history: a message, or the state into which it came."""

    at: datetime
    message: EnquiryMessage | None = None
    state: ThreadState | None = None


class Part(StrEnum):
    """A part of an inbox."""

    ALL = "all"
    UNREAD = "unread"
    RECEIVED = "received"
    SENT = "sent"


def inbox_of(actor: Actor, part: Part = Part.ALL) -> Select[EnquiryThread]:
    """The threads of a person's organisations, those with the newest message first."""
    own = own_sides(actor)
    received = EnquiryThread.owner_id.in_(own)
    conditions = {
        Part.ALL: or_(received, EnquiryThread.sender_id.in_(own)),
        Part.UNREAD: EnquiryThread.id.in_(_unread(actor)),
        Part.RECEIVED: received,
        Part.SENT: and_(EnquiryThread.sender_id.in_(own), ~received),
    }
    return (
        select(EnquiryThread)
        .where(conditions[part])
        .options(*WITH_ALL)
        .order_by(EnquiryThread.last_message_at.desc(), EnquiryThread.id.desc())
    )


def own_sides(actor: Actor) -> frozenset[int]:
    """The organisations whose threads the person may read, suspended or not."""
    return actor.organisation_ids | actor.suspended_organisation_ids


def thread_by_public_id(session: Session, public_id: str) -> EnquiryThread | None:
    """The thread at an address, with its messages and their authors."""
    if not is_public_id(public_id):
        return None
    query = select(EnquiryThread).where(EnquiryThread.public_id == public_id)
    messages = selectinload(EnquiryThread.messages).joinedload(EnquiryMessage.author)
    return session.scalars(query.options(*WITH_ALL, messages)).unique().one_or_none()


def going_threads(
    session: Session, *, listing_id: int, sender_ids: Collection[int]
) -> Sequence[EnquiryThread]:
    """The enquiries of some organisations with a listing's owner that go on, latest first.

    Those with a former owner stay with it: it was told what they say, the new one was not.
    """
    query = (
        select(EnquiryThread)
        .join(EnquiryThread.listing)
        .where(
            EnquiryThread.listing_id == listing_id,
            EnquiryThread.owner_id == Listing.organisation_id,
            EnquiryThread.sender_id.in_(sender_ids),
            EnquiryThread.state.in_((ThreadState.OPEN, ThreadState.ACCEPTED)),
        )
    )
    return session.scalars(query.order_by(EnquiryThread.id.desc())).all()


def thread_history(session: Session, thread: EnquiryThread) -> Sequence[Happening]:
    """The messages of a thread and what was done to it, in the order of time; one query.

    The thread itself holds its last state only, so the acts are read from the log.
    """
    acts = audit_entries(subject_type="enquiry", subject_id=thread.public_id)
    happenings = [Happening(each.created_at, message=each) for each in thread.messages]
    happenings += [
        Happening(entry.at, state=_ACTS[entry.action])
        for entry in reversed(session.scalars(acts).all())
        if entry.action in _ACTS
    ]
    return sorted(happenings, key=lambda each: each.at)


def thread_titles(
    session: Session, threads: Collection[EnquiryThread], actor: Actor, language: str
) -> dict[int, str]:
    """What the threads are about, by thread id; of a withdrawn listing its owner's side only."""
    own = own_sides(actor)
    shown = [
        thread
        for thread in threads
        if thread.owner_id in own or thread.listing.state is not ListingState.WITHDRAWN
    ]
    titles = public_titles(session, {thread.listing_id for thread in shown}, language)
    return {thread.id: titles.get(thread.listing_id, "") for thread in shown}


def _unread(actor: Actor) -> Select[int]:
    own = own_sides(actor)
    read = and_(
        ThreadReading.thread_id == EnquiryThread.id,
        ThreadReading.user_id == actor.user_id,
    )
    newer = exists().where(
        EnquiryMessage.thread_id == EnquiryThread.id,
        EnquiryMessage.organisation_id.not_in(own),
        or_(ThreadReading.read_at.is_(None), EnquiryMessage.created_at > ThreadReading.read_at),
    )
    mine = or_(EnquiryThread.sender_id.in_(own), EnquiryThread.owner_id.in_(own))
    return select(EnquiryThread.id).outerjoin(ThreadReading, read).where(mine, newer)


def unread_threads(session: Session, actor: Actor) -> frozenset[int]:
    """The ids of the threads in which the other side has written since the person looked."""
    return frozenset(session.scalars(_unread(actor)))


def count_unread(session: Session, actor: Actor) -> int:
    """How many threads wait to be read by the person."""
    return session.scalar(select(func.count()).select_from(_unread(actor).subquery())) or 0


def masked_threads(session: Session, threads: Collection[EnquiryThread]) -> frozenset[int]:
    """The ids of those threads whose asked organisation stays unnamed to the sender."""
    ids = [thread.listing_id for thread in threads]
    query = select(NeedDetails.listing_id, NeedDetails.anonymous).where(
        NeedDetails.listing_id.in_(ids)
    )
    masked_now = {row[0]: row[1] for row in session.execute(query)}
    return frozenset(
        thread.id
        for thread in threads
        if not thread.revealed and (thread.masked or masked_now.get(thread.listing_id, False))
    )


def side(organisation: Organisation, *, masked: bool) -> Side:
    """An organisation as the other side may know it."""
    return Side(
        name="" if masked else organisation.name,
        name_zh="" if masked else organisation.name_zh,
        type=organisation.type,
        country=organisation.country,
        public_id=None if masked else organisation.public_id,
        shown=not masked and organisation.state is OrganisationState.ACTIVE,
    )

"""Reads: a person's inbox, one thread as its reader may see it, and what is unread."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Select, and_, exists, func, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from greenmatch.catalogue.models import NeedDetails
from greenmatch.core.permissions import Actor
from greenmatch.enquiries.models import EnquiryMessage, EnquiryThread, ThreadReading
from greenmatch.organisations.models import Organisation

WITH_ALL = (
    joinedload(EnquiryThread.listing),
    joinedload(EnquiryThread.sender),
    joinedload(EnquiryThread.owner),
)


@dataclass(frozen=True)
class Side:
    """An organisation of a thread as its reader may know it; unnamed, only type and country."""

    name: str
    name_zh: str
    type: str
    country: str
    public_id: str | None

    @property
    def named(self) -> bool:
        """Whether the reader may know who it is."""
        return self.public_id is not None

    def name_in(self, language: str) -> str:
        """Its name for a reader; empty where it is not named."""
        return self.name_zh if language == "zh" and self.name_zh else self.name


def threads_of(organisation_ids: Collection[int]) -> Select[EnquiryThread]:
    """The threads of some organisations, those with the newest message first."""
    return (
        select(EnquiryThread)
        .where(
            or_(
                EnquiryThread.sender_id.in_(organisation_ids),
                EnquiryThread.owner_id.in_(organisation_ids),
            )
        )
        .options(*WITH_ALL)
        .order_by(EnquiryThread.last_message_at.desc(), EnquiryThread.id.desc())
    )


def thread_by_public_id(session: Session, public_id: str) -> EnquiryThread | None:
    """The thread at an address, with its messages and their authors."""
    query = select(EnquiryThread).where(EnquiryThread.public_id == public_id)
    messages = selectinload(EnquiryThread.messages).joinedload(EnquiryMessage.author)
    return session.scalars(query.options(*WITH_ALL, messages)).unique().one_or_none()


def open_thread_between(
    session: Session, *, listing_id: int, sender_id: int
) -> EnquiryThread | None:
    """The latest enquiry of an organisation about a listing, if it has made one."""
    query = select(EnquiryThread).where(
        EnquiryThread.listing_id == listing_id, EnquiryThread.sender_id == sender_id
    )
    return session.scalars(query.order_by(EnquiryThread.id.desc()).limit(1)).first()


def _unread(actor: Actor) -> Select[int]:
    own = actor.organisation_ids | actor.suspended_organisation_ids
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
    )

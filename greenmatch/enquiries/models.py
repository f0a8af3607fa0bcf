"""What is stored of enquiries. Threads belong to organisations, messages to people."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from greenmatch.accounts.models import User
from greenmatch.catalogue.models import Listing
from greenmatch.core.database import Base, IntPk, PublicId, UtcDateTime, enum_column
from greenmatch.organisations.models import Organisation


class ThreadState(StrEnum):
    """Where an enquiry stands. A declined or closed one can still be read."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    CLOSED = "closed"


class EnquiryThread(Base):
    """A conversation that one organisation began about a listing of another.

    `cooperation` is the form that the sender has in mind (a taxonomy code), `reason` the
    taxonomy's decline reason with a `note`. `masked` says that the need
    was anonymous when the thread began, `revealed` that the owner of an anonymous need
    has chosen to be named to this sender.
    """

    __tablename__ = "enquiry_thread"
    __table_args__ = (
        Index("ix_enquiry_thread_sender", "sender_id", "last_message_at"),
        Index("ix_enquiry_thread_owner", "owner_id", "last_message_at"),
    )

    id: Mapped[IntPk]
    public_id: Mapped[PublicId]
    listing_id: Mapped[int] = mapped_column(ForeignKey(Listing.id), index=True)
    sender_id: Mapped[int] = mapped_column(ForeignKey(Organisation.id))
    owner_id: Mapped[int] = mapped_column(ForeignKey(Organisation.id))
    started_by: Mapped[int | None] = mapped_column(ForeignKey(User.id, ondelete="SET NULL"))
    state: Mapped[ThreadState] = mapped_column(enum_column(ThreadState), default=ThreadState.OPEN)
    cooperation: Mapped[str] = mapped_column(String(40), default="")
    reason: Mapped[str] = mapped_column(String(60), default="")
    note: Mapped[str] = mapped_column(Text, default="")
    masked: Mapped[bool] = mapped_column(default=False)
    revealed: Mapped[bool] = mapped_column(default=False)
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    last_message_at: Mapped[datetime] = mapped_column(UtcDateTime)

    listing: Mapped[Listing] = relationship()
    sender: Mapped[Organisation] = relationship(foreign_keys=[sender_id])
    owner: Mapped[Organisation] = relationship(foreign_keys=[owner_id])
    messages: Mapped[list["EnquiryMessage"]] = relationship(
        back_populates="thread", order_by="EnquiryMessage.id"
    )


class EnquiryMessage(Base):
    """One message. `token` is the form's, so that a double click sends it once."""

    __tablename__ = "enquiry_message"

    id: Mapped[IntPk]
    thread_id: Mapped[int] = mapped_column(ForeignKey(EnquiryThread.id), index=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey(Organisation.id))
    author_id: Mapped[int | None] = mapped_column(ForeignKey(User.id, ondelete="SET NULL"))
    body: Mapped[str] = mapped_column(Text)
    token: Mapped[str | None] = mapped_column(String(40), unique=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)

    thread: Mapped[EnquiryThread] = relationship(back_populates="messages")
    author: Mapped[User | None] = relationship()


class ThreadReading(Base):
    """Up to when a person has read a thread."""

    __tablename__ = "thread_reading"

    thread_id: Mapped[int] = mapped_column(
        ForeignKey(EnquiryThread.id, ondelete="CASCADE"), primary_key=True
    )
    user_id: Mapped[int] = mapped_column(ForeignKey(User.id, ondelete="CASCADE"), primary_key=True)
    read_at: Mapped[datetime] = mapped_column(UtcDateTime)

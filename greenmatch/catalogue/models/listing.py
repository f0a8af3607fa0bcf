"""A listing's identity and its numbered versions."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from greenmatch.accounts.models import User
from greenmatch.catalogue.states import Kind, ListingState, VersionState
from greenmatch.core.database import (
    Base,
    IntPk,
    JsonObject,
    PublicId,
    UtcDateTime,
    enum_column,
)
from greenmatch.organisations.models import Organisation


class Listing(Base):
    """A technology or a need: identity, owner and state. Its content stands in its versions.

    `public_number` is the number of the version that the public sees; None before the first
    approval. `sample` and `source` say where a listing comes from that no person here wrote;
    `edited_here` says that a person has changed it since.
    """

    __tablename__ = "listing"
    __table_args__ = (
        UniqueConstraint("source", "source_key"),
        Index("ix_listing_kind_state", "kind", "state"),
    )

    id: Mapped[IntPk]
    public_id: Mapped[PublicId]
    kind: Mapped[Kind] = mapped_column(enum_column(Kind))
    organisation_id: Mapped[int] = mapped_column(ForeignKey(Organisation.id), index=True)
    state: Mapped[ListingState] = mapped_column(
        enum_column(ListingState), default=ListingState.DRAFT
    )
    public_number: Mapped[int | None]
    open_for_enquiries: Mapped[bool] = mapped_column(default=True)
    completeness: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    published_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)
    confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    valid_until: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    source: Mapped[str | None] = mapped_column(String(60))
    source_key: Mapped[str | None] = mapped_column(String(200))
    source_url: Mapped[str | None] = mapped_column(String(1000))
    source_licence: Mapped[str | None] = mapped_column(String(200))
    edited_here: Mapped[bool] = mapped_column(default=False)
    sample: Mapped[bool] = mapped_column(default=False, index=True)

    organisation: Mapped[Organisation] = relationship()
    versions: Mapped[list["ListingVersion"]] = relationship(
        back_populates="listing",
        order_by="ListingVersion.number",
        cascade="all, delete-orphan",
        passive_deletes=True,
    )


class ListingVersion(Base):
    """One version of a listing's content.

    `based_on` is the number of the public version that it changes. `edits` counts the saves of
    the listing and goes on from version to version, so that a form that was opened before another
    save is recognised as stale; `form_token` is that of the form that was saved last, so that two
    clicks save once. `review_message` and `review_notes` (by field) are what the last moderator
    said to the author.
    """

    __tablename__ = "listing_version"
    __table_args__ = (
        UniqueConstraint("listing_id", "number"),
        Index("ix_listing_version_state", "state", "submitted_at"),
    )

    id: Mapped[IntPk]
    listing_id: Mapped[int] = mapped_column(ForeignKey(Listing.id, ondelete="CASCADE"))
    number: Mapped[int]
    based_on: Mapped[int | None]
    edits: Mapped[int] = mapped_column(default=1)
    form_token: Mapped[str | None] = mapped_column(String(40), unique=True)
    author_id: Mapped[int | None] = mapped_column(ForeignKey(User.id, ondelete="SET NULL"))
    state: Mapped[VersionState] = mapped_column(
        enum_column(VersionState), default=VersionState.DRAFT
    )
    content_json: Mapped[JsonObject]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    saved_at: Mapped[datetime] = mapped_column(UtcDateTime)
    submitted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    review_message: Mapped[str] = mapped_column(Text, default="")
    review_notes: Mapped[JsonObject] = mapped_column(default=dict)

    listing: Mapped[Listing] = relationship(back_populates="versions")
    author: Mapped[User | None] = relationship()

"""What is stored of organisations."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from greenmatch.accounts.models import User
from greenmatch.core.database import Base, IntPk, PublicId, UtcDateTime, enum_column
from greenmatch.core.text import normalise


class OrganisationState(StrEnum):
    """Whether an organisation and its listings are shown; nobody acts for a closed one."""

    ACTIVE = "active"
    SUSPENDED = "suspended"
    CLOSED = "closed"


class MemberRole(StrEnum):
    """Owners manage the members; members act for the organisation."""

    OWNER = "owner"
    MEMBER = "member"


class ClaimState(StrEnum):
    """Where a request to take over an imported organisation stands."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DECLINED = "declined"


class Organisation(Base):
    """Whoever offers or seeks; a lone person acts as an individual inventor.

    `type` is one of the taxonomy's organisation types or empty (unknown). An imported
    organisation has a source and is unclaimed until somebody takes it over. `folded` is both
    names as a search compares them; it follows the names by itself. `revision` counts the
    edits of people, so that an edit on an old page is noticed.
    """

    __tablename__ = "organisation"
    __table_args__ = (UniqueConstraint("source", "source_key"),)

    id: Mapped[IntPk]
    public_id: Mapped[PublicId]
    name: Mapped[str] = mapped_column(String(300), index=True)
    name_zh: Mapped[str] = mapped_column(String(300), default="")
    folded: Mapped[str] = mapped_column(Text, default="")
    type: Mapped[str] = mapped_column(String(40), default="", index=True)
    country: Mapped[str] = mapped_column(String(2), default="", index=True)
    about: Mapped[str] = mapped_column(Text, default="")
    about_zh: Mapped[str] = mapped_column(Text, default="")
    website: Mapped[str] = mapped_column(String(500), default="")
    logo: Mapped[str | None] = mapped_column(String(10))
    state: Mapped[OrganisationState] = mapped_column(
        enum_column(OrganisationState), default=OrganisationState.ACTIVE
    )
    claimed: Mapped[bool] = mapped_column(default=True)
    verified_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    source: Mapped[str | None] = mapped_column(String(60))
    source_key: Mapped[str | None] = mapped_column(String(300))
    source_url: Mapped[str | None] = mapped_column(String(1000))
    sample: Mapped[bool] = mapped_column(default=False)
    revision: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)

    memberships: Mapped[list["Membership"]] = relationship(
        back_populates="organisation", cascade="all, delete-orphan", passive_deletes=True
    )

    @validates("name", "name_zh")
    def _fold(self, field: str, value: str) -> str:
        other = self.name_zh if field == "name" else self.name
        first, second = (value, other) if field == "name" else (other, value)
        self.folded = normalise(f"{first or ''} {second or ''}").strip()
        return value

    def shown_name(self, language: str) -> str:
        """The name for readers of a language; the other one where it has none of its own."""
        return (self.name_zh or self.name) if language == "zh" else (self.name or self.name_zh)

    def shown_about(self, language: str) -> str:
        """What it says of itself, as Markdown, in the language or else in the other one."""
        return (self.about_zh or self.about) if language == "zh" else (self.about or self.about_zh)


class Membership(Base):
    """A person who acts for an organisation."""

    __tablename__ = "membership"
    __table_args__ = (UniqueConstraint("organisation_id", "user_id"),)

    id: Mapped[IntPk]
    organisation_id: Mapped[int] = mapped_column(ForeignKey(Organisation.id, ondelete="CASCADE"))
    user_id: Mapped[int] = mapped_column(ForeignKey(User.id, ondelete="CASCADE"), index=True)
    role: Mapped[MemberRole] = mapped_column(enum_column(MemberRole))
    joined_at: Mapped[datetime] = mapped_column(UtcDateTime)

    organisation: Mapped[Organisation] = relationship(back_populates="memberships")
    user: Mapped[User] = relationship()


class Invitation(Base):
    """An address that was invited to an organisation; the link's token is stored as a hash."""

    __tablename__ = "invitation"
    __table_args__ = (Index("ix_invitation_organisation", "organisation_id"),)

    id: Mapped[IntPk]
    public_id: Mapped[PublicId]
    organisation_id: Mapped[int] = mapped_column(ForeignKey(Organisation.id, ondelete="CASCADE"))
    email: Mapped[str] = mapped_column(String(320), index=True)
    role: Mapped[MemberRole] = mapped_column(enum_column(MemberRole))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    invited_by: Mapped[int | None] = mapped_column(ForeignKey(User.id, ondelete="SET NULL"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    accepted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    organisation: Mapped[Organisation] = relationship()


class ClaimRequest(Base):
    """A person's request to take over an imported organisation, and how it was decided."""

    __tablename__ = "claim_request"
    __table_args__ = (Index("ix_claim_request_organisation", "organisation_id"),)

    id: Mapped[IntPk]
    public_id: Mapped[PublicId]
    organisation_id: Mapped[int] = mapped_column(ForeignKey(Organisation.id, ondelete="CASCADE"))
    user_id: Mapped[int] = mapped_column(ForeignKey(User.id, ondelete="CASCADE"), index=True)
    message: Mapped[str] = mapped_column(Text)
    state: Mapped[ClaimState] = mapped_column(
        enum_column(ClaimState), default=ClaimState.OPEN, index=True
    )
    reason: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    organisation: Mapped[Organisation] = relationship()
    user: Mapped[User] = relationship()

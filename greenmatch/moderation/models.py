"""What is stored of decisions."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import JSON, ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from greenmatch.accounts.models import User
from greenmatch.catalogue.models import ListingVersion
from greenmatch.core.database import Base, IntPk, JsonObject, UtcDateTime, enum_column


class Outcome(StrEnum):
    """What a moderator decided."""

    APPROVED = "approved"
    CHANGES_REQUESTED = "changes-requested"
    REJECTED = "rejected"


class Decision(Base):
    """A moderator's decision on a version.

    `reasons` are codes of `moderation.reasons`, `message` is what the moderator wrote besides,
    `field_notes` are by the name of the form's field.
    """

    __tablename__ = "decision"

    id: Mapped[IntPk]
    version_id: Mapped[int] = mapped_column(
        ForeignKey(ListingVersion.id, ondelete="CASCADE"), index=True
    )
    moderator_id: Mapped[int | None] = mapped_column(
        ForeignKey(User.id, ondelete="SET NULL"), index=True
    )
    outcome: Mapped[Outcome] = mapped_column(enum_column(Outcome))
    reasons: Mapped[list[str]] = mapped_column(JSON, default=list)
    message: Mapped[str] = mapped_column(Text, default="")
    field_notes: Mapped[JsonObject]
    decided_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)

    version: Mapped[ListingVersion] = relationship()
    moderator: Mapped[User | None] = relationship()

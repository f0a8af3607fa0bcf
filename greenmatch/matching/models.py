"""What is stored of matches and of what the two sides think of them."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, String, Text, UniqueConstraint, false
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from greenmatch.accounts.models import User
from greenmatch.catalogue.models import Listing
from greenmatch.core.database import Base, IntPk, JsonObject, UtcDateTime, enum_column
from greenmatch.organisations.models import Organisation


class Verdict(StrEnum):
    """What one side thinks of a match."""

    SHORTLISTED = "shortlisted"
    DISMISSED = "dismissed"


class Match(Base):
    """A pair of technology and need that fit.

    `points` is its score in whole points; `policy` and `snapshot` say with which weights and
    which collection statistics it was computed. What it is made of is worked out when it is
    shown: under the same snapshot that gives the same sum. `unmet` says that the technology is
    known to miss what the need must have; None that nobody has looked yet.
    """

    __tablename__ = "match"
    __table_args__ = (
        UniqueConstraint("technology_id", "need_id"),
        Index("ix_match_need_points", "need_id", "points"),
        Index("ix_match_technology_points", "technology_id", "points"),
    )

    id: Mapped[IntPk]
    technology_id: Mapped[int] = mapped_column(ForeignKey(Listing.id, ondelete="CASCADE"))
    need_id: Mapped[int] = mapped_column(ForeignKey(Listing.id, ondelete="CASCADE"))
    points: Mapped[int] = mapped_column(BigInteger)
    strength: Mapped[str] = mapped_column(String(20))
    policy: Mapped[str] = mapped_column(String(20))
    snapshot: Mapped[int]
    unmet: Mapped[bool | None] = mapped_column(index=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class MatchSnapshot(Base):
    """The frozen collection statistics that scores are computed with, by number."""

    __tablename__ = "match_snapshot"

    id: Mapped[IntPk]
    policy: Mapped[str] = mapped_column(String(20))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    technologies: Mapped[int]
    needs: Mapped[int]
    pairs: Mapped[int]
    seconds: Mapped[float]


class _OfOneSide:
    """Columns of what one side of a pair, an organisation, has done with it: once a pair."""

    @declared_attr.directive
    @classmethod
    def __table_args__(cls) -> tuple[UniqueConstraint]:
        """One for each table."""
        return (UniqueConstraint("technology_id", "need_id", "organisation_id"),)

    id: Mapped[IntPk]
    technology_id: Mapped[int] = mapped_column(ForeignKey(Listing.id, ondelete="CASCADE"))
    need_id: Mapped[int] = mapped_column(ForeignKey(Listing.id, ondelete="CASCADE"), index=True)
    organisation_id: Mapped[int] = mapped_column(
        ForeignKey(Organisation.id, ondelete="CASCADE"), index=True
    )


class MatchFeedback(_OfOneSide, Base):
    """One side's verdict on a pair; seen by that side only.

    `technology_number` and `need_number` are the versions that were judged. `lapsed` says that
    one of the two has changed much since: the pair is a suggestion again, and the verdict is kept
    as what was said of the earlier versions.
    """

    __tablename__ = "match_feedback"

    verdict: Mapped[Verdict] = mapped_column(enum_column(Verdict))
    reason: Mapped[str] = mapped_column(String(60), default="")
    note: Mapped[str] = mapped_column(Text, default="")
    given_by: Mapped[int | None] = mapped_column(ForeignKey(User.id, ondelete="SET NULL"))
    given_at: Mapped[datetime] = mapped_column(UtcDateTime)
    technology_number: Mapped[int]
    need_number: Mapped[int]
    parts: Mapped[JsonObject | None] = mapped_column(JSON)
    lapsed: Mapped[bool] = mapped_column(default=False, server_default=false())


class MatchSight(_OfOneSide, Base):
    """That one side has seen a match in a list, and perhaps opened it: when for the first time."""

    __tablename__ = "match_sight"

    shown_at: Mapped[datetime] = mapped_column(UtcDateTime)
    opened_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class MatchMute(Base):
    """That a listing's side wants to be told no more of its matches: of any, or of one
    organisation's listings."""

    __tablename__ = "match_mute"
    __table_args__ = (UniqueConstraint("listing_id", "other_id"),)

    id: Mapped[IntPk]
    listing_id: Mapped[int] = mapped_column(ForeignKey(Listing.id, ondelete="CASCADE"), index=True)
    other_id: Mapped[int | None] = mapped_column(
        ForeignKey(Organisation.id, ondelete="CASCADE"), index=True
    )
    muted_at: Mapped[datetime] = mapped_column(UtcDateTime)

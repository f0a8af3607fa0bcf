"""The projection: the public version's content in tables that can be asked questions.

Written by `services.projection.project` only; never edited.
"""

from datetime import date
from enum import StrEnum

from sqlalchemy import Boolean, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from greenmatch.catalogue.models.listing import Listing
from greenmatch.core.database import Base, IntPk, enum_column


class CodeUse(StrEnum):
    """What a code says of a listing."""

    SECTOR = "sector"
    SDG = "sdg"
    IP_CLASS = "class"
    COOPERATION = "cooperation"
    DEVELOPED_IN = "developed-in"
    DEPLOYED_IN = "deployed-in"
    WANTED_IN = "wanted-in"
    NEEDED_IN = "needed-in"


class ListingText(Base):
    """A listing's title and summary in one language."""

    __tablename__ = "listing_text"

    listing_id: Mapped[int] = mapped_column(
        ForeignKey(Listing.id, ondelete="CASCADE"), primary_key=True
    )
    language: Mapped[str] = mapped_column(String(5), primary_key=True)
    original: Mapped[bool]
    title: Mapped[str] = mapped_column(String(300))
    summary: Mapped[str] = mapped_column(Text)


class ListingCode(Base):
    """A code of the taxonomy (or a country) that holds for a listing."""

    __tablename__ = "listing_code"
    __table_args__ = (Index("ix_listing_code_use_code", "use", "code"),)

    listing_id: Mapped[int] = mapped_column(
        ForeignKey(Listing.id, ondelete="CASCADE"), primary_key=True
    )
    use: Mapped[CodeUse] = mapped_column(enum_column(CodeUse), primary_key=True)
    code: Mapped[str] = mapped_column(String(80), primary_key=True)
    suggested: Mapped[bool] = mapped_column(Boolean, default=False)


class TechnologyDetails(Base):
    """What only a technology has."""

    __tablename__ = "technology"

    listing_id: Mapped[int] = mapped_column(
        ForeignKey(Listing.id, ondelete="CASCADE"), primary_key=True
    )
    climate_objective: Mapped[str] = mapped_column(String(40))
    trl: Mapped[int | None]
    role: Mapped[str] = mapped_column(String(40))
    ip_situation: Mapped[str] = mapped_column(String(40))


class NeedDetails(Base):
    """What only a need has."""

    __tablename__ = "need"

    listing_id: Mapped[int] = mapped_column(
        ForeignKey(Listing.id, ondelete="CASCADE"), primary_key=True
    )
    climate_objective: Mapped[str] = mapped_column(String(40))
    country: Mapped[str] = mapped_column(String(2))
    least_trl: Mapped[int | None]
    budget_band: Mapped[str] = mapped_column(String(40))
    enquiry_deadline: Mapped[date | None]
    anonymous: Mapped[bool]


class BenefitClaim(Base):
    """A benefit that a technology claims."""

    __tablename__ = "benefit_claim"

    id: Mapped[IntPk]
    listing_id: Mapped[int] = mapped_column(ForeignKey(Listing.id, ondelete="CASCADE"), index=True)
    metric: Mapped[str] = mapped_column(Text)
    value: Mapped[str] = mapped_column(Text)
    unit: Mapped[str] = mapped_column(Text)
    baseline: Mapped[str] = mapped_column(Text)
    evidence: Mapped[str] = mapped_column(String(40))


class IpRightRow(Base):
    """An intellectual property right of a technology; `number_key` is its number, normalised."""

    __tablename__ = "ip_right"

    id: Mapped[IntPk]
    listing_id: Mapped[int] = mapped_column(ForeignKey(Listing.id, ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(String(40))
    number: Mapped[str] = mapped_column(Text)
    number_key: Mapped[str] = mapped_column(String(60), index=True)
    status: Mapped[str] = mapped_column(String(40))


class RequirementRow(Base):
    """What a need asks for."""

    __tablename__ = "requirement"

    id: Mapped[IntPk]
    listing_id: Mapped[int] = mapped_column(ForeignKey(Listing.id, ondelete="CASCADE"), index=True)
    text: Mapped[str] = mapped_column(Text)
    strength: Mapped[str] = mapped_column(String(20))
    threshold: Mapped[str] = mapped_column(Text)
    unit: Mapped[str] = mapped_column(Text)


class ListingFile(Base):
    """A file that the public version of a listing shows; what is not here is not public."""

    __tablename__ = "listing_file"

    listing_id: Mapped[int] = mapped_column(
        ForeignKey(Listing.id, ondelete="CASCADE"), primary_key=True
    )
    file: Mapped[str] = mapped_column(String(10), primary_key=True, index=True)
    masked: Mapped[bool] = mapped_column(Boolean, default=False)

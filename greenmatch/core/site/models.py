"""What an administrator changes while the site runs: settings and the texts of fixed pages."""

from datetime import datetime

from sqlalchemy import String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from greenmatch.core.clock import now
from greenmatch.core.database import Base, IntPk, UtcDateTime


class SiteSetting(Base):
    """The value of one setting; a setting without a row has its default."""

    __tablename__ = "site_setting"

    key: Mapped[str] = mapped_column(String(40), primary_key=True)
    value: Mapped[str] = mapped_column(Text)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now, onupdate=now)
    updated_by: Mapped[int | None]


class PageText(Base):
    """One version of a page's text in one language; versions are added, never changed.

    So it can still be said which terms somebody accepted.
    """

    __tablename__ = "page_text"
    __table_args__ = (UniqueConstraint("page", "language", "number"),)

    id: Mapped[IntPk]
    page: Mapped[str] = mapped_column(String(20))
    language: Mapped[str] = mapped_column(String(10))
    number: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    created_by: Mapped[int | None]

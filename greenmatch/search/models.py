"""What search stores beside its index."""

import secrets
from datetime import datetime

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from greenmatch.core.database import Base, UtcDateTime


def _random_id() -> str:
    return secrets.token_urlsafe(15)


class StoredText(Base):
    """A text that somebody searched with, kept for a day so that the results can be paged."""

    __tablename__ = "stored_text"

    id: Mapped[str] = mapped_column(String(24), primary_key=True, default=_random_id)
    text: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)


class IndexState(Base):
    """The last commit of the index that the database knows of.

    An index that is older was put back or lost its newest files, and lacks changes whose rows
    are gone already.
    """

    __tablename__ = "index_state"

    name: Mapped[str] = mapped_column(String(20), primary_key=True)
    lineage: Mapped[str] = mapped_column(String(64))
    generation: Mapped[int]
    at: Mapped[datetime] = mapped_column(UtcDateTime)

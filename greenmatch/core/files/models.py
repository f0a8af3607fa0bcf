"""What is kept about an uploaded file; its bytes lie in a `FileStore`."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import BigInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from greenmatch.core.clock import now
from greenmatch.core.database import Base, IntPk, PublicId, UtcDateTime, enum_column


class FileKind(StrEnum):
    """What a file is for."""

    IMAGE = "image"
    DOCUMENT = "document"
    LOGO = "logo"


class StoredFile(Base):
    """An accepted file. Its content never changes: another content is another file.

    Neither organisation nor person is a foreign key: files lie below both of them.
    """

    __tablename__ = "stored_file"

    id: Mapped[IntPk]
    public_id: Mapped[PublicId]
    organisation_id: Mapped[int | None] = mapped_column(index=True)
    kind: Mapped[FileKind] = mapped_column(enum_column(FileKind))
    media_type: Mapped[str] = mapped_column(String(100))
    name: Mapped[str] = mapped_column(String(150))
    title: Mapped[str] = mapped_column(String(200), default="")
    size: Mapped[int] = mapped_column(BigInteger)
    sha256: Mapped[str] = mapped_column(String(64))
    width: Mapped[int | None]
    height: Mapped[int | None]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now, index=True)
    created_by: Mapped[int | None] = mapped_column(index=True)

    @property
    def is_picture(self) -> bool:
        """Whether this is a picture of ours, which may be shown inside a page."""
        return self.kind is not FileKind.DOCUMENT

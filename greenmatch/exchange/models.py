"""What is stored of imports."""

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from greenmatch.catalogue.models import Listing
from greenmatch.core.database import Base


class ImportedRow(Base):
    """The row that a listing was last imported from.

    `digest` tells whether the row has changed since; `version` is the number of the version that
    the import wrote last, so that its own proposals can be told from those of people.
    """

    __tablename__ = "imported_row"

    listing_id: Mapped[int] = mapped_column(
        ForeignKey(Listing.id, ondelete="CASCADE"), primary_key=True
    )
    digest: Mapped[str] = mapped_column(String(64))
    version: Mapped[int]

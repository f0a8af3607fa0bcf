"""What search writes: texts that people searched with."""

from sqlalchemy.orm import Session

from greenmatch.core.clock import now
from greenmatch.search.language.parser import LONGEST_TEXT
from greenmatch.search.models import StoredText


def store_text(session: Session, *, text: str) -> StoredText:
    """The text under a random id, so that its results can be paged and shared for a day."""
    stored = StoredText(text=text[:LONGEST_TEXT], created_at=now())
    session.add(stored)
    session.flush()
    return stored

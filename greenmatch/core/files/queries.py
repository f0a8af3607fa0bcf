"""Reads of uploaded files."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from greenmatch.core.database import is_public_id
from greenmatch.core.errors import NotFound
from greenmatch.core.files.models import StoredFile
from greenmatch.core.i18n import _


def stored_file(session: Session, public_id: str) -> StoredFile:
    """The file with a public id; NotFound where there is none."""
    query = select(StoredFile).where(StoredFile.public_id == public_id)
    found = session.scalar(query) if is_public_id(public_id) else None
    if found is None:
        raise NotFound(_("This file does not exist or is no longer kept."))
    return found


def stored_files(session: Session, public_ids: Collection[str]) -> dict[str, StoredFile]:
    """The files that exist among those named, by public id, in one query."""
    if not public_ids:
        return {}
    query = select(StoredFile).where(StoredFile.public_id.in_(public_ids))
    return {file.public_id: file for file in session.scalars(query)}

"""Accepts uploads, and removes what nothing refers to any more."""

import hashlib
from collections.abc import Collection, Mapping, Set
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from greenmatch.core.database import PUBLIC_ID_LENGTH, new_public_id
from greenmatch.core.files import images
from greenmatch.core.files.documents import recognise_document
from greenmatch.core.files.models import FileKind, StoredFile
from greenmatch.core.files.names import clean_file_name
from greenmatch.core.files.queries import stored_files
from greenmatch.core.files.reading import Upload, read_upload
from greenmatch.core.files.serving import file_keys
from greenmatch.core.files.stores import FileStore

_BATCH = 500


def store_image(
    session: Session,
    store: FileStore,
    *,
    data: Upload,
    filename: str | None,
    max_bytes: int,
    max_pixels: int,
    kind: FileKind = FileKind.IMAGE,
    title: str = "",
    organisation_id: int | None = None,
    created_by: int | None = None,
) -> StoredFile:
    """Keep a picture, encoded again in each of our sizes; Invalid says why one is refused.

    `max_bytes` is of the upload, `max_pixels` of the picture before it is decoded.
    """
    renditions = images.prepare_image(read_upload(data, max_bytes), max_pixels=max_pixels)
    full = renditions[""]
    return _keep(
        session,
        store,
        StoredFile(
            kind=kind,
            media_type=images.MEDIA_TYPE,
            name=clean_file_name(filename, images.SUFFIX, fallback=kind.value),
            title=title[:200],
            width=full.width,
            height=full.height,
            organisation_id=organisation_id,
            created_by=created_by,
        ),
        {size: rendition.data for size, rendition in renditions.items()},
    )


def store_document(
    session: Session,
    store: FileStore,
    *,
    data: Upload,
    filename: str | None,
    max_bytes: int,
    title: str = "",
    organisation_id: int | None = None,
    created_by: int | None = None,
) -> StoredFile:
    """Keep a document as it is, once its content has been checked; Invalid says why not."""
    content = read_upload(data, max_bytes)
    found = recognise_document(content, filename)
    return _keep(
        session,
        store,
        StoredFile(
            kind=FileKind.DOCUMENT,
            media_type=found.media_type,
            name=clean_file_name(filename, found.suffix, fallback="document"),
            title=title[:200],
            organisation_id=organisation_id,
            created_by=created_by,
        ),
        {"": content},
    )


def copy_files(
    session: Session,
    store: FileStore,
    *,
    public_ids: Collection[str],
    organisation_id: int | None,
    created_by: int | None,
) -> dict[str, str]:
    """The public ids of copies of files, by those of the originals; lost files are left out."""
    copies: dict[str, str] = {}
    for public_id, file in stored_files(session, public_ids).items():
        keys = [key for key in file_keys(file) if store.exists(key)]
        if public_id not in keys:
            continue
        contents = {key[len(public_id) + 1 :]: store.get(key) for key in keys}
        copy = StoredFile(
            kind=file.kind,
            media_type=file.media_type,
            name=file.name,
            title=file.title,
            width=file.width,
            height=file.height,
            organisation_id=organisation_id,
            created_by=created_by,
        )
        copies[public_id] = _keep(session, store, copy, contents).public_id
    return copies


def _keep(
    session: Session, store: FileStore, file: StoredFile, contents: Mapping[str, bytes]
) -> StoredFile:
    """Write the bytes, then the row: a row without bytes would be a broken link for ever,
    bytes without a row are swept up by `remove_orphans`."""
    file.public_id = new_public_id()
    file.size = len(contents[""])
    file.sha256 = hashlib.sha256(contents[""]).hexdigest()
    for size, content in contents.items():
        store.put(f"{file.public_id}-{size}" if size else file.public_id, content)
    session.add(file)
    session.flush()
    return file


def remove_orphans(
    session: Session, store: FileStore, *, referenced: Set[str], older_than: datetime
) -> int:
    """Forget files made before `older_than` whose public ids nothing refers to; how many.

    The bytes go at the next run, once it is sure that the deletion of the row was committed;
    so do bytes whose row was never committed. `older_than` must leave people time to finish
    the form into which they uploaded.
    """
    _sweep(session, store, older_than)
    query = select(StoredFile.public_id).where(StoredFile.created_at < older_than)
    orphans = [public_id for public_id in session.scalars(query) if public_id not in referenced]
    for start in range(0, len(orphans), _BATCH):
        batch = orphans[start : start + _BATCH]
        session.execute(delete(StoredFile).where(StoredFile.public_id.in_(batch)))
    return len(orphans)


def _sweep(session: Session, store: FileStore, older_than: datetime) -> None:
    known = set(session.scalars(select(StoredFile.public_id)))
    for key in list(store.keys_before(older_than)):
        if key[:PUBLIC_ID_LENGTH] not in known:
            store.delete(key)

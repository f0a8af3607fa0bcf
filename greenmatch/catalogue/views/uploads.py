"""New files of a listing: stored, and told apart from those that were refused."""

from flask import request
from sqlalchemy.orm import Session
from werkzeug.datastructures import FileStorage

from greenmatch.catalogue.content import Attachment, Content
from greenmatch.catalogue.forms.files import FilesForm, with_files
from greenmatch.catalogue.models import Listing
from greenmatch.core.errors import Invalid
from greenmatch.core.files import current_store, store_document, store_image
from greenmatch.core.i18n import _
from greenmatch.core.web.identity import current_actor
from greenmatch.core.web.runtime import current_settings


def take_uploads(session: Session, form: FilesForm, listing: Listing, content: Content) -> Content:
    """The content with the uploaded files that could be used; each refused one stands as an
    error at its field, with its name."""
    attachments: list[Attachment] = []
    refused: dict[str, list[str]] = {}
    room = current_settings().max_files_per_listing - len(content.attachments)
    for field in ("images", "documents"):
        for upload in request.files.getlist(field):
            if not upload.filename:
                continue
            try:
                if len(attachments) >= room:
                    raise Invalid(_("This listing has as many files as it may have."))
                attachments.append(_store(session, field, upload, listing))
            except Invalid as problem:
                message = f"{upload.filename[:80]}: {problem.message}"
                refused.setdefault(field, []).append(message)
    form.refuse(refused)
    return with_files(content, attachments)


def _store(session: Session, field: str, upload: FileStorage, listing: Listing) -> Attachment:
    settings, store, actor = current_settings(), current_store(), current_actor()
    if field == "images":
        kept = store_image(
            session,
            store,
            data=upload.stream,
            filename=upload.filename,
            max_bytes=settings.max_image_size,
            max_pixels=settings.max_image_pixels,
            organisation_id=listing.organisation_id,
            created_by=actor.user_id,
        )
    else:
        kept = store_document(
            session,
            store,
            data=upload.stream,
            filename=upload.filename,
            max_bytes=settings.max_document_size,
            organisation_id=listing.organisation_id,
            created_by=actor.user_id,
        )
    return Attachment(
        file=kept.public_id, kind="image" if field == "images" else "document", title=kept.name
    )

"""Images and documents of listings, for those who may see the listing."""

from flask import Response
from flask.typing import ResponseReturnValue

from greenmatch.catalogue.queries.files import file_showing
from greenmatch.core.database import db
from greenmatch.core.errors import NotFound
from greenmatch.core.files import (
    FileKind,
    StoredFile,
    current_store,
    download_headers,
    file_key,
    stored_file,
)
from greenmatch.core.i18n import _
from greenmatch.core.permissions import Actor, rule
from greenmatch.core.web.access import asks, may


@asks("file.view")
def show(public_id: str, size: str = "") -> ResponseReturnValue:
    """A file's bytes; what is not public is found by its organisation and moderators only."""
    session = db.session()
    file = stored_file(session, public_id)
    showing = file_showing(session, public_id)
    if not may("file.view", file) and not showing.public:
        raise NotFound(_("There is no such file."))
    try:
        content = current_store().get(file_key(file, size))
    except ValueError:
        raise NotFound(_("There is no such file.")) from None
    name = _neutral_name(file) if showing.masked else None
    return Response(content, headers=download_headers(file, name=name))


@rule("file.view")
def may_view_file(actor: Actor, file: StoredFile) -> bool:
    """Logos are for all; other files for their organisation and moderators, whatever the state."""
    if file.kind is FileKind.LOGO or actor.moderates:
        return True
    return file.organisation_id is not None and actor.belongs_to(file.organisation_id)


def _neutral_name(file: StoredFile) -> str:
    suffix = file.name.rpartition(".")[2]
    return f"document-{file.public_id}.{suffix}"

"""Drafts: begun, saved, copied, given up."""

from sqlalchemy.orm import Session

from greenmatch.catalogue.completeness import completeness
from greenmatch.catalogue.content import (
    Content,
    Technology,
    content_from_json,
    content_to_json,
    file_ids,
    original_text,
    with_other_files,
)
from greenmatch.catalogue.models import Listing, ListingVersion
from greenmatch.catalogue.queries.versions import last_numbers, latest_version, version_saved_by
from greenmatch.catalogue.services.locking import fresh_version, lock_listing, lock_organisation
from greenmatch.catalogue.services.recording import record_act
from greenmatch.catalogue.states import (
    OPEN_VERSIONS,
    Kind,
    ListingState,
    VersionState,
)
from greenmatch.core.clock import now
from greenmatch.core.errors import Conflict
from greenmatch.core.files import FileStore, copy_files
from greenmatch.core.i18n import _
from greenmatch.organisations.models import Organisation

EDITABLE = (VersionState.DRAFT, VersionState.CHANGES_REQUESTED, VersionState.REJECTED)


class StaleVersion(Conflict):
    """The version was saved by somebody else since the form was opened; `current` is theirs."""

    def __init__(self, current: ListingVersion) -> None:
        super().__init__(
            _("This listing was changed in another window or by a colleague in the meantime.")
        )
        self.current = current


def kind_of(content: Content) -> Kind:
    """The kind of listing that a content describes."""
    return Kind.TECHNOLOGY if isinstance(content, Technology) else Kind.NEED


def start_listing(
    session: Session,
    *,
    actor_id: int | None,
    organisation: Organisation,
    content: Content,
    token: str | None = None,
) -> Listing:
    """A new listing of the organisation, with the content as its first draft.

    `token` is the form's: sent twice, it gives the listing that the first sending made. Sent
    again with another title, as somebody does who went back to it, it makes another one.
    """
    if (before := _saved_before(session, organisation, token)) is not None:
        if _title(content_from_json(before.content_json)) == _title(content):
            return before.listing
        token = None
    listing = Listing(
        kind=kind_of(content),
        organisation=organisation,
        state=ListingState.DRAFT,
        created_at=now(),
        completeness=completeness(content).percent,
    )
    session.add(listing)
    session.flush()
    version = _add_version(session, listing, actor_id=actor_id, content=content)
    version.form_token = token
    record_act(session, listing, "create", actor_id=actor_id)
    return listing


def save_draft(
    session: Session,
    *,
    listing: Listing,
    actor_id: int | None,
    content: Content,
    seen: int,
    token: str | None = None,
    reason: str = "",
) -> ListingVersion:
    """The open version with the content; a new one where only a public version stands.

    `seen` is the number of edits of the version that the form started from. StaleVersion where
    somebody has saved since, unless it was the form with this `token` that did: somebody has gone
    back to it. Conflict while a moderator reviews. The same content changes nothing. A `reason`
    stands in the audit log.
    """
    listing = lock_listing(session, listing)
    version = editable_version(session, listing)
    again = token is not None and version.form_token == token
    if again and content == content_from_json(version.content_json):
        return version
    if not again and version.edits != seen:
        raise StaleVersion(version)
    if version.state is VersionState.SUBMITTED:
        raise Conflict(_("This version is in review. Take it back before you change it."))
    if content == content_from_json(version.content_json):
        return version
    if version.state in EDITABLE:
        _change(version, listing, actor_id, content)
    else:
        version = _add_version(session, listing, actor_id=actor_id, content=content)
    version.form_token = token
    _mark_edited(listing, content)
    if reason:
        record_act(session, listing, "edit", actor_id=actor_id, reason=reason)
    return version


def editable_version(session: Session, listing: Listing) -> ListingVersion:
    """The version of a locked listing from which an edit starts; Conflict after withdrawal."""
    version = fresh_version(session, listing)
    if listing.state is ListingState.WITHDRAWN or version is None:
        raise Conflict(_("This listing has been withdrawn."))
    return version


def copy_as_new(
    session: Session,
    *,
    listing: Listing,
    actor_id: int | None,
    store: FileStore,
    token: str | None = None,
) -> Listing:
    """A new draft with the latest content of a listing, for the same organisation.

    Its files are copies of their own: a file that two listings showed would tell that an unnamed
    need and a named listing are of one house, and would stay when one of them goes.
    """
    if (before := _saved_before(session, listing.organisation, token)) is not None:
        return before.listing
    version = latest_version(session, listing)
    if version is None:
        raise Conflict(_("There is nothing to copy."))
    content = content_from_json(version.content_json)
    copies = copy_files(
        session,
        store,
        public_ids=file_ids(content),
        organisation_id=listing.organisation_id,
        created_by=actor_id,
    )
    return start_listing(
        session,
        actor_id=actor_id,
        organisation=listing.organisation,
        content=with_other_files(content, copies),
        token=token,
    )


def discard_revision(
    session: Session, *, listing: Listing, actor_id: int | None
) -> ListingVersion | None:
    """The revision, given up: the public version stays as it is; None where none is open."""
    listing = lock_listing(session, listing)
    version = fresh_version(session, listing)
    if listing.public_number is None:
        raise Conflict(_("Only a revision of a published listing can be discarded."))
    if version is None or version.state not in (*OPEN_VERSIONS, VersionState.REJECTED):
        return None
    version.state = VersionState.SUPERSEDED
    record_act(session, listing, "discard-revision", actor_id=actor_id, number=version.number)
    return version


def _saved_before(
    session: Session, organisation: Organisation, token: str | None
) -> ListingVersion | None:
    """The version that a form with this token has saved already."""
    if token is None:
        return None
    lock_organisation(session, organisation)
    return version_saved_by(session, token)


def _title(content: Content) -> str:
    return original_text(content).title


def _change(
    version: ListingVersion, listing: Listing, actor_id: int | None, content: Content
) -> None:
    if version.state is VersionState.REJECTED:
        version.state = VersionState.DRAFT
    version.content_json = content_to_json(content)
    version.based_on = listing.public_number
    version.edits += 1
    version.author_id = actor_id
    version.saved_at = now()


def _add_version(
    session: Session, listing: Listing, *, actor_id: int | None, content: Content
) -> ListingVersion:
    moment = now()
    number, edits = last_numbers(session, listing.id)
    version = ListingVersion(
        listing=listing,
        number=number + 1,
        based_on=listing.public_number,
        edits=edits + 1,
        author_id=actor_id,
        state=VersionState.DRAFT,
        content_json=content_to_json(content),
        created_at=moment,
        saved_at=moment,
    )
    session.add(version)
    session.flush()
    return version


def _mark_edited(listing: Listing, content: Content) -> None:
    listing.edited_here = True
    if listing.public_number is None:
        listing.completeness = completeness(content).percent

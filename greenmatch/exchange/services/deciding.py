"""What is to become of a record, given what is here already."""

from enum import StrEnum
from typing import NamedTuple

from sqlalchemy.orm import Session

from greenmatch.catalogue.models import Listing
from greenmatch.catalogue.queries.versions import open_version
from greenmatch.catalogue.states import ListingState
from greenmatch.core.i18n import _
from greenmatch.exchange.mapping import Record
from greenmatch.exchange.models import ImportedRow
from greenmatch.exchange.queries import Known


class Outcome(StrEnum):
    """What became of a row."""

    ADDED = "added"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    REVIEW = "to review"
    LEFT = "left alone"
    REJECTED = "rejected"


class Decision(NamedTuple):
    """What is done with a record, and why where that is not plain."""

    outcome: Outcome
    reason: str = ""


_REFUSED_BEFORE = (ListingState.CHANGES_REQUESTED, ListingState.REJECTED)
UNCHANGED = Decision(Outcome.UNCHANGED)


def decide(
    session: Session,
    *,
    known: Known | None,
    record: Record,
    digest: str,
    publish: bool,
    closed: bool = False,
) -> Decision:
    """What is to be done with the record whose digest this is.

    A listing that no person has edited follows its source. What people have written is never
    replaced: the source's new content waits for a reviewer, or for them to finish. `closed` says
    that the record's organisation has been closed here.
    """
    if known is None and closed:
        return Decision(Outcome.LEFT, _("its organisation has been closed here"))
    if known is None:
        return Decision(Outcome.ADDED)
    listing, row = known
    if listing.kind is not record.kind:
        return Decision(Outcome.REJECTED, _("this id is a %(kind)s here", kind=listing.kind.value))
    if listing.state is ListingState.WITHDRAWN:
        return Decision(Outcome.LEFT, _("the listing has been withdrawn here"))
    if row is not None and row.digest == digest:
        return Decision(Outcome.UPDATED) if publish and _lies_idle(listing) else UNCHANGED
    return _changed(session, listing, row)


def _changed(session: Session, listing: Listing, row: ImportedRow | None) -> Decision:
    version = open_version(session, listing.id)
    if version is not None and (
        version.author_id is not None or row is None or version.number != row.version
    ):
        return Decision(
            Outcome.LEFT, _("a person is working on the listing; import it again later")
        )
    if listing.edited_here or listing.state in _REFUSED_BEFORE:
        return Decision(Outcome.REVIEW)
    return Decision(Outcome.UPDATED)


def _lies_idle(listing: Listing) -> bool:
    """Whether it can be published as it is: a draft of ours, or one that only time has ended."""
    return not listing.edited_here and listing.state in (ListingState.DRAFT, ListingState.EXPIRED)

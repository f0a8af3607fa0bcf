"""What has been decided."""

from collections.abc import Collection, Sequence

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, contains_eager, joinedload

from greenmatch.catalogue.models import Listing, ListingVersion
from greenmatch.catalogue.states import VersionState
from greenmatch.core.database import is_public_id
from greenmatch.core.errors import NotFound
from greenmatch.core.i18n import _
from greenmatch.moderation.models import Decision

# What an address may ask for without the database refusing the number itself.
HIGHEST_NUMBER = 10**9


def reviewed_version(session: Session, public_id: str, number: int) -> ListingVersion:
    """A listing's version with listing, organisation and author; NotFound where there is none, or
    nobody has submitted it so far."""
    query = (
        select(ListingVersion)
        .join(ListingVersion.listing)
        .options(
            contains_eager(ListingVersion.listing).joinedload(Listing.organisation),
            joinedload(ListingVersion.author),
        )
        .where(Listing.public_id == public_id, ListingVersion.number == number)
        .where(
            or_(
                ListingVersion.state != VersionState.DRAFT, ListingVersion.submitted_at.is_not(None)
            )
        )
    )
    possible = is_public_id(public_id) and number < HIGHEST_NUMBER
    found = session.scalars(query).one_or_none() if possible else None
    if found is None:
        raise NotFound(_("There is no such version."))
    return found


def decisions_of(session: Session, listing_id: int) -> Sequence[Decision]:
    """All decisions on a listing's versions, latest first, with version and moderator."""
    query = (
        select(Decision)
        .join(Decision.version)
        .options(contains_eager(Decision.version), joinedload(Decision.moderator))
        .where(ListingVersion.listing_id == listing_id)
        .order_by(Decision.decided_at.desc(), Decision.id.desc())
    )
    return session.scalars(query).all()


def last_decision(session: Session, version: ListingVersion) -> Decision | None:
    """The latest decision on a version, if there is one."""
    query = select(Decision).where(Decision.version_id == version.id)
    return session.scalars(query.order_by(Decision.id.desc()).limit(1)).first()


def count_rounds(session: Session, version_ids: Collection[int]) -> dict[int, int]:
    """How often each of the versions has been decided on before; those never are left out."""
    query = (
        select(Decision.version_id, func.count())
        .where(Decision.version_id.in_(version_ids))
        .group_by(Decision.version_id)
    )
    return {row[0]: row[1] for row in session.execute(query)}

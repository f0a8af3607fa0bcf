"""What waits for a moderator."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, Select, String, cast, func, select, tuple_
from sqlalchemy.orm import Session, contains_eager, joinedload

from greenmatch.catalogue.models import Listing, ListingVersion
from greenmatch.catalogue.states import Kind, VersionState
from greenmatch.core.i18n import DEFAULT_LANGUAGE


class Stage(StrEnum):
    """Whether a version is a listing's first, or changes what is public."""

    FIRST = "first"
    REVISION = "revision"


@dataclass(frozen=True)
class QueueFilter:
    """What the queue is narrowed to; empty values narrow nothing. `sector` is of either level."""

    kind: Kind | None = None
    stage: Stage | None = None
    sector: str = ""
    language: str = ""


@dataclass(frozen=True)
class QueueLength:
    """How many versions wait, and since when the oldest does."""

    count: int
    oldest: datetime | None


NOTHING = QueueFilter()


def waiting_versions(wanted: QueueFilter = NOTHING) -> Select[ListingVersion]:
    """Submitted versions, oldest first, with listing, organisation and author."""
    return (
        select(ListingVersion)
        .join(ListingVersion.listing)
        .options(
            contains_eager(ListingVersion.listing).joinedload(Listing.organisation),
            joinedload(ListingVersion.author),
        )
        .where(ListingVersion.state == VersionState.SUBMITTED, *_conditions(wanted))
        .order_by(ListingVersion.submitted_at, ListingVersion.id)
    )


def next_waiting(
    session: Session, wanted: QueueFilter, after: ListingVersion, without: frozenset[int]
) -> ListingVersion | None:
    """The version to decide after one: the next in line, else the first.

    `without` are the organisations whose versions the moderator may not decide on.
    """
    query = waiting_versions(wanted).where(ListingVersion.id != after.id).limit(1)
    if without:
        query = query.where(Listing.organisation_id.not_in(without))
    place = tuple_(ListingVersion.submitted_at, ListingVersion.id)
    later = query.where(place > tuple_(after.submitted_at, after.id))
    return session.scalars(later).first() or session.scalars(query).first()


def queue_length(session: Session) -> QueueLength:
    """How long the queue is; one query."""
    query = select(func.count(), func.min(ListingVersion.submitted_at)).where(
        ListingVersion.state == VersionState.SUBMITTED
    )
    count, oldest = session.execute(query).one()
    return QueueLength(count, oldest)


def _conditions(wanted: QueueFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.kind is not None:
        conditions.append(Listing.kind == wanted.kind)
    if wanted.stage is not None:
        is_first = Listing.public_number.is_(None)
        conditions.append(is_first if wanted.stage is Stage.FIRST else ~is_first)
    if wanted.sector:
        conditions.append(_filed_under(wanted.sector))
    if wanted.language:
        # The default is left out of the stored content.
        original = ListingVersion.content_json["original"].as_string()
        conditions.append(func.coalesce(original, DEFAULT_LANGUAGE) == wanted.language)
    return conditions


def _filed_under(sector: str) -> ColumnElement[bool]:
    """Whether the version names a sector, or one of a group.

    Read from its JSON as text: a version that nobody has approved is not in the sector tables,
    and the queue is short.
    """
    tags = cast(ListingVersion.content_json["sectors"], String)
    code = f'"{sector}"' if "/" in sector else f'"{sector}/'
    return tags.contains(code, autoescape=True)

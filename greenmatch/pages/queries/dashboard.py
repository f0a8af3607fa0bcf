"""What a person's own page shows of listings."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import Session, load_only

from greenmatch.catalogue.models import Listing, ListingVersion
from greenmatch.catalogue.queries import own_listings
from greenmatch.catalogue.queries.titles import version_titles
from greenmatch.catalogue.states import OPEN_VERSIONS, ListingState, VersionState
from greenmatch.core.pagination import Page, paginate
from greenmatch.core.permissions import Actor
from greenmatch.matching.queries import count_matches

S = ListingState
MOST_WAITING = 10


class Shelf(StrEnum):
    """A part of one's own listings."""

    ALL = "all"
    WRITING = "writing"
    REVIEW = "review"
    PUBLIC = "public"
    RESTING = "resting"
    GONE = "gone"


SHELVES: Mapping[Shelf, frozenset[ListingState]] = {
    Shelf.ALL: frozenset(set(S) - {S.WITHDRAWN}),
    Shelf.WRITING: frozenset({S.DRAFT, S.CHANGES_REQUESTED, S.REJECTED}),
    Shelf.REVIEW: frozenset({S.SUBMITTED}),
    Shelf.PUBLIC: frozenset({S.PUBLISHED}),
    Shelf.RESTING: frozenset({S.ON_HOLD, S.EXPIRED, S.ARCHIVED}),
    Shelf.GONE: frozenset({S.WITHDRAWN}),
}


@dataclass(frozen=True)
class OwnListing:
    """One of the person's organisations' listings; `revision` is the state of an open one."""

    public_id: str
    kind: str
    title: str
    organisation: str
    state: ListingState
    revision: VersionState | None
    completeness: int
    matches: int | None


def own_page(
    session: Session, actor: Actor, shelf: Shelf, language: str, *, number: int, size: int
) -> Page[OwnListing]:
    """A page of the person's listings on a shelf, the newest first; five queries."""
    query = _own(actor).where(Listing.state.in_(SHELVES[shelf]))
    page = paginate(session, query, number=number, size=size)
    return Page(_rows(session, page.items, language), page.number, page.size, page.total)


def waiting_for(session: Session, actor: Actor, language: str) -> tuple[OwnListing, ...]:
    """Listings on which the person has to act: changes requested, rejected, expired."""
    acting = (S.CHANGES_REQUESTED, S.REJECTED, S.EXPIRED)
    query = _own(actor).where(
        or_(
            Listing.state.in_(acting),
            and_(Listing.state != S.WITHDRAWN, _revision_in(VersionState.CHANGES_REQUESTED)),
        )
    )
    return _rows(session, session.scalars(query.limit(MOST_WAITING)).all(), language)


def count_shelves(session: Session, actor: Actor) -> dict[Shelf, int]:
    """How many listings the person's organisations have on each shelf."""
    query = select(Listing.state, func.count()).group_by(Listing.state)
    found = session.execute(query.where(Listing.organisation_id.in_(_organisations(actor))))
    states = {row[0]: row[1] for row in found}
    return {
        shelf: sum(states.get(state, 0) for state in inside) for shelf, inside in SHELVES.items()
    }


def _organisations(actor: Actor) -> frozenset[int]:
    return actor.organisation_ids | actor.suspended_organisation_ids


def _own(actor: Actor) -> Select[Listing]:
    return own_listings(_organisations(actor))


def _revision_in(state: VersionState) -> ColumnElement[bool]:
    return exists().where(
        ListingVersion.listing_id == Listing.id,
        ListingVersion.number > Listing.public_number,
        ListingVersion.state == state,
    )


def _rows(session: Session, listings: Sequence[Listing], language: str) -> tuple[OwnListing, ...]:
    latest = _latest_versions(session, listings)
    titles = version_titles(session, [version.id for version in latest.values()], language)
    matches = count_matches(session, listings)
    return tuple(
        OwnListing(
            public_id=each.public_id,
            kind=each.kind.value,
            title=titles.get(each.id, ""),
            organisation=each.organisation.shown_name(language),
            state=each.state,
            revision=_revision(each, latest.get(each.id)),
            completeness=each.completeness,
            matches=matches.get(each.id),
        )
        for each in listings
    )


def _revision(listing: Listing, version: ListingVersion | None) -> VersionState | None:
    if listing.public_number is None or version is None or version.number == listing.public_number:
        return None
    return version.state


def _latest_versions(session: Session, listings: Sequence[Listing]) -> dict[int, ListingVersion]:
    """For each listing its open version, else the public one, else the last; without contents."""
    query = (
        select(ListingVersion)
        .where(ListingVersion.listing_id.in_([listing.id for listing in listings]))
        .options(load_only(ListingVersion.listing_id, ListingVersion.number, ListingVersion.state))
        .order_by(ListingVersion.number.desc())
    )
    versions: dict[int, list[ListingVersion]] = defaultdict(list)
    for version in session.scalars(query):
        versions[version.listing_id].append(version)
    return {listing.id: _latest(listing, versions[listing.id]) for listing in listings}


def _latest(listing: Listing, newest_first: Sequence[ListingVersion]) -> ListingVersion:
    public = listing.public_number or 0
    unfinished = (*OPEN_VERSIONS, VersionState.REJECTED)
    for version in newest_first:
        if version.number == public or (version.number > public and version.state in unfinished):
            return version
    return newest_first[0]

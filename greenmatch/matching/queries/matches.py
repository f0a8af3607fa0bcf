"""Reads: the matches of a listing as one of its two sides sees them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from greenmatch.catalogue.models import Listing
from greenmatch.catalogue.queries import PublicListing, live_listing_ids, public_listings
from greenmatch.catalogue.states import Kind
from greenmatch.core.pagination import Page, paginate
from greenmatch.matching.models import Match, MatchFeedback, MatchMute, MatchSnapshot, Verdict
from greenmatch.matching.queries.muted import muted_among, muted_listings


class Part(StrEnum):
    """A part of a listing's matches: what is suggested, what its side has dismissed, and what is
    known to miss something that the need must have (unless its side has shortlisted it)."""

    FITTING = "fitting"
    DISMISSED = "dismissed"
    UNMET = "unmet"


@dataclass(frozen=True)
class SeenMatch:
    """A match from the side of one listing: the other listing, and what this side said."""

    match: Match
    other: PublicListing
    verdict: Verdict | None
    reason: str


def own_column(kind: Kind) -> InstrumentedAttribute[int]:
    """The column of a match in which a listing of this kind stands."""
    return Match.technology_id if kind is Kind.TECHNOLOGY else Match.need_id


def other_column(kind: Kind) -> InstrumentedAttribute[int]:
    """The column of a match in which the other listing stands."""
    return own_column(kind.other)


def matches_of(listing: Listing, part: Part = Part.FITTING) -> Select[Match]:
    """A part of a listing's matches, the best first.

    Listings of organisations that its side has muted are in none.
    """
    own, other = own_column(listing.kind), other_column(listing.kind)
    dismissed = _judged(listing.organisation_id, Verdict.DISMISSED)
    missing = and_(Match.unmet.is_(True), ~_judged(listing.organisation_id, Verdict.SHORTLISTED))
    query = select(Match).where(
        own == listing.id,
        other.in_(live_listing_ids(listing.kind.other).order_by(None)),
        other.not_in(muted_listings(listing)),
        dismissed if part is Part.DISMISSED else ~dismissed,
    )
    if part is not Part.DISMISSED:
        query = query.where(missing if part is Part.UNMET else ~missing)
    return query.order_by(Match.points.desc(), Match.id)


def _judged(
    organisation_id: ColumnElement[int] | InstrumentedAttribute[int] | int, verdict: Verdict
) -> ColumnElement[bool]:
    """Whether an organisation has given this verdict on a match."""
    return (
        select(MatchFeedback.id)
        .where(
            MatchFeedback.technology_id == Match.technology_id,
            MatchFeedback.need_id == Match.need_id,
            MatchFeedback.organisation_id == organisation_id,
            MatchFeedback.verdict == verdict,
            MatchFeedback.lapsed.is_(False),
        )
        .exists()
    )


def matches_page(
    session: Session, listing: Listing, *, number: int, size: int, part: Part = Part.FITTING
) -> Page[SeenMatch]:
    """One page of a part of a listing's matches."""
    page = paginate(session, matches_of(listing, part), number=number, size=size)
    seen = _seen(session, listing, page.items)
    return Page(tuple(seen), page.number, page.size, page.total)


def count_unmet(session: Session, listing: Listing) -> int:
    """How many matches are left out because something that the need must have is missed."""
    found = matches_of(listing, Part.UNMET).order_by(None).subquery()
    return session.scalar(select(func.count()).select_from(found)) or 0


def match_between(session: Session, listing: Listing, other: Listing) -> SeenMatch | None:
    """The match of two listings from the side of the first; None where they do not match."""
    own, away = own_column(listing.kind), other_column(listing.kind)
    query = select(Match).where(own == listing.id, away == other.id)
    found = session.scalars(query).one_or_none()
    seen = _seen(session, listing, [found] if found else [])
    return seen[0] if seen else None


def count_matches(session: Session, listings: Collection[Listing]) -> dict[int, int]:
    """How many matches are suggested to each of some listings, by internal id; without those that
    are muted."""
    quiet = muted_among(session, listings)
    counts = {each.id: 0 for each in listings if each.id not in quiet}
    for kind in Kind:
        ids = [each.id for each in listings if each.kind is kind and each.id in counts]
        counts.update(
            {row[0]: row[1] for row in session.execute(_counted(kind, ids))} if ids else {}
        )
    return counts


def _counted(kind: Kind, ids: Sequence[int]) -> Select[int, int]:
    """For each of these listings of a kind how many of its matches its side is shown."""
    own, other = own_column(kind), other_column(kind)
    mine, away = aliased(Listing), aliased(Listing)
    muted = exists().where(MatchMute.listing_id == own, MatchMute.other_id == away.organisation_id)
    return (
        select(own, func.count())
        .join(mine, mine.id == own)
        .join(away, away.id == other)
        .where(
            own.in_(ids),
            other.in_(live_listing_ids(kind.other).order_by(None)),
            ~muted,
            ~_judged(mine.organisation_id, Verdict.DISMISSED),
            or_(Match.unmet.is_not(True), _judged(mine.organisation_id, Verdict.SHORTLISTED)),
        )
        .group_by(own)
    )


def _seen(session: Session, listing: Listing, matches: Collection[Match]) -> list[SeenMatch]:
    other = other_column(listing.kind).key
    shown = public_listings(session, [getattr(match, other) for match in matches])
    feedback = _feedback(session, listing, list(shown))
    return [
        SeenMatch(match, shown[other_id], *feedback.get(other_id, (None, "")))
        for match in matches
        if (other_id := getattr(match, other)) in shown
    ]


def _feedback(
    session: Session, listing: Listing, others: Collection[int]
) -> Mapping[int, tuple[Verdict, str]]:
    own = f"{listing.kind.value}_id"
    away = f"{listing.kind.other.value}_id"
    query = select(MatchFeedback).where(
        getattr(MatchFeedback, own) == listing.id,
        getattr(MatchFeedback, away).in_(others),
        MatchFeedback.organisation_id == listing.organisation_id,
        MatchFeedback.lapsed.is_(False),
    )
    return {getattr(row, away): (row.verdict, row.reason) for row in session.scalars(query)}


def latest_snapshot(session: Session) -> MatchSnapshot | None:
    """The last full run; None before the first."""
    return session.scalars(select(MatchSnapshot).order_by(MatchSnapshot.id.desc()).limit(1)).first()

"""Listings in every state."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session, joinedload

from greenmatch.catalogue.models import Listing, ListingText, ListingVersion
from greenmatch.catalogue.queries.versions import stored_title
from greenmatch.catalogue.states import Kind, ListingState, VersionState
from greenmatch.core.i18n import LANGUAGES
from greenmatch.organisations.models import Organisation

# States in which nothing of a listing is in the public tables.
_UNSEEN = (
    ListingState.DRAFT,
    ListingState.SUBMITTED,
    ListingState.CHANGES_REQUESTED,
    ListingState.REJECTED,
    ListingState.WITHDRAWN,
)
_UNDECIDED = (VersionState.DRAFT, VersionState.SUBMITTED, VersionState.CHANGES_REQUESTED)


@dataclass(frozen=True)
class ListingFilter:
    """What to look for: a title or a public id, and of which kind and state."""

    text: str = ""
    kind: Kind | None = None
    state: ListingState | None = None


def all_listings(wanted: ListingFilter) -> Select[Listing]:
    """Listings in every state with their organisations, the newest first."""
    query = (
        select(Listing)
        .options(joinedload(Listing.organisation))
        .order_by(Listing.created_at.desc(), Listing.id.desc())
    )
    if wanted.kind is not None:
        query = query.where(Listing.kind == wanted.kind)
    if wanted.state is not None:
        query = query.where(Listing.state == wanted.state)
    return query.where(_named(wanted.text)) if wanted.text else query


def latest_titles(session: Session, listing_ids: Sequence[int]) -> dict[int, str]:
    """The title of each listing's latest version, in the language that it was written in."""
    latest = (
        select(ListingVersion.listing_id, func.max(ListingVersion.number).label("number"))
        .where(ListingVersion.listing_id.in_(listing_ids))
        .group_by(ListingVersion.listing_id)
        .subquery()
    )
    titles = func.coalesce(*(stored_title(language) for language in LANGUAGES), "")
    query = select(ListingVersion.listing_id, titles).join(
        latest,
        (latest.c.listing_id == ListingVersion.listing_id)
        & (latest.c.number == ListingVersion.number),
    )
    return {row[0]: row[1] for row in session.execute(query)}


def organisations_named(session: Session, text: str, limit: int) -> Sequence[Organisation]:
    """Organisations whose public id or name is the text, else whose name contains it."""
    query = select(Organisation).order_by(Organisation.folded, Organisation.id).limit(limit)
    exact = or_(
        Organisation.public_id == text,
        func.lower(Organisation.name) == text.lower(),
        Organisation.name_zh == text,
    )
    if found := session.scalars(query.where(exact)).all():
        return found
    matches = or_(
        Organisation.name.icontains(text, autoescape=True),
        Organisation.name_zh.icontains(text, autoescape=True),
    )
    return session.scalars(query.where(matches)).all()


def _named(text: str) -> ColumnElement[bool]:
    public = select(ListingText.listing_id).where(
        ListingText.title.icontains(text, autoescape=True)
    )
    unseen = (
        select(ListingVersion.listing_id)
        .join(ListingVersion.listing)
        .where(
            Listing.state.in_(_UNSEEN) | ListingVersion.state.in_(_UNDECIDED),
            or_(*(stored_title(each).icontains(text, autoescape=True) for each in LANGUAGES)),
        )
    )
    return or_(Listing.public_id == text, Listing.id.in_(public), Listing.id.in_(unseen))

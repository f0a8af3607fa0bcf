"""Listings of every kind and state."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from sqlalchemy.orm import Session

from greenmatch.accounts.models import User
from greenmatch.catalogue.content import (
    Claim,
    Content,
    Need,
    SectorTag,
    Technology,
    TextBlock,
)
from greenmatch.catalogue.models import Listing, ListingVersion
from greenmatch.catalogue.services import (
    approve_version,
    archive_listing,
    expire_listings,
    hold_listing,
    reject_version,
    request_changes,
    save_draft,
    start_listing,
    submit_version,
    withdraw_listing,
)
from greenmatch.catalogue.states import ListingState
from greenmatch.core.clock import now
from greenmatch.organisations.models import Organisation
from tests.factories.organisations import make_provider


def technology(title: str = "Membrane for brackish water", **values: Any) -> Technology:
    """A technology with everything that a submission needs."""
    text = TextBlock(
        title=title,
        summary="Takes salt out of well water with little power.",
        problem="Wells near the coast turn salty.",
        how_it_works="Pressure drives the water through a membrane.",
        novelty="It needs half of the usual pressure.",
    )
    language = values.pop("original", "en")
    return Technology(
        **{
            "original": language,
            "texts": {language: text},
            "sectors": (SectorTag("water/drinking-water"),),
            "climate_objective": "adaptation",
            "trl": 7,
            "role": "owner",
            "claims": (Claim(metric="Power", value="0.8", unit="kWh/m3", baseline="1.6 kWh/m3"),),
            "ip_situation": "registered" if values.get("ip_rights") else "know-how",
            "cooperation": ("license",),
            **values,
        }
    )


def need(title: str = "Less salt in irrigation water", **values: Any) -> Need:
    """A need with everything that a submission needs."""
    text = TextBlock(
        title=title,
        summary="Our wells turn salty.",
        problem="Yields fall by a third.",
        outcome="Water below 500 mg/L of salt.",
    )
    language = values.pop("original", "en")
    return Need(
        **{
            "original": language,
            "texts": {language: text},
            "sectors": (SectorTag("water/drinking-water"),),
            "country": "KE",
            **values,
        }
    )


def make_draft(
    session: Session,
    *,
    content: Content | None = None,
    author: User | None = None,
    organisation: Organisation | None = None,
) -> Listing:
    """A new listing whose first version is a draft."""
    if organisation is None:
        owner, organisation = make_provider(session)
        author = author or owner
    return start_listing(
        session,
        actor_id=author.id if author else None,
        organisation=organisation,
        content=content or technology(),
    )


def make_submitted(session: Session, **values: Any) -> ListingVersion:
    """A new listing's first version, handed to the moderators."""
    listing = make_draft(session, **values)
    version = submit_version(session, listing=listing, actor_id=listing.versions[-1].author_id)
    session.flush()
    return version


def make_published(session: Session, **values: Any) -> Listing:
    """A listing that the public sees."""
    version = make_submitted(session, **values)
    return approve_version(session, version=version, seen=version.edits)


def make_revision(session: Session, listing: Listing, content: Content) -> ListingVersion:
    """A change to a public listing, handed to the moderators."""
    author = listing.versions[-1].author_id
    seen = listing.versions[-1].edits
    save_draft(session, listing=listing, actor_id=author, content=content, seen=seen)
    return submit_version(session, listing=listing, actor_id=author)


def make_in_state(session: Session, state: ListingState, **values: Any) -> Listing:
    """A listing that has come to a state by the way that leads there."""
    if state is ListingState.DRAFT:
        return make_draft(session, **values)
    if state in _REVIEWED:
        version = make_submitted(session, **values)
        if act := _REVIEWED[state]:
            act(session, version=version, seen=version.edits, message="Too vague.", notes={})
        return version.listing
    listing = make_published(session, **values)
    if act := _LATER.get(state):
        act(session, listing=listing, actor_id=None)
    elif state is ListingState.EXPIRED:
        listing.valid_until = now() - timedelta(days=1)
        expire_listings(session)
    return listing


_REVIEWED: dict[ListingState, Callable[..., Listing] | None] = {
    ListingState.SUBMITTED: None,
    ListingState.CHANGES_REQUESTED: request_changes,
    ListingState.REJECTED: reject_version,
}
_LATER: dict[ListingState, Callable[..., Listing]] = {
    ListingState.ON_HOLD: hold_listing,
    ListingState.ARCHIVED: archive_listing,
    ListingState.WITHDRAWN: withdraw_listing,
}


def page_of(listing: Listing, language: str = "en") -> str:
    """The address of the listing's page."""
    return f"/{language}/listings/{listing.public_id}"
